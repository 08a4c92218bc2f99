/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSumRow: one of the sums under the ticket: what it is, and how much.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_SUM_ROW (hrt_sum_row_get_type ())
G_DECLARE_FINAL_TYPE (HrtSumRow, hrt_sum_row, HRT, SUM_ROW, GtkBox)

/* Property "title", written. */
void hrt_sum_row_show (HrtSumRow *self, gint64 amount, gboolean is_shown);

G_END_DECLS
