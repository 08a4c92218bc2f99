/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the states of an order are called, and how urgent they look.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-labels.h"

#include <glib/gi18n.h>

#include "../hrt-language.h"

typedef struct
{
  const char *axis;
  const char *state;
  const char *text;
  const char *mood; /* CSS class of the tag */
} StateLabel;

static const StateLabel labels[] = {
  { "order", "placed", NC_ ("order", "Placed"), "warn" },
  { "order", "confirmed", NC_ ("order", "Confirmed"), "good" },
  { "order", "completed", NC_ ("order", "Completed"), "good" },
  { "order", "cancelled", NC_ ("order", "Cancelled"), "bad" },
  { "order", "expired", NC_ ("order", "Expired"), "bad" },
  { "payment", "unpaid", NC_ ("order", "Not paid"), "warn" },
  { "payment", "paid", NC_ ("order", "Paid"), "good" },
  { "payment", "part_refunded", NC_ ("order", "Partly refunded"), "warn" },
  { "payment", "refunded", NC_ ("order", "Refunded"), "warn" },
  { "fulfilment", "pending", NC_ ("order", "Waiting"), "warn" },
  { "fulfilment", "packing", NC_ ("order", "Being packed"), "warn" },
  { "fulfilment", "ready_for_pickup", NC_ ("order", "Ready for pick-up"), "warn" },
  { "fulfilment", "shipped", NC_ ("order", "Shipped"), "good" },
  { "fulfilment", "handed_over", NC_ ("order", "Handed over"), "good" },
  { "fulfilment", "cancelled", NC_ ("order", "Not delivered"), "bad" },
};

static const StateLabel *
find_label (const char *axis, const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].axis, axis) == 0 && g_strcmp0 (labels[i].state, state) == 0)
      return &labels[i];
  return NULL;
}

/**
 * hrt_order_state_text:
 * @axis: "order", "payment" or "fulfilment"
 * @state: a state of that axis
 *
 * Returns: its name for people; @state itself when this program does not know it yet
 */
const char *
hrt_order_state_text (const char *axis, const char *state)
{
  const StateLabel *label = find_label (axis, state);

  return label != NULL ? g_dpgettext2 (NULL, "order", label->text) : state;
}

static GtkWidget *
make_tag (const char *axis, const char *state)
{
  const StateLabel *label = find_label (axis, state);
  GtkWidget *tag = gtk_label_new (hrt_order_state_text (axis, state));

  gtk_widget_add_css_class (tag, "tag");
  if (label != NULL)
    gtk_widget_add_css_class (tag, label->mood);
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  return tag;
}

const char *
hrt_order_channel_text (const HrtOrder *order)
{
  return g_strcmp0 (order->channel, "web") == 0 ? C_ ("order", "Web shop") : C_ ("order", "Till");
}

/**
 * hrt_order_actor_text:
 * @actor: "staff", "customer" or "system"
 *
 * Returns: who made a step, for people; @actor itself when this program does not know it yet
 */
const char *
hrt_order_actor_text (const char *actor)
{
  /* Translators: who made a step of an order, after its time: "24 Nov, 14.05 · By the customer" */
  if (g_strcmp0 (actor, "customer") == 0)
    return C_ ("order", "By the customer");
  /* Translators: who made a step of an order, when the name is not known */
  if (g_strcmp0 (actor, "staff") == 0)
    return C_ ("order", "By the staff");
  /* Translators: nobody did it; the program did, when the time had come */
  return g_strcmp0 (actor, "system") == 0 ? C_ ("order", "By itself") : actor;
}

/* A cancelled or expired order says so first: whether it was paid is the smaller news. */
GtkWidget *
hrt_order_payment_tag (const HrtOrder *order)
{
  if (g_strcmp0 (order->status, "cancelled") == 0 || g_strcmp0 (order->status, "expired") == 0)
    return make_tag ("order", order->status);
  return make_tag ("payment", order->payment_status);
}

GtkWidget *
hrt_order_fulfilment_tag (const HrtOrder *order)
{
  return make_tag ("fulfilment", order->fulfilment_status);
}

/**
 * hrt_order_is_open:
 *
 * Returns: whether something is still to be done about it
 */
gboolean
hrt_order_is_open (const HrtOrder *order)
{
  return g_strcmp0 (order->status, "placed") == 0 || g_strcmp0 (order->status, "confirmed") == 0;
}

/**
 * hrt_order_is_paid:
 *
 * Returns: whether its money has come, also when some of it went back since
 */
gboolean
hrt_order_is_paid (const HrtOrder *order)
{
  return g_strcmp0 (order->payment_status, "unpaid") != 0;
}

/* In the language of who reads it, where the shop has named it in both. */
const char *
hrt_order_shipping_text (const HrtOrder *order)
{
  gboolean has_english = order->shipping_name_en != NULL && *order->shipping_name_en != '\0';

  return has_english && !g_str_equal (hrt_language_get (), "id") ? order->shipping_name_en
                                                                 : order->shipping_name;
}
