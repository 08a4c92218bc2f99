/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: cash into and out of the drawer without a sale.
 */

#pragma once

#include "hrt-sales.h"

G_BEGIN_DECLS

/* @kind: "pay_in" or "pay_out". */
void hrt_sales_move_drawer_async (HrtSales *self,
                                  const char *key,
                                  gint64 shift_id,
                                  gint64 staff_id,
                                  const char *kind,
                                  gint64 amount,
                                  const char *note,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_sales_move_drawer_finish (HrtSales *self, GAsyncResult *result, GError **error);

G_END_DECLS
