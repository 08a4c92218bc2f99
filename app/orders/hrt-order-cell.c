/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderCell: an order in the list: number, when, who, how much, and what is to be done.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-cell.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-order-labels.h"
#include "model/base/hrt-money.h"

struct _HrtOrderCell
{
  GtkBox parent_instance;

  GtkImage *channel;
  GtkLabel *number;
  GtkLabel *detail;
  GtkLabel *total;
  GtkBox *tags;
};

G_DEFINE_FINAL_TYPE (HrtOrderCell, hrt_order_cell, GTK_TYPE_BOX)

static char *
dup_detail (const HrtOrder *order, const char *time_zone)
{
  /* Translators: day, month, hour and minute, as of strftime */
  g_autofree char *when = hrt_ui_dup_time (order->placed_at, time_zone, _ ("%d %b, %H.%M"));
  gboolean has_name = order->contact_name != NULL && order->contact_name[0] != '\0';

  return g_strdup_printf ("%s · %s", when,
                          has_name                    ? order->contact_name
                          : order->first_line != NULL ? order->first_line
                                                      : "");
}

static void
empty_tags (HrtOrderCell *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);
}

/**
 * hrt_order_cell_show:
 * @time_zone: of the shop
 */
void
hrt_order_cell_show (HrtOrderCell *self, const HrtOrder *order, const char *time_zone)
{
  g_autofree char *detail = NULL;
  g_autofree char *total = NULL;
  g_autofree char *spoken = NULL;
  gboolean is_web = g_strcmp0 (order->channel, "web") == 0;

  g_return_if_fail (HRT_IS_ORDER_CELL (self));

  empty_tags (self);
  if (order->is_placeholder)
    {
      gtk_label_set_label (self->number, "…");
      gtk_label_set_label (self->detail, "");
      gtk_label_set_label (self->total, "");
      return;
    }
  detail = dup_detail (order, time_zone);
  total = hrt_rupiah_format (order->total, HRT_MONEY_STYLE_PLAIN);
  gtk_image_set_from_icon_name (self->channel,
                                is_web ? "web-browser-symbolic" : "hrt-till-symbolic");
  gtk_label_set_label (self->number, order->number);
  gtk_label_set_label (self->detail, detail);
  gtk_label_set_label (self->total, total);
  /* One tag, the next thing to be done: first the money, then the goods. */
  if (is_web && hrt_order_is_open (order) && g_strcmp0 (order->payment_status, "paid") == 0)
    gtk_box_append (self->tags, hrt_order_fulfilment_tag (order));
  else
    gtk_box_append (self->tags, hrt_order_payment_tag (order));
  spoken = g_strdup_printf ("%s %s, %s, %s, %s", hrt_order_channel_text (order), order->number,
                            detail, total, hrt_order_state_text ("payment", order->payment_status));
  hrt_ui_name (GTK_WIDGET (self), spoken);
}

static GtkLabel *
make_label (const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
hrt_order_cell_class_init (HrtOrderCellClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hrt_order_cell_init (HrtOrderCell *self)
{
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "shelf-row");
  self->channel = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->channel, 22);
  gtk_widget_add_css_class (GTK_WIDGET (self->channel), "muted");
  self->number = make_label ("tile-name", 0);
  self->detail = make_label ("muted", 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  self->total = make_label ("amount", 1);
  self->tags = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  gtk_widget_set_halign (GTK_WIDGET (self->tags), GTK_ALIGN_END);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->total));
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->tags));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->channel));
  gtk_box_append (GTK_BOX (self), left);
  gtk_box_append (GTK_BOX (self), right);
}

GtkWidget *
hrt_order_cell_new (void)
{
  return g_object_new (HRT_TYPE_ORDER_CELL, NULL);
}
