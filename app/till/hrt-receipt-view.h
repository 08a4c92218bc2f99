/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceiptView: a receipt on its paper, as it will leave the printer.
 */

#pragma once

#include <gtk/gtk.h>

#include "hrt-receipt.h"

G_BEGIN_DECLS

#define HRT_TYPE_RECEIPT_VIEW (hrt_receipt_view_get_type ())
G_DECLARE_FINAL_TYPE (HrtReceiptView, hrt_receipt_view, HRT, RECEIPT_VIEW, GtkWidget)

GtkWidget *hrt_receipt_view_new (void);
void hrt_receipt_view_set_receipt (HrtReceiptView *self, const HrtReceipt *receipt, guint paper_mm);

G_END_DECLS
