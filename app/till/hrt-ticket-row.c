/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketRow: a line of the ticket: picture, name, quantity to change, sum.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-ticket-row.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-thumb.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-money.h"

struct _HrtTicketRow
{
  GtkListBoxRow parent_instance;

  HrtThumb *thumb;
  GtkLabel *name;
  GtkLabel *variant;
  GtkLabel *detail;
  GtkLabel *total;
  GtkWidget *less;
  GtkEditable *quantity;
  GtkWidget *more;
  GtkWidget *remove;
  HrtTicketItem *item; /* (owned) */
};

enum
{
  SIGNAL_QUANTITY_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtTicketRow, hrt_ticket_row, GTK_TYPE_LIST_BOX_ROW)

static void
want (HrtTicketRow *self, gint64 quantity)
{
  g_signal_emit (self, signals[SIGNAL_QUANTITY_WANTED], 0, CLAMP (quantity, 0, 9999));
}

static void
on_less_clicked (HrtTicketRow *self)
{
  want (self, hrt_ticket_item_get_quantity (self->item) - 1);
}

static void
on_more_clicked (HrtTicketRow *self)
{
  want (self, hrt_ticket_item_get_quantity (self->item) + 1);
}

static void
on_remove_clicked (HrtTicketRow *self)
{
  want (self, 0);
}

static void
show_quantity (HrtTicketRow *self)
{
  g_autofree char *text =
      g_strdup_printf ("%" G_GINT64_FORMAT, hrt_ticket_item_get_quantity (self->item));

  gtk_editable_set_text (self->quantity, text);
}

static void
on_quantity_activate (HrtTicketRow *self)
{
  guint64 quantity = 0;

  if (g_ascii_string_to_unsigned (gtk_editable_get_text (self->quantity), 10, 0, 9999, &quantity,
                                  NULL))
    want (self, (gint64) quantity);
  else
    show_quantity (self);
}

/* Of one piece the sum is the price already. */
static char *
dup_detail (const HrtMoney *price, gint64 quantity)
{
  g_autofree char *unit = hrt_money_format (price, HRT_MONEY_STYLE_PLAIN);

  /* Translators: below a line of the ticket: the price of one piece */
  return quantity == 1 ? g_strdup ("") : g_strdup_printf (_ ("%s each"), unit);
}

/* Two lines of one product must not look or sound alike. */
static char *
dup_full_name (HrtTicketItem *item)
{
  const char *name = hrt_ticket_item_get_name (item);
  const char *variant = hrt_ticket_item_get_variant (item);

  return variant[0] == '\0' ? g_strdup (name) : g_strdup_printf ("%s, %s", name, variant);
}

static void
on_item_changed (HrtTicketRow *self)
{
  gint64 quantity = hrt_ticket_item_get_quantity (self->item);
  HrtMoney price = hrt_money_idr (hrt_ticket_item_get_unit_price (self->item));
  HrtMoney sum = { 0 };
  g_autofree char *detail = dup_detail (&price, quantity);

  show_quantity (self);
  gtk_label_set_label (self->detail, detail);
  if (hrt_money_multiply (&price, quantity, &sum, NULL))
    {
      g_autofree char *text = hrt_money_format (&sum, HRT_MONEY_STYLE_BARE);

      gtk_label_set_label (self->total, text);
    }
  if (hrt_ticket_item_is_pending (self->item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
}

static void
name_parts (HrtTicketRow *self)
{
  g_autofree char *name = dup_full_name (self->item);
  g_autofree char *less = g_strdup_printf (_ ("One %s less"), name);
  g_autofree char *more = g_strdup_printf (_ ("One %s more"), name);
  g_autofree char *quantity = g_strdup_printf (_ ("Quantity of %s"), name);
  g_autofree char *away = g_strdup_printf (_ ("Remove %s"), name);

  hrt_ui_name (GTK_WIDGET (self), name);
  hrt_ui_name (self->less, less);
  hrt_ui_name (self->more, more);
  hrt_ui_name (GTK_WIDGET (self->quantity), quantity);
  hrt_ui_name (self->remove, away);
  gtk_widget_set_tooltip_text (self->remove, _ ("Remove (Del)"));
}

static void
hrt_ticket_row_dispose (GObject *object)
{
  HrtTicketRow *self = HRT_TICKET_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HRT_TYPE_TICKET_ROW);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (hrt_ticket_row_parent_class)->dispose (object);
}

static void
hrt_ticket_row_class_init (HrtTicketRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_ticket_row_dispose;
  signals[SIGNAL_QUANTITY_WANTED] =
      g_signal_new ("quantity-wanted", HRT_TYPE_TICKET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_INT64);
  g_type_ensure (HRT_TYPE_THUMB);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-ticket-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, thumb);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, name);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, variant);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, detail);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, total);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, less);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, more);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_less_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_quantity_activate);
}

static void
hrt_ticket_row_init (HrtTicketRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hrt_ticket_row_new:
 * @item: the line; the row follows its changes
 * @pictures: where its picture comes from
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
hrt_ticket_row_new (HrtTicketItem *item, HrtPictureLoader *pictures)
{
  HrtTicketRow *self = g_object_new (HRT_TYPE_TICKET_ROW, NULL);

  self->item = g_object_ref (item);
  gtk_label_set_label (self->name, hrt_ticket_item_get_name (item));
  gtk_label_set_label (self->variant, hrt_ticket_item_get_variant (item));
  gtk_widget_set_visible (GTK_WIDGET (self->variant),
                          hrt_ticket_item_get_variant (item)[0] != '\0');
  hrt_thumb_show (self->thumb, pictures, hrt_ticket_item_get_image_hash (item));
  name_parts (self);
  g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), self, G_CONNECT_SWAPPED);
  on_item_changed (self);
  return GTK_WIDGET (self);
}

HrtTicketItem *
hrt_ticket_row_get_item (HrtTicketRow *self)
{
  return self->item;
}

/**
 * hrt_ticket_row_edit_quantity:
 *
 * Puts the cursor into the quantity, everything selected: the next digits replace it.
 */
void
hrt_ticket_row_edit_quantity (HrtTicketRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
  gtk_editable_select_region (self->quantity, 0, -1);
}
