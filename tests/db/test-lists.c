/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductList and HrtOrderList: pages, placeholders, changes made elsewhere.
 */

#include "model/base/hrt-uuid.h"
#include "model/catalog/hrt-catalog.h"
#include "model/catalog/hrt-product-list.h"
#include "model/sales/hrt-order-list.h"
#include "model/sales/hrt-sales.h"
#include "tests/lib/hrt-test-shop.h"

#define N_MANY 5000

static HrtTestShop *shop;

static gboolean
is_still (gpointer list)
{
  return !hrt_paged_list_is_loading (list);
}

static void
settle (gpointer list)
{
  g_assert_true (hrt_test_wait (is_still, list, 20000));
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, position);
  g_array_append_val ((GArray *) user_data, removed);
  g_array_append_val ((GArray *) user_data, added);
}

static HrtProductQuery *
everything (void)
{
  HrtProductQuery *query = hrt_product_query_new ();

  query->include_inactive = TRUE;
  return query;
}

static char *
query_name (guint position)
{
  g_autofree char *sql =
      g_strdup_printf ("select name from hrt.product order by name, id offset %u limit 1",
                       position);

  return hrt_test_shop_query (shop, sql);
}

/* Waits until the row of a place is there, and looks whether it is the right one. */
static HrtProduct *
get_row (GListModel *model, guint position)
{
  g_autoptr (HrtProduct) product = g_list_model_get_item (model, position);
  g_autofree char *expected = query_name (position);

  settle (model);
  g_assert_false (product->is_placeholder);
  g_assert_cmpint (product->id, >, 0);
  g_assert_cmpstr (product->name, ==, expected);
  return g_steal_pointer (&product);
}

static void
test_pages (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (HrtProductQuery) query = everything ();
  g_autoptr (HrtProduct) first = NULL;
  g_autoptr (HrtProduct) same = NULL;
  g_autoptr (HrtProduct) far = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  static const guint places[] = { N_MANY / 2, N_MANY + 2, 3000, 0, N_MANY - 200, 129, 4100 };

  g_assert_cmpint (g_list_model_get_n_items (model), ==, 0);
  hrt_product_list_set_query (list, query);
  settle (list);
  g_assert_cmpint (g_list_model_get_n_items (model), ==, N_MANY + 3);
  g_assert_null (g_list_model_get_item (model, N_MANY + 3));

  /* The first rows come with the number of all. */
  first = g_list_model_get_item (model, 0);
  g_assert_false (first->is_placeholder);
  same = get_row (model, 0);
  g_assert_true (same == first);
  far = g_list_model_get_item (model, 2600);
  g_assert_true (far->is_placeholder);
  settle (list);
  g_assert_false (far->is_placeholder);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_object_unref (get_row (model, places[i]));

  /* From end to end: every row once, none twice, however pages come and go. */
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HrtProduct) product = g_list_model_get_item (model, i);

      if (product->is_placeholder)
        settle (list);
      g_assert_true (g_hash_table_add (seen, GSIZE_TO_POINTER (product->id)));
    }
  g_assert_cmpint (g_hash_table_size (seen), ==, N_MANY + 3);
}

/* What is dragged by faster than it can be read is not read, and what is looked at in the end is.
 */
static void
test_drag (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (HrtProductQuery) query = everything ();
  g_autoptr (HrtProduct) last = NULL;

  hrt_product_list_set_query (list, query);
  settle (list);
  for (guint i = 0; i < N_MANY; i += 60)
    g_object_unref (g_list_model_get_item (model, i));
  last = get_row (model, N_MANY - 1);
  g_assert_cmpstr (last->name, !=, NULL);
}

/* By how much the list has grown; none of it may have touched the rows from @shown on. */
static int
sum_changes (GArray *changes, guint shown)
{
  int longer = 0;

  for (guint i = 0; i < changes->len; i += 3)
    {
      guint removed = g_array_index (changes, guint, i + 1);

      g_assert_cmpint (g_array_index (changes, guint, i) + removed, <=, shown);
      longer += (int) g_array_index (changes, guint, i + 2) - (int) removed;
    }
  return longer;
}

/* Rows on the screen far down keep their objects when the list grows before them, and shrinks. */
static void
test_change_before (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (HrtProductQuery) query = everything ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (HrtProduct) shown = NULL;
  g_autoptr (HrtProduct) moved = NULL;
  g_autoptr (HrtProduct) back = NULL;

  hrt_product_list_set_query (list, query);
  settle (list);
  shown = get_row (model, 3000);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), changes);
  g_free (hrt_test_shop_query (
      shop,
      "insert into hrt.product (slug, name, category_id) values ('aaa', ' AAA', 1) returning 1"));
  hrt_product_list_refresh (list);
  settle (list);
  g_assert_cmpint (sum_changes (changes, 3000), ==, 1);
  moved = get_row (model, 3001);
  g_assert_true (moved == shown);
  g_free (hrt_test_shop_query (shop, "delete from hrt.product where slug = 'aaa' returning 1"));
  hrt_product_list_refresh (list);
  settle (list);
  g_assert_cmpint (sum_changes (changes, 3001), ==, 0);
  back = get_row (model, 3000);
  g_assert_true (back == shown);
  g_signal_handlers_disconnect_by_data (list, changes);
}

/* A row that changes its place among the others is announced with those between, and no others. */
static void
test_move (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (HrtProductQuery) query = everything ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (HrtProduct) tenth = NULL;
  g_autoptr (HrtProduct) moved = NULL;
  g_autofree char *sql = NULL, *undo = NULL;

  hrt_product_list_set_query (list, query);
  settle (list);
  tenth = get_row (model, 10);
  sql =
      g_strdup_printf ("update hrt.product set name = (select name || 'a' from hrt.product order "
                       "by name, id offset 20 limit 1) where id = %" G_GINT64_FORMAT " returning 1",
                       tenth->id);
  undo = g_strdup_printf ("update hrt.product set name = '%s' where id = %" G_GINT64_FORMAT
                          " returning 1",
                          tenth->name, tenth->id);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), changes);
  g_free (hrt_test_shop_query (shop, sql));
  hrt_product_list_refresh (list);
  settle (list);
  g_assert_cmpint (changes->len, ==, 3);
  g_assert_cmpint (g_array_index (changes, guint, 0), ==, 10);
  g_assert_cmpint (g_array_index (changes, guint, 1), ==, 11);
  g_assert_cmpint (g_array_index (changes, guint, 2), ==, 11);
  moved = get_row (model, 20);
  g_assert_true (moved == tenth);
  g_signal_handlers_disconnect_by_data (list, changes);
  g_free (hrt_test_shop_query (shop, undo));
}

static void
test_change (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (HrtProductQuery) query = everything ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (HrtProduct) tenth = NULL;
  g_autoptr (HrtProduct) moved = NULL;
  g_autofree char *n = NULL;

  hrt_product_list_set_query (list, query);
  settle (list);
  tenth = g_list_model_get_item (model, 10);
  settle (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), changes);

  /* Nothing new: nothing is announced. */
  hrt_product_list_refresh (list);
  settle (list);
  g_assert_cmpint (changes->len, ==, 0);

  /* One more at the very beginning: one row is announced, and the others keep their objects. */
  n = hrt_test_shop_query (
      shop,
      "insert into hrt.product (slug, name, category_id) values ('aaa', ' AAA', 1) returning 1");
  hrt_product_list_refresh (list);
  settle (list);
  g_assert_cmpint (changes->len, ==, 3);
  g_assert_cmpint (g_array_index (changes, guint, 0), ==, 0);
  g_assert_cmpint (g_array_index (changes, guint, 1), ==, 0);
  g_assert_cmpint (g_array_index (changes, guint, 2), ==, 1);
  moved = g_list_model_get_item (model, 11);
  g_assert_true (moved == tenth);
  settle (list);
  g_signal_handlers_disconnect_by_data (list, changes);
  g_free (hrt_test_shop_query (shop, "delete from hrt.product where slug = 'aaa' returning 1"));
}

typedef struct
{
  HrtProduct *product;
  gint64 price;
  gint64 available;
} Wanted;

static gboolean
is_as_wanted (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return wanted->product->price == wanted->price && wanted->product->available == wanted->available;
}

static gboolean
is_connected (gpointer user_data)
{
  return hrt_context_is_connected (user_data);
}

/* A price and a sale made elsewhere show on the row that is on the screen. */
static void
test_live (void)
{
  g_autoptr (HrtProductList) list = hrt_product_list_new (shop->staff);
  HrtCatalog *catalog = hrt_context_get_catalog (shop->staff);
  HrtSales *sales = hrt_context_get_sales (shop->staff);
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProduct) guitar = NULL;
  g_autoptr (HrtOutcome) priced = NULL;
  g_autoptr (HrtOutcome) sold = NULL;
  g_autofree char *key = hrt_uuid_new ();
  HrtSale *sale;
  Wanted wanted = { NULL, 1450000, 15 };

  hrt_context_start (shop->staff);
  g_assert_true (hrt_test_wait (is_connected, shop->staff, 10000));
  hrt_product_query_set_text (query, "F310");
  hrt_product_list_set_query (list, query);
  settle (list);
  wanted.product = guitar = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle (list);
  g_assert_cmpint (guitar->available, ==, 15);

  HRT_TEST_CALL (result, hrt_catalog_set_price, catalog, 1, 1450000, shop->owner_id, 0);
  priced = hrt_catalog_set_price_finish (catalog, result, &error);
  g_assert_no_error (error);
  g_assert_true (hrt_test_wait (is_as_wanted, &wanted, 5000));

  sale = hrt_sale_new (key, shop->till_id, shop->shift_id, shop->owner_id);
  hrt_sale_add_line (sale, 1, 4, 1450000);
  hrt_sale_add_tender (sale, "cash", 0, 6000000);
  HRT_TEST_CALL (result, hrt_sales_sell, sales, sale);
  sold = hrt_sales_sell_finish (sales, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sold->outcome, ==, "sold");
  wanted.available = 11;
  g_assert_true (hrt_test_wait (is_as_wanted, &wanted, 5000));
}

static gboolean
has_one (gpointer list)
{
  return g_list_model_get_n_items (list) == 1 && !hrt_paged_list_is_loading (list);
}

static void
test_orders (void)
{
  g_autoptr (HrtOrderList) list = hrt_order_list_new (shop->staff);
  HrtOrderFilter filter = { .channel = "till", .text = "hrt-" };
  HrtOrderFilter none = { .text = "50%_\\'" };
  g_autoptr (HrtOrder) order = NULL;

  hrt_order_list_set_filter (list, &filter);
  g_assert_true (hrt_test_wait (has_one, list, 10000));
  order = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle (list);
  g_assert_cmpint (order->total, ==, 5800000);
  g_assert_cmpint (order->n_pieces, ==, 4);
  g_assert_cmpstr (order->staff_name, ==, "Ibu Pemilik");

  hrt_order_list_set_filter (list, &none);
  settle (list);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  hrt_test_database_exec (
      shop->database,
      "insert into hrt.product (slug, name, category_id) select 'p-' || n, 'Barang ' || n, 2 "
      "from generate_series (1, " G_STRINGIFY (
          N_MANY) ") n;"
                  "insert into hrt.variant (product_id, sku, price) select id, 'S' || id, 1000 "
                  "from hrt.product where id > 3; analyze");
  g_test_add_func ("/lists/pages", test_pages);
  g_test_add_func ("/lists/drag", test_drag);
  g_test_add_func ("/lists/change", test_change);
  g_test_add_func ("/lists/change-before", test_change_before);
  g_test_add_func ("/lists/move", test_move);
  g_test_add_func ("/lists/live", test_live);
  g_test_add_func ("/lists/orders", test_orders);
  status = g_test_run ();
  hrt_test_shop_free (shop);
  return status;
}
