/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: cash into and out of the drawer without a sale.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-drawer.h"

#include "hrt-sales-private.h"

/**
 * hrt_sales_move_drawer_async:
 * @self: the sales
 * @key: a UUID made for this movement: sending it twice moves the cash once
 * @shift_id: the open shift
 * @staff_id: who does it
 * @kind: "pay_in" or "pay_out"
 * @amount: rupiah, > 0
 * @note: (nullable): what for
 * @cancellable: (nullable): to give up
 * @callback: called when it is booked or refused
 * @user_data: for @callback
 *
 * Outcomes "booked", "already_booked" (the key is known) and "refused"; expected_cash is what the
 * drawer should hold afterwards. It stands in the journal, and the closing of the shift counts it.
 */
void
hrt_sales_move_drawer_async (HrtSales *self,
                             const char *key,
                             gint64 shift_id,
                             gint64 staff_id,
                             const char *kind,
                             gint64 amount,
                             const char *note,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), key), shift_id);

  hrt_pg_params_text (hrt_pg_params_int64 (params, staff_id), kind);
  hrt_pg_params_text (hrt_pg_params_int64 (params, amount), note ? note : "");
  hrt_service_query (hrt_service_task (self, hrt_sales_move_drawer_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_MOVE_DRAWER, params,
                     _hrt_sales_read_outcome, g_object_unref);
}

HrtOutcome *
hrt_sales_move_drawer_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_move_drawer_async, error);
}
