/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Draws a receipt's rows with cairo and pango: on the screen, and as a PDF on paper of 58 or 80 mm.
 */

#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "hrt-receipt.h"

G_BEGIN_DECLS

/* All sizes in points (1/72 inch). */
double hrt_receipt_paper_points (guint paper_mm);
double hrt_receipt_draw (cairo_t *cr, PangoContext *pango, GPtrArray *rows, guint paper_mm);
double hrt_receipt_measure (PangoContext *pango, GPtrArray *rows, guint paper_mm);

void hrt_receipt_save_pdf_async (const HrtReceipt *receipt,
                                 guint paper_mm,
                                 const char *path,
                                 PangoContext *pango,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hrt_receipt_save_pdf_finish (GAsyncResult *result, GError **error);

G_END_DECLS
