/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTenderPane: how much the customer gives, by one key where possible, and the change.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_TENDER_PANE (hrt_tender_pane_get_type ())
G_DECLARE_FINAL_TYPE (HrtTenderPane, hrt_tender_pane, HRT, TENDER_PANE, GtkWidget)

/* Signals: "paid" (gint64 tendered): the cashier confirmed; "back" (): not yet. */
void hrt_tender_pane_start (HrtTenderPane *self, gint64 due);
void hrt_tender_pane_set_busy (HrtTenderPane *self, gboolean is_busy);
void hrt_tender_pane_set_confirm_label (HrtTenderPane *self, const char *label);
gboolean hrt_tender_pane_handle_key (HrtTenderPane *self, guint keyval);

G_END_DECLS
