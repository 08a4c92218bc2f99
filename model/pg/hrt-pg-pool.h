/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgPool: the connections of one process: a shared pipelined one for reads, a bounded set for
 * writes and reports.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-pg-batch.h"
#include "hrt-pg-error.h"

G_BEGIN_DECLS

#define HRT_TYPE_PG_POOL (hrt_pg_pool_get_type ())
G_DECLARE_FINAL_TYPE (HrtPgPool, hrt_pg_pool, HRT, PG_POOL, GObject)

/* Which line a batch takes. READ shares one pipelined connection; WRITE and REPORT have their own.
 */
typedef enum
{
  HRT_PG_LANE_READ,
  HRT_PG_LANE_WRITE,
  HRT_PG_LANE_REPORT,
} HrtPgLane;

HrtPgPool *hrt_pg_pool_new (const char *conninfo);
void hrt_pg_pool_set_limits (HrtPgPool *self,
                             guint max_connections,
                             guint max_waiting,
                             guint deadline_ms);
void hrt_pg_pool_set_statement_timeout (HrtPgPool *self, HrtPgLane lane, guint timeout_ms);

void hrt_pg_pool_demand_role (HrtPgPool *self, const char *role);

void hrt_pg_pool_run_async (HrtPgPool *self,
                            HrtPgLane lane,
                            HrtPgBatch *batch, /* (transfer full) */
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
HrtPgResults *hrt_pg_pool_run_finish (HrtPgPool *self, GAsyncResult *result, GError **error);

/* One statement, the usual case: takes @params, answers one set of rows. */
void hrt_pg_pool_query_async (HrtPgPool *self,
                              HrtPgLane lane,
                              HrtStatement statement,
                              HrtPgParams *params, /* (transfer full) (nullable) */
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
HrtPgResults *hrt_pg_pool_query_finish (HrtPgPool *self, GAsyncResult *result, GError **error);

void hrt_pg_pool_close_async (HrtPgPool *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_pg_pool_close_finish (HrtPgPool *self, GAsyncResult *result, GError **error);

G_END_DECLS
