/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Orders: one by the secret of its link, for whoever has it; the list of links by the session, for
 * its customer.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-handlers.h"
#include "hrt-store-show.h"
#include "model/sales/hrt-sales.h"

#define MAX_ORDERS 100

static void
on_order_loaded_by_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOrder) order =
      hrt_sales_load_order_by_secret_finish (HRT_SALES (source), result, &error);

  if (order == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  hrt_web_data_bool (page->data, "just_placed",
                     hrt_web_params_has (hrt_web_request_get_query (page->request), "new"));
  hrt_store_show_order (page, order);
  hrt_store_page_send (page, "order", 200);
}

/**
 * hrt_store_order_show:
 * @request: GET /order/:secret
 * @user_data: the store
 */
void
hrt_store_order_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;

  hrt_sales_load_order_by_secret_async (hrt_context_get_sales (store->context),
                                        hrt_web_request_get_param (request, "secret"),
                                        hrt_web_request_get_cancellable (request),
                                        on_order_loaded_by_secret,
                                        hrt_store_page_new (request, store));
}

static void
on_orders_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders =
      hrt_sales_list_session_orders_finish (HRT_SALES (source), result, &error);

  if (orders == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_store_show_orders (page, orders);
  hrt_store_page_send (page, "orders", 200);
}

/**
 * hrt_store_order_list:
 * @request: GET /orders
 * @user_data: the store
 */
void
hrt_store_order_list (HrtWebRequest *request, gpointer user_data)
{
  HrtStorePage *page = hrt_store_page_new (request, user_data);
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  hrt_sales_list_session_orders_async (hrt_context_get_sales (page->store->context), session,
                                       MAX_ORDERS, hrt_store_page_get_cancellable (page),
                                       on_orders_listed, page);
}
