/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: the web shop's cart and the order made from it.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

static gpointer
read_cart (HrtPgResults *results, GTask *task, GError **error)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 0);
  int total_column = hrt_pg_rows_find_column (rows, "line_total");
  const gint64 *service_id = g_task_get_task_data (task);
  HrtCart *cart;

  cart = hrt_pg_rows_get_n (rows) > 0 ? hrt_service_read_row (rows, 0, HRT_TYPE_CART)
                                      : hrt_cart_new ();
  cart->shipping_service_id = *service_id;
  cart->lines = hrt_service_read_list (results, 0, HRT_TYPE_CART_LINE);
  for (guint i = 0; i < cart->lines->len; i++)
    {
      HrtCartLine *line = g_ptr_array_index (cart->lines, i);

      /* "total" and "tax" of the row are the cart's. */
      line->total = hrt_pg_rows_get_int64 (rows, i, total_column);
      line->tax = 0;
    }
  return cart;
}

/**
 * hrt_sales_load_cart_async:
 * @self: the sales
 * @session_hash: whose cart
 * @shipping_service_id: with the price of this service; 0: without shipping
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Priced by the engine that will price the order. A line that cannot be had is listed with its
 * problem and counted in no sum.
 */
void
hrt_sales_load_cart_async (HrtSales *self,
                           GBytes *session_hash,
                           gint64 shipping_service_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_sales_load_cart_async, cancellable, callback, user_data);
  HrtPgParams *params = hrt_pg_params_bytes (hrt_pg_params_new (), session_hash);

  g_task_set_task_data (task, hrt_service_box_int64 (shipping_service_id), g_free);
  hrt_service_query (task, self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_QUOTE_CART,
                     hrt_pg_params_int64 (params, shipping_service_id), read_cart, g_object_unref);
}

HrtCart *
hrt_sales_load_cart_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_cart_async, error);
}

static void
change_cart (GTask *task,
             HrtSales *self,
             HrtStatement statement,
             GBytes *session_hash,
             gint64 variant_id,
             gint64 quantity)
{
  HrtPgParams *params = hrt_pg_params_bytes (hrt_pg_params_new (), session_hash);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, variant_id), quantity);
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, statement, params,
                     _hrt_sales_read_outcome, g_object_unref);
}

/**
 * hrt_sales_add_to_cart_async:
 * @self: the sales
 * @session_hash: whose cart
 * @variant_id: what
 * @quantity: so many more, > 0
 * @cancellable: (nullable): to give up
 * @callback: called when it is in the cart or refused
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_NOT_FOUND when the session has ended
 */
void
hrt_sales_add_to_cart_async (HrtSales *self,
                             GBytes *session_hash,
                             gint64 variant_id,
                             gint64 quantity,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  change_cart (hrt_service_task (self, hrt_sales_add_to_cart_async, cancellable, callback,
                                 user_data),
               self, HRT_STATEMENT_SALES_CART_ADD, session_hash, variant_id, quantity);
}

HrtOutcome *
hrt_sales_add_to_cart_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_add_to_cart_async, error);
}

void
hrt_sales_set_cart_line_async (HrtSales *self,
                               GBytes *session_hash,
                               gint64 variant_id,
                               gint64 quantity,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  change_cart (hrt_service_task (self, hrt_sales_set_cart_line_async, cancellable, callback,
                                 user_data),
               self, HRT_STATEMENT_SALES_CART_SET, session_hash, variant_id, quantity);
}

HrtOutcome *
hrt_sales_set_cart_line_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_set_cart_line_async, error);
}

void
hrt_sales_quote_shipping_async (HrtSales *self,
                                GBytes *session_hash,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  hrt_service_list (
      hrt_service_task (self, hrt_sales_quote_shipping_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_QUOTE_SHIPPING,
      hrt_pg_params_bytes (hrt_pg_params_new (), session_hash), HRT_TYPE_SHIPPING_QUOTE);
}

GPtrArray *
hrt_sales_quote_shipping_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_quote_shipping_async, error);
}

static gpointer
read_placed (HrtPgResults *results, GTask *task, GError **error)
{
  HrtSales *self = g_task_get_source_object (task);
  HrtCheckout *checkout = g_task_get_task_data (task);
  HrtOutcome *outcome = hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), 0);

  if (hrt_outcome_is_refused (outcome))
    return outcome;
  for (guint i = 0; i < checkout->lines->len; i++)
    _hrt_sales_announce_stock (self,
                               g_array_index (checkout->lines, HrtCheckoutLine, i).variant_id);
  _hrt_sales_announce_order (self, outcome->order_id);
  return outcome;
}

/**
 * hrt_sales_place_order_async:
 * @self: the sales
 * @checkout: (transfer full): what is ordered
 * @cancellable: (nullable): to give up
 * @callback: called when the order is placed or refused
 * @user_data: for @callback
 *
 * Outcomes "placed", "already_placed" (the same form sent twice: the same order) and "refused".
 */
void
hrt_sales_place_order_async (HrtSales *self,
                             HrtCheckout *checkout,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_sales_place_order_async, cancellable, callback, user_data);
  g_autofree char *order = hrt_checkout_dup_json (checkout);
  g_autofree char *orders = g_strconcat ("[", order, "]", NULL);

  g_task_set_task_data (task, checkout, (GDestroyNotify) hrt_checkout_free);
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_PLACE_ORDER,
                     hrt_pg_params_text (hrt_pg_params_new (), orders), read_placed,
                     g_object_unref);
}

HrtOutcome *
hrt_sales_place_order_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_place_order_async, error);
}
