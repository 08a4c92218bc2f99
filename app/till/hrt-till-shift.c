/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The shift of the till: opened with a counted float, closed with a count.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-amount-dialog.h"
#include "model/base/hrt-money.h"
#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales.h"

static HrtSales *
get_sales (HrtTillPage *self)
{
  return hrt_context_get_sales (hrt_desk_get_context (self->desk));
}

static void
show_shift (HrtTillPage *self, HrtTillShift *shift)
{
  self->shift_id = shift != NULL ? shift->id : 0;
  self->is_known = TRUE;
  hrt_desk_set_shift (self->desk, self->shift_id);
  gtk_stack_set_visible_child_name (self->state, self->shift_id != 0 ? "open" : "closed");
  gtk_widget_set_sensitive (GTK_WIDGET (self->scan), self->shift_id != 0);
  _hrt_till_page_update_actions (self);
  if (shift != NULL)
    {
      g_autofree char *since =
          hrt_ui_dup_time (shift->opened_at, hrt_desk_get_time_zone (self->desk), "%H.%M");
      g_autofree char *tip = g_strdup_printf (_ ("Shift open since %s"), since);

      adw_button_content_set_label (self->till_content, hrt_desk_get_till_code (self->desk));
      gtk_widget_set_tooltip_text (self->till_button, tip);
      hrt_finder_search (self->finder, "");
      _hrt_till_page_show_work (self, "find");
      _hrt_till_parked_load (self);
      _hrt_till_away_take_scans (self);
    }
  else
    {
      adw_button_content_set_label (self->till_content, hrt_desk_get_till_code (self->desk));
      gtk_widget_grab_focus (self->open_shift);
    }
}

static void
on_shift_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTillShift) shift = hrt_sales_load_shift_finish (HRT_SALES (source), result, &error);

  if (self->state == NULL)
    return;
  if (error != NULL)
    hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
  else
    show_shift (self, shift);
}

static void
on_till_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTill) till = hrt_sales_find_till_finish (HRT_SALES (source), result, &error);

  if (till == NULL)
    {
      if (self->state != NULL)
        hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
      return;
    }
  self->till_id = till->id;
  if (self->ticket == NULL)
    return;
  hrt_ticket_set_till (self->ticket, till->id);
  hrt_sales_load_shift_async (HRT_SALES (source), till->id, self->cancellable, on_shift_loaded,
                              g_object_ref (self));
}

/**
 * _hrt_till_shift_load:
 *
 * Finds out which till this machine is and whether its shift is open.
 */
void
_hrt_till_shift_load (HrtTillPage *self)
{
  const char *code = hrt_desk_get_till_code (self->desk);

  hrt_sales_find_till_async (get_sales (self), code, code, hrt_desk_get_staff_id (self->desk),
                             self->cancellable, on_till_found, g_object_ref (self));
}

static void
toast_refusal (HrtTillPage *self, HrtOutcome *outcome, const char *text)
{
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), text);
  g_message ("%s: refused", outcome->outcome);
  _hrt_till_shift_load (self);
}

static void
on_shift_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_sales_open_shift_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
  else if (hrt_outcome_is_refused (outcome))
    toast_refusal (self, outcome, _ ("The shift of this till is open already."));
  else
    _hrt_till_shift_load (self);
}

static void
on_float_given (HrtTillPage *self, gint64 amount, const char *note)
{
  g_autofree char *key = hrt_uuid_new ();

  hrt_sales_open_shift_async (get_sales (self), key, self->till_id,
                              hrt_desk_get_staff_id (self->desk), amount, self->cancellable,
                              on_shift_opened, g_object_ref (self));
}

void
_hrt_till_shift_ask_open (HrtTillPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtAmountDialog *dialog;

  if (self->till_id == 0)
    {
      _hrt_till_shift_load (self);
      return;
    }
  dialog =
      hrt_amount_dialog_new (window, _ ("Open the Shift"), _ ("How much change is in the drawer?"),
                             _ ("Open the Shift"), FALSE);
  g_signal_connect_object (dialog, "amount", G_CALLBACK (on_float_given), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_count (HrtTillPage *self, HrtOutcome *outcome)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *expected = hrt_rupiah_format (outcome->expected_cash, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *counted = hrt_rupiah_format (outcome->counted_cash, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *difference = hrt_rupiah_format (outcome->difference, HRT_MONEY_STYLE_PLAIN);
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("The shift is closed"), NULL));

  adw_message_dialog_format_body (dialog, _ ("By the books: %s\nCounted: %s\nDifference: %s"),
                                  expected, counted, difference);
  adw_message_dialog_add_response (dialog, "close", _ ("Good"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_shift_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_close_shift_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    {
      hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
      return;
    }
  if (hrt_outcome_is_refused (outcome))
    {
      toast_refusal (self, outcome, _ ("This shift is closed already."));
      return;
    }
  show_count (self, outcome);
  show_shift (self, NULL);
}

static void
on_count_given (HrtTillPage *self, gint64 amount, const char *note)
{
  g_autofree char *key = hrt_uuid_new ();

  hrt_sales_close_shift_async (get_sales (self), key, self->shift_id,
                               hrt_desk_get_staff_id (self->desk), amount, note, self->cancellable,
                               on_shift_closed, g_object_ref (self));
}

/* What the books expect is not shown before the count: whoever counts should count. */
void
_hrt_till_shift_ask_close (HrtTillPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtAmountDialog *dialog =
      hrt_amount_dialog_new (window, _ ("Close the Shift"),
                             _ ("Count the cash in the drawer, the float included."),
                             _ ("Close the Shift"), TRUE);

  g_signal_connect_object (dialog, "amount", G_CALLBACK (on_count_given), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
