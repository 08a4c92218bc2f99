/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderNews: a word at the bottom of the window for who works in it, a notification of the
 * desktop for who does not.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-news.h"

#include <glib/gi18n.h>

#include "../hrt-attention.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-money.h"

#define NOTE "web-orders"

/**
 * HrtOrderNews:
 *
 * One notification at a time, which counts: an evening's orders are not ten of them. It goes when
 * somebody comes to the window. The name of the customer is not in it, since whoever passes a
 * locked screen reads it. Threading: main thread.
 */
struct _HrtOrderNews
{
  GObject parent_instance;

  GtkWindow *window; /* (unowned) its owner */
  HrtDesk *desk;     /* (owned) */
  HrtOrderNewsGetToasts get_toasts;
  guint n_unseen; /* that the notification on the desktop speaks of */
};

G_DEFINE_FINAL_TYPE (HrtOrderNews, hrt_order_news, G_TYPE_OBJECT)

static char *
dup_headline (guint n)
{
  return g_strdup_printf (
      ngettext ("%u new order from the web shop", "%u new orders from the web shop", n), n);
}

static void
show_toast (HrtOrderNews *self, GPtrArray *orders)
{
  HrtOrder *newest = orders->pdata[0];
  g_autofree char *total = hrt_rupiah_format (newest->total, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *text = NULL;

  if (orders->len > 1)
    text = dup_headline (orders->len);
  else
    /* Translators: an order's number, and its total: "HRT-261201-00001 from the web, Rp 200.000".
     * The number comes first, since a narrow window cuts the end off. */
    text = g_strdup_printf (_ ("%s from the web, %s"), newest->number, total);
  hrt_ui_toast_action (self->get_toasts (self->window), text, _ ("Show"), "win.order",
                       g_variant_new_int64 (newest->id));
}

static void
send_note (HrtOrderNews *self, GPtrArray *orders)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (self->window));
  HrtOrder *newest = orders->pdata[0];
  g_autofree char *total = hrt_rupiah_format (newest->total, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *body = g_strdup_printf ("%s, %s", newest->number, total); /* of the newest */
  g_autofree char *headline = NULL;
  g_autoptr (GNotification) note = NULL;

  hrt_attention_ask (self->window);
  if (app == NULL || g_application_get_dbus_connection (app) == NULL)
    return;
  self->n_unseen += orders->len;
  headline = dup_headline (self->n_unseen);
  note = g_notification_new (headline);
  g_notification_set_body (note, body);
  g_notification_set_default_action_and_target (note, "app.order", "x", newest->id);
  g_application_send_notification (app, NOTE, note);
}

static void
on_arrived (HrtOrderNews *self, GPtrArray *orders)
{
  if (gtk_window_is_active (self->window) && hrt_desk_may (self->desk, HRT_DESK_SEE_ORDERS))
    show_toast (self, orders);
  else
    send_note (self, orders);
}

static void
on_active_changed (HrtOrderNews *self)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (self->window));

  if (self->n_unseen == 0 || app == NULL || !gtk_window_is_active (self->window))
    return;
  self->n_unseen = 0;
  hrt_order_news_withdraw (app);
}

/**
 * hrt_order_news_withdraw:
 *
 * Somebody has come, or the program ends: a click on what it told of would lead nowhere.
 */
void
hrt_order_news_withdraw (GApplication *app)
{
  if (g_application_get_dbus_connection (app) != NULL)
    g_application_withdraw_notification (app, NOTE);
}

static void
hrt_order_news_finalize (GObject *object)
{
  g_object_unref (HRT_ORDER_NEWS (object)->desk);
  G_OBJECT_CLASS (hrt_order_news_parent_class)->finalize (object);
}

static void
hrt_order_news_class_init (HrtOrderNewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_order_news_finalize;
}

static void
hrt_order_news_init (HrtOrderNews *self)
{
}

/**
 * hrt_order_news_new:
 * @window: owns this; it has an action "win.order" (x: an order's id), its application "app.order"
 * @desk: of a shop that is set up: the orders of a sample shop that is being made are no news
 * @get_toasts: asked with @window
 *
 * Returns: (transfer full): tells from now on
 */
HrtOrderNews *
hrt_order_news_new (GtkWindow *window, HrtDesk *desk, HrtOrderNewsGetToasts get_toasts)
{
  HrtOrderNews *self = g_object_new (HRT_TYPE_ORDER_NEWS, NULL);

  self->window = window;
  self->desk = g_object_ref (desk);
  self->get_toasts = get_toasts;
  g_signal_connect_object (hrt_desk_get_web_orders (desk), "arrived", G_CALLBACK (on_arrived), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_changed), self,
                           G_CONNECT_SWAPPED);
  hrt_web_orders_start (hrt_desk_get_web_orders (desk));
  return self;
}
