/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketPane: the lines of the ticket, its sums and the key that takes the money.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-ticket-pane.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-key-label.h"
#include "../widgets/hrt-ui.h"
#include "hrt-sum-row.h"
#include "hrt-ticket-row.h"
#include "model/base/hrt-money.h"

struct _HrtTicketPane
{
  GtkWidget parent_instance;

  GtkWidget *toasts;
  GtkStack *state;
  GtkListBox *lines;
  GtkLabel *pieces;
  GtkLabel *total;
  HrtSumRow *subtotal;
  HrtSumRow *discount;
  HrtSumRow *rounding;
  HrtSumRow *tax;
  GtkWidget *pay;
  GtkWidget *quantity_button;
  GtkWidget *park;
  GtkWidget *parked;
  HrtKeyLabel *parked_label;
  GtkWidget *clear;

  GListModel *items;          /* (owned) (nullable) */
  HrtPictureLoader *pictures; /* (owned) (nullable) */
  guint n_parked;
};

enum
{
  SIGNAL_QUANTITY_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtTicketPane, hrt_ticket_pane, GTK_TYPE_WIDGET)

static void
on_quantity_wanted (HrtTicketPane *self, gint64 quantity, HrtTicketRow *row)
{
  g_signal_emit (self, signals[SIGNAL_QUANTITY_WANTED], 0,
                 hrt_ticket_item_get_variant_id (hrt_ticket_row_get_item (row)), quantity);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HrtTicketPane *self = user_data;
  GtkWidget *row = hrt_ticket_row_new (item, self->pictures);

  g_signal_connect_object (row, "quantity-wanted", G_CALLBACK (on_quantity_wanted), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
show_pieces (HrtTicketPane *self)
{
  guint n = g_list_model_get_n_items (self->items);
  gint64 pieces = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HrtTicketItem) item = g_list_model_get_item (self->items, i);

      pieces += hrt_ticket_item_get_quantity (item);
    }
  text = g_strdup_printf (g_dngettext (NULL, "%d PIECE", "%d PIECES", (gulong) pieces),
                          (int) MIN (pieces, G_MAXINT));
  gtk_label_set_label (self->pieces, n > 0 ? text : _ ("TOTAL"));
  gtk_stack_set_visible_child_name (self->state, n > 0 ? "lines" : "empty");
}

static void
on_items_changed (HrtTicketPane *self)
{
  show_pieces (self);
}

/**
 * hrt_ticket_pane_set_model:
 * @items: (element-type HrtTicketItem)
 */
void
hrt_ticket_pane_set_model (HrtTicketPane *self, GListModel *items, HrtPictureLoader *pictures)
{
  g_return_if_fail (HRT_IS_TICKET_PANE (self));

  g_set_object (&self->pictures, pictures);
  g_set_object (&self->items, items);
  gtk_list_box_bind_model (self->lines, items, create_row, self, NULL);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  show_pieces (self);
}

/**
 * hrt_ticket_pane_show_sums:
 * @is_settled: whether the database has confirmed every line; until then the sum is dimmed
 */
void
hrt_ticket_pane_show_sums (HrtTicketPane *self, const HrtTicketSums *sums, gboolean is_settled)
{
  g_autofree char *total = hrt_rupiah_format (sums->total, HRT_MONEY_STYLE_PLAIN);

  g_return_if_fail (HRT_IS_TICKET_PANE (self));

  hrt_sum_row_show (self->subtotal, sums->subtotal, sums->subtotal != sums->total);
  hrt_sum_row_show (self->discount, -sums->discount, sums->discount != 0);
  hrt_sum_row_show (self->rounding, sums->rounding, sums->rounding != 0);
  hrt_sum_row_show (self->tax, sums->tax, sums->tax != 0);
  gtk_label_set_label (self->total, total);
  if (is_settled)
    gtk_widget_remove_css_class (GTK_WIDGET (self->total), "muted");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->total), "muted");
  show_pieces (self);
}

/**
 * hrt_ticket_pane_select:
 * @position: index of a line; one that does not exist is ignored
 *
 * Selects the line and scrolls to it when it is the last.
 */
void
hrt_ticket_pane_select (HrtTicketPane *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->lines, (int) position);
  GtkWidget *scroller =
      gtk_widget_get_ancestor (GTK_WIDGET (self->lines), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->lines, row);
  if (position + 1 == g_list_model_get_n_items (self->items))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/**
 * hrt_ticket_pane_move_selection:
 * @by: lines down (or up, when negative); stays within the ticket
 */
void
hrt_ticket_pane_move_selection (HrtTicketPane *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lines);
  int n = (int) g_list_model_get_n_items (self->items);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : n - 1;

  if (n > 0)
    hrt_ticket_pane_select (self, (guint) CLAMP (index, 0, n - 1));
}

/**
 * hrt_ticket_pane_get_selected:
 *
 * Returns: (transfer none) (nullable): the line that + and − act on: the selected, else the last
 */
HrtTicketItem *
hrt_ticket_pane_get_selected (HrtTicketPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lines);
  guint n = g_list_model_get_n_items (self->items);

  if (row == NULL && n > 0)
    row = gtk_list_box_get_row_at_index (self->lines, (int) n - 1);
  return row != NULL ? hrt_ticket_row_get_item (HRT_TICKET_ROW (row)) : NULL;
}

void
hrt_ticket_pane_edit_quantity (HrtTicketPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lines);

  if (row != NULL)
    hrt_ticket_row_edit_quantity (HRT_TICKET_ROW (row));
}

/**
 * hrt_ticket_pane_set_parked:
 * @n_parked: tickets of this till that wait for their customers
 */
void
hrt_ticket_pane_set_parked (HrtTicketPane *self, guint n_parked)
{
  g_autofree char *text = g_strdup_printf (_ ("Parked (%u)"), n_parked);

  self->n_parked = n_parked;
  hrt_key_label_set_label (self->parked_label, n_parked > 0 ? text : _ ("Parked"));
}

/**
 * hrt_ticket_pane_get_toasts:
 *
 * Returns: (transfer none): the overlay over the lines, which leaves sum and payment free
 */
GtkWidget *
hrt_ticket_pane_get_toasts (HrtTicketPane *self)
{
  return self->toasts;
}

guint
hrt_ticket_pane_get_parked (HrtTicketPane *self)
{
  return self->n_parked;
}

static GtkSizeRequestMode
hrt_ticket_pane_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (gtk_widget_get_first_child (widget));
}

/* As narrow as it can be: a toast with many words would move everything beside it for seconds. */
static void
hrt_ticket_pane_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
hrt_ticket_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

static void
hrt_ticket_pane_dispose (GObject *object)
{
  HrtTicketPane *self = HRT_TICKET_PANE (object);

  if (self->lines != NULL)
    gtk_list_box_bind_model (self->lines, NULL, NULL, NULL, NULL);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_TICKET_PANE);
  g_clear_object (&self->items);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (hrt_ticket_pane_parent_class)->dispose (object);
}

static void
hrt_ticket_pane_class_init (HrtTicketPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_ticket_pane_dispose;
  widget_class->get_request_mode = hrt_ticket_pane_get_request_mode;
  widget_class->measure = hrt_ticket_pane_measure;
  widget_class->size_allocate = hrt_ticket_pane_size_allocate;
  signals[SIGNAL_QUANTITY_WANTED] =
      g_signal_new ("quantity-wanted", HRT_TYPE_TICKET_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  g_type_ensure (HRT_TYPE_KEY_LABEL);
  g_type_ensure (HRT_TYPE_SUM_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-ticket-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, toasts);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, state);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, lines);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, pieces);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, total);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, subtotal);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, discount);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, rounding);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, tax);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, pay);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, quantity_button);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, park);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, parked);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, parked_label);
  gtk_widget_class_bind_template_child (widget_class, HrtTicketPane, clear);
}

static void
hrt_ticket_pane_init (HrtTicketPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (self->pay, _ ("Take Payment"));
  hrt_ui_name (self->quantity_button, _ ("Change the quantity"));
  hrt_ui_name (self->park, _ ("Park the ticket"));
  hrt_ui_name (self->parked, _ ("Parked tickets"));
  hrt_ui_name (self->clear, _ ("Clear the ticket"));
  hrt_ui_name (GTK_WIDGET (self->lines), _ ("Ticket"));
}
