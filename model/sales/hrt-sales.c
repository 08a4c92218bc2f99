/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: the class, tills and shifts.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

/**
 * HrtSales:
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way.
 *
 * Every "no" of the shop's rules comes back as an #HrtOutcome with its refusals; a GError means
 * that nothing is known to have happened, and the same call with the same key may be made again.
 */
G_DEFINE_FINAL_TYPE (HrtSales, hrt_sales, G_TYPE_OBJECT)

static void
hrt_sales_dispose (GObject *object)
{
  HrtSales *self = HRT_SALES (object);

  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  _hrt_sales_drop_queue (self);
  _hrt_sales_drop_journal (self);
  g_clear_pointer (&self->data_dir, g_free);
  G_OBJECT_CLASS (hrt_sales_parent_class)->dispose (object);
}

static void
hrt_sales_class_init (HrtSalesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_sales_dispose;

  /**
   * HrtSales::journal-changed:
   * @self: the sales
   *
   * The journal file could not be written, or can be written again: hrt_sales_get_journal_error().
   */
  g_signal_new ("journal-changed", HRT_TYPE_SALES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
hrt_sales_init (HrtSales *self)
{
}

/**
 * hrt_sales_new:
 * @context: pool, listener and folders
 *
 * Called by the context alone.
 *
 * Returns: (transfer full): the service
 */
HrtSales *
hrt_sales_new (HrtContext *context)
{
  HrtSales *self = g_object_new (HRT_TYPE_SALES, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  self->data_dir = g_strdup (hrt_context_get_data_dir (context));
  return self;
}

void
_hrt_sales_announce_order (HrtSales *self, gint64 order_id)
{
  if (order_id != 0)
    hrt_service_announce (self->listener, HRT_CHANNEL_ORDER, order_id);
}

void
_hrt_sales_announce_stock (HrtSales *self, gint64 variant_id)
{
  hrt_service_announce (self->listener, HRT_CHANNEL_STOCK, variant_id);
}

void
_hrt_sales_announce_variants (HrtSales *self, const char *variants)
{
  g_auto (GStrv) ids = g_strsplit (variants ? variants : "", " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      _hrt_sales_announce_stock (self, g_ascii_strtoll (ids[i], NULL, 10));
}

/**
 * hrt_sales_find_till_async:
 * @self: the sales
 * @code: of this machine: 1 to 40 letters, digits, '.', '_' or '-'
 * @name: (nullable): how people call it, when it is new
 * @staff_id: who asks
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_INVALID, %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_sales_find_till_async (HrtSales *self,
                           const char *code,
                           const char *name,
                           gint64 staff_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  HrtPgParams *params = hrt_pg_params_text (hrt_pg_params_text (hrt_pg_params_new (), code), name);

  hrt_service_one (hrt_service_task (self, hrt_sales_find_till_async, cancellable, callback,
                                     user_data),
                   self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_FIND_TILL,
                   hrt_pg_params_int64 (params, staff_id), HRT_TYPE_TILL);
}

HrtTill *
hrt_sales_find_till_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_find_till_async, error);
}

/**
 * hrt_sales_load_shift_async:
 * @self: the sales
 * @till_id: which till
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * The open shift with what should be in its drawer.
 */
void
hrt_sales_load_shift_async (HrtSales *self,
                            gint64 till_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  hrt_service_maybe (hrt_service_task (self, hrt_sales_load_shift_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_LOAD_SHIFT,
                     hrt_pg_params_int64 (hrt_pg_params_new (), till_id), HRT_TYPE_TILL_SHIFT);
}

/**
 * hrt_sales_load_shift_finish:
 * @self: the sales
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the open shift; %NULL without an error when there is none
 */
HrtTillShift *
hrt_sales_load_shift_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_shift_async, error);
}

gpointer
_hrt_sales_read_outcome (HrtPgResults *results, GTask *task, GError **error)
{
  return hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), 0);
}

/**
 * hrt_sales_open_shift_async:
 * @self: the sales
 * @key: a UUID made for this opening
 * @till_id: which till
 * @staff_id: who opens it
 * @opening_float: rupiah in the drawer
 * @cancellable: (nullable): to give up
 * @callback: called when it is open or refused
 * @user_data: for @callback
 */
void
hrt_sales_open_shift_async (HrtSales *self,
                            const char *key,
                            gint64 till_id,
                            gint64 staff_id,
                            gint64 opening_float,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), key), till_id);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, staff_id), opening_float);
  hrt_service_query (hrt_service_task (self, hrt_sales_open_shift_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_OPEN_SHIFT, params,
                     _hrt_sales_read_outcome, g_object_unref);
}

HrtOutcome *
hrt_sales_open_shift_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_open_shift_async, error);
}

/**
 * hrt_sales_close_shift_async:
 * @self: the sales
 * @key: a UUID made for this closing
 * @shift_id: which shift
 * @staff_id: who counts
 * @counted_cash: rupiah in the drawer
 * @note: (nullable): what is to be said about a difference
 * @cancellable: (nullable): to give up
 * @callback: called when it is closed or refused
 * @user_data: for @callback
 */
void
hrt_sales_close_shift_async (HrtSales *self,
                             const char *key,
                             gint64 shift_id,
                             gint64 staff_id,
                             gint64 counted_cash,
                             const char *note,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), key), shift_id);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, staff_id), counted_cash);
  hrt_pg_params_text (params, note ? note : "");
  hrt_service_query (hrt_service_task (self, hrt_sales_close_shift_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_CLOSE_SHIFT, params,
                     _hrt_sales_read_outcome, g_object_unref);
}

HrtOutcome *
hrt_sales_close_shift_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_close_shift_async, error);
}
