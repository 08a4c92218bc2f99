/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * From a statement to entities in one call: what every service's verbs are made of.
 */

#pragma once

#include "hrt-outcome.h"
#include "model/base/hrt-model-error.h"
#include "model/pg/hrt-pg-listener.h"
#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

/* Makes the value of a task out of what the statements gave. NULL without @error set is a value. */
typedef gpointer (*HrtReadFunc) (HrtPgResults *results, GTask *task, GError **error);

/* All of these take @task and @params or @batch over, and run on the lane they are told. */
void hrt_service_run (GTask *task,
                      HrtPgPool *pool,
                      HrtPgLane lane,
                      HrtPgBatch *batch,
                      HrtReadFunc read,
                      GDestroyNotify free_value);
void hrt_service_query (GTask *task,
                        HrtPgPool *pool,
                        HrtPgLane lane,
                        HrtStatement statement,
                        HrtPgParams *params,
                        HrtReadFunc read,
                        GDestroyNotify free_value);
/* The value is a GPtrArray of @type. */
void hrt_service_list (GTask *task,
                       HrtPgPool *pool,
                       HrtPgLane lane,
                       HrtStatement statement,
                       HrtPgParams *params,
                       GType type);
/* The value is one @type; HRT_MODEL_ERROR_NOT_FOUND when there is no row. */
void hrt_service_one (GTask *task,
                      HrtPgPool *pool,
                      HrtPgLane lane,
                      HrtStatement statement,
                      HrtPgParams *params,
                      GType type);
/* The same; NULL when there is no row. */
void hrt_service_maybe (GTask *task,
                        HrtPgPool *pool,
                        HrtPgLane lane,
                        HrtStatement statement,
                        HrtPgParams *params,
                        GType type);

/* For read functions. */
GPtrArray *hrt_service_read_list (HrtPgResults *results, guint statement, GType type);
gpointer hrt_service_read_row (HrtPgRows *rows, guint row, GType type);
gpointer hrt_service_read_one (HrtPgResults *results, guint statement, GType type, GError **error);
HrtOutcome *hrt_service_read_outcome (HrtPgRows *rows, guint row);
gint64 hrt_service_read_int64 (HrtPgResults *results, guint statement, const char *column);

GTask *hrt_service_task (gpointer self,
                         gpointer tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gpointer hrt_service_finish (gpointer self, GAsyncResult *result, gpointer tag, GError **error);
gboolean
hrt_service_finish_boolean (gpointer self, GAsyncResult *result, gpointer tag, GError **error);
/* The value must have been boxed with hrt_service_box_int64(); 0 with an error. */
gint64 hrt_service_finish_int64 (gpointer self, GAsyncResult *result, gpointer tag, GError **error);
gpointer hrt_service_box_int64 (gint64 value);

/* Turns an error of the database layer into one of HRT_MODEL_ERROR; cancellation stays what it is.
 */
GError *hrt_service_translate (GError *error);
void hrt_service_announce (HrtPgListener *listener, const char *channel, gint64 id);

#define HRT_CHANNEL_PRODUCT "hrt_product"
#define HRT_CHANNEL_STOCK   "hrt_stock"
#define HRT_CHANNEL_ORDER   "hrt_order"
#define HRT_CHANNEL_SHOP    "hrt_shop"
#define HRT_CHANNEL_PEOPLE  "hrt_people" /* ids of staff */

G_END_DECLS
