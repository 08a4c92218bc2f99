/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceiptPane: after the sale: the change in large figures, the receipt, its PDF; later a copy.
 */

#pragma once

#include <gtk/gtk.h>

#include "hrt-receipt.h"

G_BEGIN_DECLS

#define HRT_TYPE_RECEIPT_PANE (hrt_receipt_pane_get_type ())
G_DECLARE_FINAL_TYPE (HrtReceiptPane, hrt_receipt_pane, HRT, RECEIPT_PANE, GtkWidget)

/* Signals: "next" (): the cashier is ready for the next customer; "print" (): wants it on paper. */
void hrt_receipt_pane_show (HrtReceiptPane *self, const HrtReceipt *receipt, GSettings *settings);
void hrt_receipt_pane_set_next_label (HrtReceiptPane *self, const char *label);

G_END_DECLS
