/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: reading orders, and moving them on.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

static gpointer
read_order (HrtPgResults *results, GTask *task, GError **error)
{
  HrtOrder *order = hrt_service_read_one (results, 0, HRT_TYPE_ORDER, error);

  if (order == NULL)
    return NULL;
  order->lines = hrt_service_read_list (results, 1, HRT_TYPE_ORDER_LINE);
  order->events = hrt_service_read_list (results, 2, HRT_TYPE_ORDER_EVENT);
  order->n_lines = order->lines->len;
  return order;
}

/**
 * hrt_sales_load_order_async:
 * @self: the sales
 * @order_id: which one
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * For staff: with lines, history, and the secret of its link.
 *
 * Errors: %HRT_MODEL_ERROR_NOT_FOUND
 */
void
hrt_sales_load_order_async (HrtSales *self,
                            gint64 order_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const HrtStatement statements[] = { HRT_STATEMENT_SALES_GET_ORDER,
                                             HRT_STATEMENT_SALES_LIST_ORDER_LINES,
                                             HRT_STATEMENT_SALES_LIST_ORDER_EVENTS };
  HrtPgBatch *batch = hrt_pg_batch_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    hrt_pg_batch_add (batch, statements[i], hrt_pg_params_int64 (hrt_pg_params_new (), order_id));
  hrt_service_run (hrt_service_task (self, hrt_sales_load_order_async, cancellable, callback,
                                     user_data),
                   self->pool, HRT_PG_LANE_READ, batch, read_order, g_object_unref);
}

HrtOrder *
hrt_sales_load_order_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_order_async, error);
}

void
hrt_sales_load_order_by_secret_async (HrtSales *self,
                                      const char *secret,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  static const HrtStatement statements[] = { HRT_STATEMENT_SALES_WEB_ORDER,
                                             HRT_STATEMENT_SALES_WEB_ORDER_LINES,
                                             HRT_STATEMENT_SALES_WEB_ORDER_EVENTS };
  HrtPgBatch *batch = hrt_pg_batch_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    hrt_pg_batch_add (batch, statements[i], hrt_pg_params_text (hrt_pg_params_new (), secret));
  hrt_service_run (hrt_service_task (self, hrt_sales_load_order_by_secret_async, cancellable,
                                     callback, user_data),
                   self->pool, HRT_PG_LANE_READ, batch, read_order, g_object_unref);
}

HrtOrder *
hrt_sales_load_order_by_secret_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_order_by_secret_async, error);
}

void
hrt_sales_list_session_orders_async (HrtSales *self,
                                     GBytes *session_hash,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_sales_list_session_orders_async, cancellable,
                                      callback, user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_CUSTOMER_ORDERS,
                    hrt_pg_params_int64 (hrt_pg_params_bytes (hrt_pg_params_new (), session_hash),
                                         limit),
                    HRT_TYPE_ORDER);
}

GPtrArray *
hrt_sales_list_session_orders_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_list_session_orders_async, error);
}

void
hrt_sales_load_orders_async (HrtSales *self,
                             const gint64 *ids,
                             gsize n_ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_sales_load_orders_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_LOAD_ORDERS,
                    hrt_pg_params_int64_array (hrt_pg_params_new (), ids, n_ids), HRT_TYPE_ORDER);
}

GPtrArray *
hrt_sales_load_orders_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_orders_async, error);
}

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* "%text%", with what LIKE would read as a pattern taken literally. */
static char *
make_pattern (const char *text)
{
  g_autoptr (GString) out = g_string_new ("%");

  if (or_null (text) == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (; *text != '\0'; text++)
    {
      if (*text == '%' || *text == '_' || *text == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '%');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static HrtPgParams *
make_filter_params (const HrtOrderFilter *filter)
{
  g_autofree char *pattern = make_pattern (filter->text);
  HrtPgParams *params = hrt_pg_params_text (hrt_pg_params_new (), or_null (filter->channel));

  hrt_pg_params_text (hrt_pg_params_text (params, or_null (filter->status)),
                      or_null (filter->payment_status));
  hrt_pg_params_text (hrt_pg_params_text (params, or_null (filter->fulfilment_status)), pattern);
  hrt_pg_params_int64 (hrt_pg_params_int64 (params, filter->customer_id), filter->shift_id);
  return hrt_pg_params_int64 (hrt_pg_params_int64 (params, filter->placed_from),
                              filter->placed_before);
}

static gpointer
read_found (HrtPgResults *results, GTask *task, GError **error)
{
  gint64 *n_total = g_task_get_task_data (task);

  *n_total = hrt_service_read_int64 (results, 1, "n");
  return hrt_service_read_list (results, 0, HRT_TYPE_ORDER);
}

/**
 * hrt_sales_find_orders_async:
 * @self: the sales
 * @filter: (nullable): which ones; %NULL: all
 * @first: from which place on, newest first
 * @n_rows: how many, at most 1000
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * For staff: list rows, newest first. One round trip with their number.
 */
void
hrt_sales_find_orders_async (HrtSales *self,
                             const HrtOrderFilter *filter,
                             guint first,
                             guint n_rows,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  static const HrtOrderFilter all;
  GTask *task =
      hrt_service_task (self, hrt_sales_find_orders_async, cancellable, callback, user_data);
  const HrtOrderFilter *f = filter ? filter : &all;
  HrtPgBatch *batch = hrt_pg_batch_new ();

  g_task_set_task_data (task, g_new0 (gint64, 1), g_free);
  hrt_pg_batch_add (batch, HRT_STATEMENT_SALES_FIND_ORDERS,
                    hrt_pg_params_int64 (hrt_pg_params_int64 (make_filter_params (f), first),
                                         MIN (n_rows, 1000)));
  hrt_pg_batch_add (batch, HRT_STATEMENT_SALES_COUNT_ORDERS, make_filter_params (f));
  hrt_service_run (task, self->pool, or_null (f->text) ? HRT_PG_LANE_REPORT : HRT_PG_LANE_READ,
                   batch, read_found, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * hrt_sales_find_orders_finish:
 * @self: the sales
 * @result: of the call
 * @n_total: (out): how many match in all
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (element-type HrtOrder): the rows
 */
GPtrArray *
hrt_sales_find_orders_finish (HrtSales *self, GAsyncResult *result, gint64 *n_total, GError **error)
{
  GPtrArray *orders = hrt_service_finish (self, result, hrt_sales_find_orders_async, error);

  *n_total = orders != NULL ? *(gint64 *) g_task_get_task_data (G_TASK (result)) : 0;
  return orders;
}

/* What read_waiting() found besides the orders. */
typedef struct
{
  gint64 n_waiting;
  gint64 newest;
} Waiting;

static gpointer
read_waiting (HrtPgResults *results, GTask *task, GError **error)
{
  Waiting *waiting = g_task_get_task_data (task);

  waiting->n_waiting = hrt_service_read_int64 (results, 0, "n");
  waiting->newest = hrt_service_read_int64 (results, 0, "newest");
  return hrt_service_read_list (results, 1, HRT_TYPE_ORDER);
}

/**
 * _hrt_sales_list_waiting_orders_async:
 * @self: the sales
 * @after_id: orders up to this one are known; 0: none is
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * For staff: how many web orders are not sent, finished or cancelled, and those after @after_id,
 * newest first and 500 at most, with what one says of an order in a line.
 */
void
_hrt_sales_list_waiting_orders_async (HrtSales *self,
                                      gint64 after_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = hrt_service_task (self, _hrt_sales_list_waiting_orders_async, cancellable, callback,
                                  user_data);
  HrtPgBatch *batch = hrt_pg_batch_new ();

  g_task_set_task_data (task, g_new0 (Waiting, 1), g_free);
  hrt_pg_batch_add (batch, HRT_STATEMENT_SALES_COUNT_WAITING_ORDERS, NULL);
  hrt_pg_batch_add (batch, HRT_STATEMENT_SALES_LIST_WAITING_ORDERS,
                    hrt_pg_params_int64 (hrt_pg_params_new (), after_id));
  hrt_service_run (task, self->pool, HRT_PG_LANE_READ, batch, read_waiting,
                   (GDestroyNotify) g_ptr_array_unref);
}

/**
 * _hrt_sales_list_waiting_orders_finish:
 * @self: the sales
 * @result: of the call
 * @n_waiting: (out): how many wait in all
 * @newest: (out): the highest id any order has, 0 when there is none
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (element-type HrtOrder): the orders
 */
GPtrArray *
_hrt_sales_list_waiting_orders_finish (
    HrtSales *self, GAsyncResult *result, gint64 *n_waiting, gint64 *newest, GError **error)
{
  GPtrArray *orders =
      hrt_service_finish (self, result, _hrt_sales_list_waiting_orders_async, error);
  const Waiting *waiting = g_task_get_task_data (G_TASK (result));

  *n_waiting = orders != NULL ? waiting->n_waiting : 0;
  *newest = orders != NULL ? waiting->newest : 0;
  return orders;
}

/* --- moving on --- */

static gpointer
read_moved (HrtPgResults *results, GTask *task, GError **error)
{
  HrtSales *self = g_task_get_source_object (task);
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 0);
  HrtOutcome *outcome = hrt_service_read_outcome (rows, 0);

  if (!hrt_outcome_is_refused (outcome))
    {
      _hrt_sales_announce_variants (
          self, hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "variants")));
      _hrt_sales_announce_order (self, outcome->order_id);
    }
  return outcome;
}

static void
move (GTask *task, HrtSales *self, HrtStatement statement, HrtPgParams *params)
{
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, statement, params, read_moved,
                     g_object_unref);
}

static HrtPgParams *
add_id (HrtPgParams *params, gint64 id)
{
  return id != 0 ? hrt_pg_params_int64 (params, id) : hrt_pg_params_null (params);
}

/**
 * hrt_sales_pay_order_async:
 * @self: the sales
 * @payment: what came; copied
 * @cancellable: (nullable): to give up
 * @callback: called when it is booked or refused
 * @user_data: for @callback
 *
 * The outcome has the change, and when the money came.
 */
void
hrt_sales_pay_order_async (HrtSales *self,
                           const HrtOrderPayment *payment,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), payment->key),
                           payment->order_id);

  hrt_pg_params_int64 (hrt_pg_params_text (params, payment->method), payment->amount);
  add_id (add_id (params, payment->staff_id), payment->shift_id);
  if (payment->tendered != 0)
    hrt_pg_params_int64 (params, payment->tendered);
  else
    hrt_pg_params_null (params);
  move (hrt_service_task (self, hrt_sales_pay_order_async, cancellable, callback, user_data), self,
        HRT_STATEMENT_SALES_PAY_ORDER, params);
}

HrtOutcome *
hrt_sales_pay_order_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_pay_order_async, error);
}

void
hrt_sales_cancel_order_async (HrtSales *self,
                              gint64 order_id,
                              const char *actor,
                              gint64 actor_id,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_text (hrt_pg_params_int64 (hrt_pg_params_new (), order_id), actor);

  hrt_pg_params_text (add_id (params, actor_id), reason ? reason : "");
  move (hrt_service_task (self, hrt_sales_cancel_order_async, cancellable, callback, user_data),
        self, HRT_STATEMENT_SALES_CANCEL_ORDER, params);
}

HrtOutcome *
hrt_sales_cancel_order_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_cancel_order_async, error);
}

void
hrt_sales_cancel_by_secret_async (HrtSales *self,
                                  const char *secret,
                                  const char *reason,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  HrtPgParams *params = hrt_pg_params_text (hrt_pg_params_new (), secret);

  move (hrt_service_task (self, hrt_sales_cancel_by_secret_async, cancellable, callback, user_data),
        self, HRT_STATEMENT_SALES_CANCEL_BY_SECRET,
        hrt_pg_params_text (params, reason ? reason : ""));
}

HrtOutcome *
hrt_sales_cancel_by_secret_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_cancel_by_secret_async, error);
}

void
hrt_sales_fulfil_order_async (HrtSales *self,
                              gint64 order_id,
                              const char *to_state,
                              gint64 staff_id,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_text (hrt_pg_params_int64 (hrt_pg_params_new (), order_id), to_state);

  hrt_pg_params_text (hrt_pg_params_int64 (params, staff_id), reason ? reason : "");
  move (hrt_service_task (self, hrt_sales_fulfil_order_async, cancellable, callback, user_data),
        self, HRT_STATEMENT_SALES_FULFIL_ORDER, params);
}

HrtOutcome *
hrt_sales_fulfil_order_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_fulfil_order_async, error);
}

static gpointer
read_expired (HrtPgResults *results, GTask *task, GError **error)
{
  HrtSales *self = g_task_get_source_object (task);
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 0);
  int column = hrt_pg_rows_find_column (rows, "order_id");

  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    _hrt_sales_announce_order (self, hrt_pg_rows_get_int64 (rows, i, column));
  return hrt_service_box_int64 (hrt_pg_rows_get_n (rows));
}

/**
 * hrt_sales_expire_orders_async:
 * @self: the sales
 * @limit: most orders in one go
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Ends unpaid web orders whose time is over. Nothing waits for it, and it may run anywhere at any
 * time.
 */
void
hrt_sales_expire_orders_async (HrtSales *self,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hrt_service_query (
      hrt_service_task (self, hrt_sales_expire_orders_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_EXPIRE_HOLDS,
      hrt_pg_params_int64 (hrt_pg_params_new (), MIN (limit, G_MAXINT)), read_expired, g_free);
}

gint64
hrt_sales_expire_orders_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish_int64 (self, result, hrt_sales_expire_orders_async, error);
}
