/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStock: levels, the ledger, and corrections by hand.
 */

#define G_LOG_DOMAIN "hrt-stock"

#include "hrt-stock.h"

#include "model/shop/hrt-service.h"

struct _HrtStock
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
};

/**
 * HrtStock:
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way. For staff.
 */
G_DEFINE_FINAL_TYPE (HrtStock, hrt_stock, G_TYPE_OBJECT)

static void
hrt_stock_dispose (GObject *object)
{
  HrtStock *self = HRT_STOCK (object);

  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (hrt_stock_parent_class)->dispose (object);
}

static void
hrt_stock_class_init (HrtStockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_stock_dispose;
}

static void
hrt_stock_init (HrtStock *self)
{
}

HrtStock *
hrt_stock_new (HrtContext *context)
{
  HrtStock *self = g_object_new (HRT_TYPE_STOCK, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  return self;
}

/**
 * hrt_stock_load_levels_async:
 * @self: the stock
 * @variant_id: of which variant
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * One level per location, also where there is none.
 */
void
hrt_stock_load_levels_async (HrtStock *self,
                             gint64 variant_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_stock_load_levels_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_STOCK_LOAD_LEVELS,
                    hrt_pg_params_int64 (hrt_pg_params_new (), variant_id), HRT_TYPE_STOCK_LEVEL);
}

GPtrArray *
hrt_stock_load_levels_finish (HrtStock *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_stock_load_levels_async, error);
}

/**
 * hrt_stock_list_movements_async:
 * @self: the stock
 * @product_id: all variants of this product; 0 with a @variant_id
 * @variant_id: only this variant; 0: all of @product_id
 * @before_id: the last id of the page before; 0 begins with the newest
 * @limit: most rows, 1 to 1000
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 */
void
hrt_stock_list_movements_async (HrtStock *self,
                                gint64 product_id,
                                gint64 variant_id,
                                gint64 before_id,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_new (), product_id), variant_id);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, before_id), CLAMP (limit, 1, 1000));
  hrt_service_list (hrt_service_task (self, hrt_stock_list_movements_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_STOCK_LIST_MOVEMENTS, params,
                    HRT_TYPE_STOCK_MOVEMENT);
}

GPtrArray *
hrt_stock_list_movements_finish (HrtStock *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_stock_list_movements_async, error);
}

static gpointer
read_adjusted (HrtPgResults *results, GTask *task, GError **error)
{
  HrtStock *self = g_task_get_source_object (task);
  gint64 *variant_id = g_task_get_task_data (task);
  HrtOutcome *outcome = hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), 0);

  if (!hrt_outcome_is_refused (outcome))
    hrt_service_announce (self->listener, HRT_CHANNEL_STOCK, *variant_id);
  return outcome;
}

/**
 * hrt_stock_adjust_async:
 * @self: the stock
 * @key: a UUID made for this correction: sent twice, it is booked once
 * @draft: variant, location (0: the first), quantity (pieces, not 0), reason, note, staff
 * @cancellable: (nullable): to give up
 * @callback: called when it is booked or refused
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_stock_adjust_async (HrtStock *self,
                        const char *key,
                        HrtStockMovement *draft,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = hrt_service_task (self, hrt_stock_adjust_async, cancellable, callback, user_data);
  HrtPgParams *params = hrt_pg_params_text (hrt_pg_params_new (), key);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, draft->staff_id), draft->variant_id);
  hrt_pg_params_int64 (hrt_pg_params_int64 (params, draft->location_id), draft->quantity);
  hrt_pg_params_text (hrt_pg_params_text (params, draft->reason), draft->note ? draft->note : "");
  g_task_set_task_data (task, hrt_service_box_int64 (draft->variant_id), g_free);
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_STOCK_ADJUST, params,
                     read_adjusted, g_object_unref);
}

HrtOutcome *
hrt_stock_adjust_finish (HrtStock *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_stock_adjust_async, error);
}
