/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Cash into and out of the drawer without a sale.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-amount-dialog.h"
#include "model/base/hrt-money.h"
#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales-drawer.h"

static void
on_moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTillPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_move_drawer_finish (HRT_SALES (source), result, &error);

  if (self->ticket == NULL)
    return;
  if (hrt_ui_toast_outcome (hrt_till_page_get_toasts (GTK_WIDGET (self)), outcome, error))
    hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)),
                  _ ("Written down; the closing of the shift counts it"));
  _hrt_till_page_focus_scan (self);
}

static void
move (HrtTillPage *self, const char *kind, gint64 amount, const char *note)
{
  g_autofree char *key = hrt_uuid_new ();

  hrt_sales_move_drawer_async (hrt_context_get_sales (hrt_desk_get_context (self->desk)), key,
                               self->shift_id, hrt_desk_get_staff_id (self->desk), kind, amount,
                               note, NULL, on_moved, g_object_ref (self));
}

static void
on_pay_in_given (HrtTillPage *self, gint64 amount, const char *note)
{
  move (self, "pay_in", amount, note);
}

static void
on_pay_out_given (HrtTillPage *self, gint64 amount, const char *note)
{
  move (self, "pay_out", amount, note);
}

void
_hrt_till_drawer_ask_pay_in (HrtTillPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtAmountDialog *dialog =
      hrt_amount_dialog_new (window, _ ("Cash into the Drawer"),
                             _ ("How much is put in, and what for?"), _ ("Put In"), TRUE);

  g_signal_connect_object (dialog, "amount", G_CALLBACK (on_pay_in_given), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_hrt_till_drawer_ask_pay_out (HrtTillPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtAmountDialog *dialog =
      hrt_amount_dialog_new (window, _ ("Cash out of the Drawer"),
                             _ ("How much is taken out, and what for?"), _ ("Take Out"), TRUE);

  g_signal_connect_object (dialog, "amount", G_CALLBACK (on_pay_out_given), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
