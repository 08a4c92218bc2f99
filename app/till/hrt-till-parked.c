/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Parked tickets: a customer went to fetch the wallet, the next one is served. And the ticket that
 * a crash left open.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "model/base/hrt-money.h"
#include "model/sales/hrt-sales.h"

static HrtSales *
get_sales (HrtTillPage *self)
{
  return hrt_context_get_sales (hrt_desk_get_context (self->desk));
}

static void
on_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTillTicket) ticket =
      hrt_sales_resume_ticket_finish (HRT_SALES (source), result, &error);

  if (self->ticket == NULL)
    return;
  if (ticket == NULL)
    {
      hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
      return;
    }
  if (!hrt_ticket_is_empty (self->ticket)) /* the cashier was quicker */
    return;
  hrt_ticket_show (self->ticket, ticket);
  hrt_ticket_pane_move_selection (self->ticket_pane, 0);
  _hrt_till_page_show_work (self, "find");
  _hrt_till_parked_load (self);
}

static void
resume (HrtTillPage *self, HrtTillTicket *ticket)
{
  hrt_sales_resume_ticket_async (get_sales (self), ticket->id, self->till_id,
                                 hrt_desk_get_staff_id (self->desk), self->cancellable, on_resumed,
                                 g_object_ref (self));
}

static gboolean
is_open (HrtTillTicket *ticket)
{
  return g_strcmp0 (ticket->state, "open") == 0;
}

static void
take_tickets (HrtTillPage *self, GPtrArray *tickets)
{
  guint n_parked = 0;
  HrtTillTicket *left_open = NULL;

  for (guint i = 0; i < tickets->len; i++)
    {
      HrtTillTicket *ticket = g_ptr_array_index (tickets, i);

      if (!is_open (ticket))
        n_parked++;
      else if (left_open == NULL)
        left_open = ticket;
    }
  hrt_ticket_pane_set_parked (self->ticket_pane, n_parked);
  g_clear_pointer (&self->parked, g_ptr_array_unref);
  self->parked = g_ptr_array_ref (tickets);
  if (left_open != NULL && hrt_ticket_is_empty (self->ticket) &&
      hrt_ticket_get_id (self->ticket) == NULL)
    resume (self, left_open);
}

static void
on_tickets_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tickets =
      hrt_sales_list_tickets_finish (HRT_SALES (source), result, &error);

  if (self->ticket == NULL)
    return;
  if (tickets != NULL)
    take_tickets (self, tickets);
  else
    hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
}

/**
 * _hrt_till_parked_load:
 *
 * Counts the parked tickets and takes up one that was left open when the program or the machine
 * died.
 */
void
_hrt_till_parked_load (HrtTillPage *self)
{
  hrt_sales_list_tickets_async (get_sales (self), self->till_id, self->cancellable,
                                on_tickets_listed, g_object_ref (self));
}

static void
on_parked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTillTicket) parked =
      hrt_sales_park_ticket_finish (HRT_SALES (source), result, &error);

  if (parked == NULL)
    {
      hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
      return;
    }
  if (self->ticket == NULL)
    return;
  hrt_ticket_reset (self->ticket);
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)),
                _ ("Ticket parked. F7 brings it back."));
  _hrt_till_page_focus_scan (self);
  _hrt_till_parked_load (self);
}

/* The note is the first line's name: enough to know it again, and no key to press. */
void
_hrt_till_parked_park (HrtTillPage *self)
{
  g_autoptr (HrtTicketItem) first = NULL;

  if (!hrt_ticket_is_settled (self->ticket) || hrt_ticket_is_empty (self->ticket))
    return;
  first = g_list_model_get_item (hrt_ticket_get_items (self->ticket), 0);
  hrt_sales_park_ticket_async (get_sales (self), hrt_ticket_get_id (self->ticket),
                               hrt_ticket_item_get_name (first), self->cancellable, on_parked,
                               g_object_ref (self));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, HrtTillPage *self)
{
  GtkRoot *dialog = gtk_widget_get_root (GTK_WIDGET (list));
  guint wanted = (guint) gtk_list_box_row_get_index (row);

  for (guint i = 0; self->parked != NULL && i < self->parked->len; i++)
    {
      HrtTillTicket *ticket = g_ptr_array_index (self->parked, i);

      if (is_open (ticket) || wanted-- != 0)
        continue;
      resume (self, ticket);
      break;
    }
  gtk_window_close (GTK_WINDOW (dialog));
}

static GtkWidget *
make_row (HrtTillPage *self, HrtTillTicket *ticket)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when =
      hrt_ui_dup_time (ticket->updated_at, hrt_desk_get_time_zone (self->desk), "%H.%M");
  g_autofree char *total = hrt_rupiah_format (ticket->total, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *title = g_markup_escape_text (ticket->note, -1);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, total);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_list (HrtTillPage *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  hrt_ui_name (list, _ ("Parked tickets"));
  for (guint i = 0; i < self->parked->len; i++)
    if (!is_open (g_ptr_array_index (self->parked, i)))
      gtk_list_box_append (GTK_LIST_BOX (list),
                           make_row (self, g_ptr_array_index (self->parked, i)));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  return list;
}

void
_hrt_till_parked_show (HrtTillPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwMessageDialog *dialog;
  GtkWidget *list;

  if (self->parked == NULL || hrt_ticket_pane_get_parked (self->ticket_pane) == 0)
    {
      hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), _ ("No ticket is parked"));
      return;
    }
  if (!hrt_ticket_is_empty (self->ticket))
    {
      hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)),
                    _ ("Please finish or park this ticket first"));
      return;
    }
  list = make_list (self);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("Parked tickets"), NULL));
  adw_message_dialog_set_extra_child (dialog, list);
  adw_message_dialog_add_response (dialog, "close", _ ("Cancel"));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}
