/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The payment of a ticket: the sale, what the shop refuses, the receipt.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-receipt-print.h"
#include "hrt-receipt-shop.h"
#include "model/sales/hrt-sales.h"

typedef struct
{
  HrtTillPage *page; /* (owned) */
  gint64 tendered;
} Payment;

static void
payment_free (Payment *payment)
{
  g_object_unref (payment->page);
  g_free (payment);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Payment, payment_free)

static void sell (HrtTillPage *self, gint64 tendered, const char *oversell_reason);

/**
 * _hrt_till_pay_begin:
 *
 * Shows the payment as soon as every line is durable; Enter may be pressed right after the last
 * scan.
 */
void
_hrt_till_pay_begin (HrtTillPage *self)
{
  if (hrt_ticket_is_empty (self->ticket) || self->is_paying)
    return;
  self->wants_to_pay = !hrt_ticket_is_settled (self->ticket);
  if (self->wants_to_pay)
    {
      hrt_ticket_retry (self->ticket);
      return;
    }
  _hrt_till_page_show_work (self, "tender");
  hrt_tender_pane_start (self->tender, hrt_ticket_get_sums (self->ticket)->total);
}

static void
add_lines (HrtTillPage *self, HrtReceipt *receipt)
{
  GListModel *items = hrt_ticket_get_items (self->ticket);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HrtTicketItem) item = g_list_model_get_item (items, i);
      gint64 quantity = hrt_ticket_item_get_quantity (item);
      gint64 unit_price = hrt_ticket_item_get_unit_price (item);

      /* The database has checked both factors and their product before it sold. */
      hrt_receipt_add_line (receipt, hrt_ticket_item_get_name (item),
                            hrt_ticket_item_get_variant (item), quantity, unit_price,
                            quantity * unit_price);
    }
}

static HrtReceipt *
make_receipt (HrtTillPage *self, HrtOutcome *outcome, gint64 tendered)
{
  const HrtTicketSums *sums = hrt_ticket_get_sums (self->ticket);
  HrtReceipt *receipt =
      hrt_receipt_new_for_shop (self->desk, outcome->number, outcome->placed_at,
                                hrt_desk_get_staff_name (self->desk), outcome->secret);

  add_lines (self, receipt);
  receipt->subtotal = sums->subtotal;
  receipt->discount = sums->discount;
  receipt->rounding = outcome->rounding;
  receipt->tax = outcome->tax;
  receipt->total = outcome->total;
  receipt->tendered = tendered;
  receipt->change = outcome->change;
  return receipt;
}

static void
show_receipt (HrtTillPage *self)
{
  _hrt_till_page_show_work (self, "receipt");
  hrt_receipt_pane_show (self->receipt, self->last_receipt, hrt_desk_get_settings (self->desk));
}

void
_hrt_till_pay_print (HrtTillPage *self)
{
  hrt_receipt_print (self->last_receipt, hrt_desk_get_settings (self->desk), GTK_WIDGET (self));
}

/* A receipt shown again is marked as a copy. */
void
_hrt_till_pay_show_last (HrtTillPage *self)
{
  if (self->last_receipt == NULL)
    return;
  self->last_receipt->is_copy = TRUE;
  show_receipt (self);
}

static void
finish_sale (HrtTillPage *self, HrtOutcome *outcome, gint64 tendered)
{
  g_clear_pointer (&self->last_receipt, hrt_receipt_free);
  self->last_receipt = make_receipt (self, outcome, tendered);
  hrt_ticket_reset (self->ticket);
  show_receipt (self);
}

/* The books may be wrong, the guitar in the customer's hands is not: with a reason it is sold. */
static void
on_oversell_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (Payment) payment = user_data;
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  g_autofree char *reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (g_str_equal (response, "sell"))
    sell (payment->page, payment->tendered, g_strstrip (reason));
  else
    _hrt_till_page_show_work (payment->page, "find");
}

static void
on_reason_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *reason = g_strdup (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "sell", g_strstrip (reason)[0] != '\0');
}

static void
ask_oversell (HrtTillPage *self, HrtOutcome *outcome, gint64 tendered)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *lines = hrt_ui_dup_refusals (outcome->refusals);
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("The books have too few"), NULL));
  GtkWidget *entry = gtk_entry_new ();
  Payment *payment = g_new0 (Payment, 1);

  payment->page = g_object_ref (self);
  payment->tendered = tendered;
  adw_message_dialog_format_body (
      dialog, "%s\n\n%s", lines,
      _ ("When the goods are in your hands you may sell them. Please say why "
         "the books are wrong."));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason, for example: was on display"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  hrt_ui_name (entry, _ ("Reason"));
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Back to the Ticket"), "sell",
                                    _ ("Sell Anyway"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "sell", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "sell", FALSE);
  adw_message_dialog_set_default_response (dialog, "sell");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (on_reason_changed), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (on_oversell_response), payment);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
show_refusals (HrtTillPage *self, HrtOutcome *outcome)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *lines = hrt_ui_dup_refusals (outcome->refusals);
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("This was not sold"), NULL));

  adw_message_dialog_format_body (dialog, "%s", lines);
  adw_message_dialog_add_response (dialog, "close", _ ("Back to the Ticket"));
  gtk_window_present (GTK_WINDOW (dialog));
  _hrt_till_page_show_work (self, "find");
  if (hrt_outcome_find_refusal (outcome, "no_open_shift") != NULL)
    _hrt_till_shift_load (self);
}

static void
on_sold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Payment) payment = user_data;
  HrtTillPage *self = payment->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_sales_sell_finish (HRT_SALES (source), result, &error);

  self->is_paying = FALSE;
  if (self->ticket == NULL)
    return;
  hrt_tender_pane_set_busy (self->tender, FALSE);
  if (outcome == NULL)
    /* The same key again gives the same sale: the cashier may simply press Enter once more. */
    hrt_ui_toast_error (GTK_WIDGET (self), error);
  else if (!hrt_outcome_is_refused (outcome))
    finish_sale (self, outcome, payment->tendered);
  else if (hrt_outcome_find_refusal (outcome, "out_of_stock") != NULL)
    ask_oversell (self, outcome, payment->tendered);
  else
    show_refusals (self, outcome);
  _hrt_till_page_update_actions (self);
}

static void
sell (HrtTillPage *self, gint64 tendered, const char *oversell_reason)
{
  GListModel *items = hrt_ticket_get_items (self->ticket);
  HrtSale *sale = hrt_sale_new (hrt_ticket_get_id (self->ticket), self->till_id, self->shift_id,
                                hrt_desk_get_staff_id (self->desk));
  Payment *payment = g_new0 (Payment, 1);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HrtTicketItem) item = g_list_model_get_item (items, i);

      hrt_sale_add_line (sale, hrt_ticket_item_get_variant_id (item),
                         hrt_ticket_item_get_quantity (item),
                         hrt_ticket_item_get_unit_price (item));
    }
  hrt_sale_add_tender (sale, "cash", hrt_ticket_get_sums (self->ticket)->total, tendered);
  if (oversell_reason != NULL)
    hrt_sale_set_oversell_reason (sale, oversell_reason);
  payment->page = g_object_ref (self);
  payment->tendered = tendered;
  self->is_paying = TRUE;
  hrt_tender_pane_set_busy (self->tender, TRUE);
  hrt_sales_sell_async (hrt_context_get_sales (hrt_desk_get_context (self->desk)), sale, NULL,
                        on_sold, payment);
}

void
_hrt_till_pay_confirm (HrtTillPage *self, gint64 tendered)
{
  if (!self->is_paying && !hrt_ticket_is_empty (self->ticket))
    sell (self, tendered, NULL);
}
