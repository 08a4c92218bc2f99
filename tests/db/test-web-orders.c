/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebOrders: what waits is counted, each new order is told of once, and what the till does is no
 * news.
 */

#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales.h"
#include "model/sales/hrt-web-orders.h"
#include "tests/lib/hrt-test-shop.h"

#define WAIT_MS 10000

static HrtTestShop *shop;

/* What a watch told of. */
typedef struct
{
  HrtWebOrders *watch;
  GPtrArray *numbers; /* (element-type utf8) in the order they were told of */
  guint n_signals;
  guint n_wanted; /* waiting, for is_waiting() */
} Heard;

static void
on_arrived (HrtWebOrders *watch, GPtrArray *orders, Heard *heard)
{
  heard->n_signals++;
  for (guint i = orders->len; i > 0; i--)
    {
      const HrtOrder *order = orders->pdata[i - 1];

      g_assert_cmpint (order->total, ==, 1500000);
      g_ptr_array_add (heard->numbers, g_strdup (order->number));
    }
}

static gboolean
is_waiting (gpointer user_data)
{
  const Heard *heard = user_data;

  return hrt_web_orders_get_n_waiting (heard->watch) == heard->n_wanted;
}

static void
expect_waiting (Heard *heard, guint n)
{
  heard->n_wanted = n;
  g_assert_true (hrt_test_wait (is_waiting, heard, WAIT_MS));
}

static HrtOutcome *
place (void)
{
  HrtSales *web = hrt_context_get_sales (shop->web);
  HrtCheckout *checkout = hrt_checkout_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  checkout->key = hrt_uuid_new ();
  checkout->language = g_strdup ("id");
  checkout->contact_name = g_strdup ("Siti");
  checkout->contact_phone = g_strdup ("+6281234567890");
  checkout->shipping_service_id = 1;
  checkout->payment_method = g_strdup ("pay_at_pickup");
  checkout->expected_total = 1500000;
  hrt_checkout_add_line (checkout, 1, 1);
  HRT_TEST_CALL (result, hrt_sales_place_order, web, checkout);
  outcome = hrt_sales_place_order_finish (web, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome->outcome, ==, "placed");
  return outcome;
}

static void
sell (void)
{
  HrtSales *till = hrt_context_get_sales (shop->staff);
  g_autofree char *key = hrt_uuid_new ();
  HrtSale *sale = hrt_sale_new (key, shop->till_id, shop->shift_id, shop->owner_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  hrt_sale_add_line (sale, 1, 1, 1500000);
  hrt_sale_add_tender (sale, "cash", 0, 1500000);
  HRT_TEST_CALL (result, hrt_sales_sell, till, sale);
  outcome = hrt_sales_sell_finish (till, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome->outcome, ==, "sold");
}

static void
cancel (gint64 order_id)
{
  HrtSales *till = hrt_context_get_sales (shop->staff);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  HRT_TEST_CALL (result, hrt_sales_cancel_order, till, order_id, "staff", shop->owner_id, "");
  outcome = hrt_sales_cancel_order_finish (till, result, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (outcome));
}

static Heard *
listen (void)
{
  Heard *heard = g_new0 (Heard, 1);

  heard->watch = hrt_web_orders_new (shop->staff);
  heard->numbers = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (heard->watch, "arrived", G_CALLBACK (on_arrived), heard);
  hrt_web_orders_start (heard->watch);
  return heard;
}

static void
heard_free (Heard *heard)
{
  g_object_unref (heard->watch);
  g_ptr_array_unref (heard->numbers);
  g_free (heard);
}

static gboolean
is_connected (gpointer user_data)
{
  return hrt_context_is_connected (user_data);
}

static gboolean
has_heard (gpointer user_data)
{
  const Heard *heard = user_data;

  return heard->numbers->len == heard->n_wanted;
}

static void
test_arrived (void)
{
  g_autoptr (HrtOutcome) before = place ();
  Heard *heard = listen ();
  g_autoptr (HrtOutcome) first = NULL;
  g_autoptr (HrtOutcome) second = NULL;

  expect_waiting (heard, 1);
  sell ();
  first = place ();
  expect_waiting (heard, 2);
  heard->n_wanted = 1;
  g_assert_true (hrt_test_wait (has_heard, heard, WAIT_MS));
  g_assert_cmpstr (heard->numbers->pdata[0], ==, first->number);

  /* A step of an order that is known is no news, and what is cancelled waits no more. */
  cancel (before->order_id);
  expect_waiting (heard, 1);
  second = place ();
  expect_waiting (heard, 2);
  sell ();
  cancel (first->order_id);
  cancel (second->order_id);
  expect_waiting (heard, 0);
  g_assert_cmpint (heard->numbers->len, ==, 2);
  g_assert_cmpstr (heard->numbers->pdata[1], ==, second->number);
  heard_free (heard);
}

/* Without a hint to anybody, as of a program that died right after the commit. */
static void
place_unheard (void)
{
  g_autofree char *outcomes = hrt_test_shop_query (
      shop, "select string_agg(r.outcome || coalesce(nullif(r.problems::text, '[]'), ''), ' ')"
            " from generate_series(1, 3) n, lateral hrt.place_order(jsonb_build_array("
            "jsonb_build_object('key', gen_random_uuid(), 'contact_name', 'Siti ' || n,"
            " 'contact_phone', '081234567890', 'shipping_service_id', 1, 'payment_method',"
            " 'pay_at_pickup', 'lines', '[{\"variant_id\": 1, \"quantity\": 1}]'::jsonb))) r");

  g_assert_cmpstr (outcomes, ==, "placed placed placed");
}

/* What came in while the line was broken is told of when it is back: once, and together. */
static void
test_line_broken (void)
{
  g_autoptr (HrtOutcome) before = place ();
  Heard *heard = listen ();

  expect_waiting (heard, 1);
  place_unheard ();
  g_free (hrt_test_shop_query (shop,
                               "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                               " where pid <> pg_backend_pid() and datname = current_database()"
                               " and usename = 'hrt_staff'"));
  expect_waiting (heard, 4);
  g_assert_cmpint (heard->numbers->len, ==, 3);
  g_assert_cmpint (heard->n_signals, ==, 1);
  heard_free (heard);
}

/* Ends while its first look is under way, and while it rests. */
static void
test_stopped (void)
{
  Heard *heard = listen ();

  hrt_web_orders_stop (heard->watch);
  heard_free (heard);
  heard = listen ();
  expect_waiting (heard, 4);
  hrt_web_orders_stop (heard->watch);
  g_free (hrt_test_shop_query (shop, "select pg_notify('hrt_order', '1')"));
  hrt_test_wait (has_heard, &(Heard){ .numbers = heard->numbers, .n_wanted = 1 }, 400);
  g_assert_cmpint (heard->numbers->len, ==, 0);
  heard_free (heard);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  hrt_context_start (shop->staff);
  g_assert_true (hrt_test_wait (is_connected, shop->staff, WAIT_MS));
  g_test_add_func ("/web-orders/arrived", test_arrived);
  g_test_add_func ("/web-orders/line-broken", test_line_broken);
  g_test_add_func ("/web-orders/stopped", test_stopped);
  status = g_test_run ();
  hrt_test_shop_check (shop);
  hrt_test_shop_free (shop);
  return status;
}
