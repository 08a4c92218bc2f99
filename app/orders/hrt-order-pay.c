/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The money of an order: a transfer is marked, cash at pick-up is taken as at the till, with change
 * and a receipt.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-page-private.h"

#include <glib/gi18n.h>

#include "../till/hrt-receipt-print.h"
#include "../widgets/hrt-ui.h"
#include "hrt-order-labels.h"
#include "hrt-order-receipt.h"
#include "model/base/hrt-money.h"
#include "model/base/hrt-uuid.h"

/* What a payment was for: another order may be shown when its answer comes. */
typedef struct
{
  HrtOrderPage *page; /* (owned) */
  HrtOrder *order;    /* (owned) */
} Payment;

static void
payment_free (Payment *payment)
{
  g_object_unref (payment->page);
  g_object_unref (payment->order);
  g_free (payment);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Payment, payment_free)

gboolean
_hrt_order_pay_is_at_pickup (HrtOrder *order)
{
  return g_strcmp0 (order->payment_method, "pay_at_pickup") == 0;
}

static gboolean
is_showing (HrtOrderPage *self, const char *work)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->work), work) == 0;
}

/* While another order is being read, the one before is still on the page. */
static gboolean
has_receipt (HrtOrderPage *self)
{
  return self->order != NULL && self->order->id == self->order_id &&
         hrt_order_is_paid (self->order);
}

static void
update_print (HrtOrderPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.print",
                                 is_showing (self, "receipt") ||
                                     (is_showing (self, "order") && has_receipt (self)));
}

static void
show_work (HrtOrderPage *self, const char *work)
{
  gtk_stack_set_visible_child_name (self->work, work);
  update_print (self);
}

/* --- the receipt --- */

static void
show_receipt (HrtOrderPage *self, HrtReceipt *receipt)
{
  g_clear_pointer (&self->paid, hrt_receipt_free);
  self->paid = receipt;
  show_work (self, "receipt");
  hrt_receipt_pane_show (self->receipt, receipt, hrt_desk_get_settings (self->desk));
}

/**
 * _hrt_order_pay_show_copy:
 *
 * The customer is back and asks for the receipt, or the paper has jammed.
 */
void
_hrt_order_pay_show_copy (HrtOrderPage *self)
{
  if (has_receipt (self))
    show_receipt (self, hrt_order_receipt_new (self->desk, self->order, NULL));
}

/**
 * _hrt_order_pay_print:
 *
 * The receipt that is shown; from the order itself, a copy without showing it first.
 */
void
_hrt_order_pay_print (HrtOrderPage *self)
{
  g_autoptr (HrtReceipt) copy = NULL;

  if (!is_showing (self, "receipt"))
    copy = hrt_order_receipt_new (self->desk, self->order, NULL);
  hrt_receipt_print (copy != NULL ? copy : self->paid, hrt_desk_get_settings (self->desk),
                     GTK_WIDGET (self));
}

/* --- the payment --- */

static void
finish_cash (HrtOrderPage *self, HrtOrder *order, HrtOutcome *outcome)
{
  g_autoptr (HrtReceipt) receipt = hrt_order_receipt_new (self->desk, order, outcome);
  g_autofree char *change = hrt_rupiah_format (outcome->change, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *text = g_strdup_printf (_ ("Change %s"), change);

  if (order->id == self->order_id)
    show_receipt (self, g_steal_pointer (&receipt));
  else
    hrt_ui_toast (GTK_WIDGET (self), text);
}

static void
on_paid (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Payment) payment = user_data;
  HrtOrderPage *self = payment->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_sales_pay_order_finish (HRT_SALES (source), result, &error);
  gboolean is_cash = _hrt_order_pay_is_at_pickup (payment->order);

  self->is_paying = FALSE;
  if (self->lines == NULL)
    return;
  hrt_tender_pane_set_busy (self->tender, FALSE);
  if (is_cash && outcome != NULL)
    {
      show_work (self, "order");
      if (!hrt_outcome_is_refused (outcome))
        finish_cash (self, payment->order, outcome);
    }
  /* Without an answer the cash stays where it is: the same key again gives the same payment, so
   * that the cashier may simply press Enter once more. */
  _hrt_order_page_take_outcome (self, outcome, error);
}

static void
pay (HrtOrderPage *self, const HrtOrderPayment *payment)
{
  Payment *sent = g_new0 (Payment, 1);

  sent->page = g_object_ref (self);
  sent->order = g_object_ref (self->order);
  self->is_paying = TRUE;
  hrt_sales_pay_order_async (hrt_context_get_sales (hrt_desk_get_context (self->desk)), payment,
                             NULL, on_paid, sent);
}

static void
on_tendered (HrtOrderPage *self, gint64 tendered)
{
  const HrtOrderPayment payment = {
    .key = self->payment_key,
    .order_id = self->order->id,
    .method = "cash",
    .amount = self->order->total,
    .tendered = tendered,
    .staff_id = hrt_desk_get_staff_id (self->desk),
    .shift_id = hrt_desk_get_shift (self->desk),
  };

  if (self->is_paying)
    return;
  hrt_tender_pane_set_busy (self->tender, TRUE);
  pay (self, &payment);
}

static void
mark_as_paid (HrtOrderPage *self)
{
  g_autofree char *key = hrt_uuid_new ();
  const HrtOrderPayment payment = {
    .key = key,
    .order_id = self->order->id,
    .method = self->order->payment_method,
    .amount = self->order->total,
    .staff_id = hrt_desk_get_staff_id (self->desk),
  };

  pay (self, &payment);
}

/**
 * _hrt_order_pay_begin:
 *
 * A transfer has come, or the customer stands at the counter with cash in the hand.
 */
void
_hrt_order_pay_begin (HrtOrderPage *self)
{
  if (self->is_paying)
    return;
  if (!_hrt_order_pay_is_at_pickup (self->order))
    mark_as_paid (self);
  else if (hrt_desk_get_shift (self->desk) == 0)
    /* Before the notes are counted, not after. */
    _hrt_order_page_say_closed (self, _ ("The till is not open"));
  else
    {
      g_free (self->payment_key);
      self->payment_key = hrt_uuid_new ();
      hrt_scan_reader_reset (&self->scanner);
      show_work (self, "tender");
      hrt_tender_pane_start (self->tender, self->order->total);
    }
}

/**
 * _hrt_order_pay_check:
 *
 * The order was read again: what was paid at another till meanwhile is not asked for here, and has
 * a receipt.
 */
void
_hrt_order_pay_check (HrtOrderPage *self)
{
  gboolean is_due = hrt_order_is_open (self->order) && !hrt_order_is_paid (self->order);

  if (is_showing (self, "tender") && !is_due && !self->is_paying)
    show_work (self, "order");
  update_print (self);
}

/**
 * _hrt_order_pay_leave:
 *
 * Back to the order; a payment that is on its way is not stopped by that.
 */
void
_hrt_order_pay_leave (HrtOrderPage *self)
{
  show_work (self, "order");
}

/* The keyboard goes back to where it came from. After the payment that is gone, and it is given to
 * nothing that an Enter too many would press. */
static void
on_left (HrtOrderPage *self)
{
  gboolean was_copy = is_showing (self, "receipt") && self->paid->is_copy;

  _hrt_order_pay_leave (self);
  if (was_copy)
    gtk_widget_grab_focus (GTK_WIDGET (self->receipt_button));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->pay)))
    gtk_widget_grab_focus (GTK_WIDGET (self->pay));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->lines), GTK_DIR_TAB_FORWARD);
}

/* --- the keys --- */

/* A barcode is no sum of money, and its Enter books nothing. */
static gboolean
take_scan (HrtOrderPage *self, guint keyval, guint32 time_ms)
{
  g_autofree char *code = hrt_scan_reader_take (&self->scanner, hrt_ui_is_enter (keyval),
                                                gdk_keyval_to_unicode (keyval), time_ms);

  if (code == NULL)
    return FALSE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  if (!self->is_paying)
    hrt_tender_pane_start (self->tender, self->order->total);
  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                HrtOrderPage *self)
{
  guint32 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (is_showing (self, "tender"))
    return take_scan (self, keyval, time_ms) || hrt_tender_pane_handle_key (self->tender, keyval);
  if (!is_showing (self, "receipt") || keyval != GDK_KEY_Escape)
    return FALSE;
  on_left (self);
  return TRUE;
}

void
_hrt_order_pay_attach (HrtOrderPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  hrt_scan_reader_init (&self->scanner);
  hrt_tender_pane_set_confirm_label (self->tender, _ ("Paid: Show the Receipt"));
  hrt_receipt_pane_set_next_label (self->receipt, _ ("Back to the Order"));
  g_signal_connect_swapped (self->tender, "paid", G_CALLBACK (on_tendered), self);
  g_signal_connect_swapped (self->tender, "back", G_CALLBACK (on_left), self);
  g_signal_connect_swapped (self->receipt, "next", G_CALLBACK (on_left), self);
  g_signal_connect_swapped (self->receipt, "print", G_CALLBACK (_hrt_order_pay_print), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  show_work (self, "order");
}

void
_hrt_order_pay_detach (HrtOrderPage *self)
{
  hrt_scan_reader_clear (&self->scanner);
  g_clear_pointer (&self->payment_key, g_free);
  g_clear_pointer (&self->paid, hrt_receipt_free);
}
