/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCatalog and HrtStock on a real database: what is found, who sees what, who wins.
 */

#include "model/base/hrt-model-error.h"
#include "model/base/hrt-uuid.h"
#include "model/catalog/hrt-catalog.h"
#include "model/stock/hrt-stock.h"
#include "tests/lib/hrt-test-shop.h"

/* One for all: the tests that change something come last. */
static HrtTestShop *shop;

static HrtProductPage *
find (HrtContext *context, HrtProductQuery *query)
{
  HrtCatalog *catalog = hrt_context_get_catalog (context);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtProductPage *page;

  HRT_TEST_CALL (result, hrt_catalog_find_products, catalog, query);
  page = hrt_catalog_find_products_finish (catalog, result, &error);
  g_assert_no_error (error);
  return page;
}

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    gint64 category, price_min, price_max;
    gboolean all;
    HrtProductSort sort;
    int n;
    gint64 first;
  } cases[] = {
    { NULL, 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 2, 2 },
    { NULL, 0, 0, 0, TRUE, HRT_PRODUCT_SORT_NAME, 3, 2 },
    { NULL, 1, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 1 }, /* below it */
    { NULL, 99, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 0, 0 },
    { "f310", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 1 },
    { "YAMAHA", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 1 },
    { "tbs", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 1 },
    { "'stage' <kit> & \"", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 2 },
    { "%", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 0, 0 },
    { "_", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 0, 0 },
    { "\\", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 0, 0 },
    { "\xff\xfe", 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NAME, 2, 2 }, /* no text at all */
    { NULL, 0, 1550000, 1650000, FALSE, HRT_PRODUCT_SORT_NAME, 1, 1 },
    { NULL, 0, 2000000, 0, FALSE, HRT_PRODUCT_SORT_NAME, 1, 2 },
    { NULL, 0, G_MAXINT64, G_MAXINT64, FALSE, HRT_PRODUCT_SORT_NAME, 0, 0 },
    { NULL, 0, 0, 0, FALSE, HRT_PRODUCT_SORT_PRICE_UP, 2, 1 },
    { NULL, 0, 0, 0, FALSE, HRT_PRODUCT_SORT_PRICE_DOWN, 2, 2 },
    { NULL, 0, 0, 0, FALSE, HRT_PRODUCT_SORT_NEWEST, 2, 2 },
    { NULL, 0, 0, 0, FALSE, HRT_PRODUCT_SORT_FEATURED, 2, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrtProductQuery) query = hrt_product_query_new ();
      g_autoptr (HrtProductPage) page = NULL;

      hrt_product_query_set_text (query, cases[i].text);
      query->category_id = cases[i].category;
      query->price_min = cases[i].price_min;
      query->price_max = cases[i].price_max;
      query->include_inactive = cases[i].all;
      query->sort = cases[i].sort;
      page = find (shop->staff, query);
      g_test_message ("case %zu", i);
      g_assert_cmpint (page->n_total, ==, cases[i].n);
      g_assert_cmpint (page->products->len, ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_cmpint (((HrtProduct *) g_ptr_array_index (page->products, 0))->id, ==,
                         cases[i].first);
    }
}

static void
test_facets (void)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();
  g_autoptr (HrtProductPage) page = NULL;
  HrtProduct *guitar;

  query->with_facets = TRUE;
  query->in_stock = TRUE;
  hrt_product_query_add_brand (query, 1);
  page = find (shop->web, query);
  g_assert_cmpint (page->n_total, ==, 1);
  g_assert_cmpint (page->price_min, ==, 1500000);
  g_assert_cmpint (page->price_max, ==, 1600000);
  /* Categories count with the brand's condition, brands without it. */
  g_assert_cmpint (page->categories->len, ==, 2);
  g_assert_cmpint (page->brands->len, ==, 2);
  guitar = g_ptr_array_index (page->products, 0);
  g_assert_cmpstr (guitar->brand, ==, "Yamaha");
  g_assert_cmpint (guitar->price, ==, 1500000);
  g_assert_cmpint (guitar->price_to, ==, 1600000);
  g_assert_cmpint (guitar->compare_at_price, ==, 1750000);
  g_assert_cmpint (guitar->n_variants, ==, 2);
  g_assert_cmpint (guitar->available, ==, 15);
  g_assert_cmpint (guitar->on_hand, ==, 0); /* the web does not see the books */
  g_assert_cmpint (guitar->variant_id, ==, 1);
}

/* The page adds up its variants itself; the list has the database do it. */
static void
assert_sums_as_listed (const HrtProduct *page)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();
  g_autoptr (HrtProductPage) list = NULL;
  const HrtProduct *listed;

  hrt_product_query_set_ids (query, &page->id, 1);
  query->sort = HRT_PRODUCT_SORT_GIVEN;
  list = find (shop->web, query);
  listed = g_ptr_array_index (list->products, 0);
  g_assert_cmpint (page->price, ==, listed->price);
  g_assert_cmpint (page->price_to, ==, listed->price_to);
  g_assert_cmpint (page->compare_at_price, ==, listed->compare_at_price);
  g_assert_cmpint (page->n_variants, ==, listed->n_variants);
  g_assert_cmpint (page->variant_id, ==, listed->variant_id);
  g_assert_cmpstr (page->sku, ==, listed->sku);
  g_assert_cmpint (page->on_hand, ==, listed->on_hand);
  g_assert_cmpint (page->available, ==, listed->available);
  g_assert_cmpint (page->low_stock, ==, listed->low_stock);
  g_assert_cmpstr (page->brand, ==, listed->brand);
  g_assert_cmpstr (page->category_slug, ==, listed->category_slug);
  g_assert_cmpstr (page->image_hash, ==, listed->image_hash);
}

static void
test_load (void)
{
  HrtCatalog *staff = hrt_context_get_catalog (shop->staff);
  HrtCatalog *web = hrt_context_get_catalog (shop->web);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProduct) product = NULL;
  g_autoptr (HrtProduct) page = NULL;
  g_autoptr (HrtProduct) ghost = NULL;
  g_autoptr (GPtrArray) related = NULL;
  HrtVariant *variant;

  HRT_TEST_CALL (result, hrt_catalog_load_product, staff, 1);
  product = hrt_catalog_load_product_finish (staff, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (product->variants->len, ==, 2);
  variant = g_ptr_array_index (product->variants, 0);
  g_assert_cmpint (variant->cost, ==, 900000);
  g_assert_cmpint (variant->on_hand, ==, 10);
  g_assert_cmpstr (variant->barcodes, ==, "8991234567891");
  g_assert_cmpstr (product->description_id, ==, "Gitar untuk mulai");

  HRT_TEST_CALL (result, hrt_catalog_load_product_page, web, 1);
  page = hrt_catalog_load_product_page_finish (web, result, &related, &error);
  g_assert_no_error (error);
  variant = g_ptr_array_index (page->variants, 0);
  g_assert_cmpint (variant->cost, ==, 0);
  g_assert_cmpint (variant->available, ==, 10);
  g_assert_cmpint (related->len, ==, 0);

  assert_sums_as_listed (page);

  HRT_TEST_CALL (result, hrt_catalog_load_product_page, web, 3);
  ghost = hrt_catalog_load_product_page_finish (web, result, NULL, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND);
  g_assert_null (ghost);
  g_clear_error (&error);

  /* What only staff may read is refused by the database itself. */
  HRT_TEST_CALL (result, hrt_catalog_load_product, web, 1);
  ghost = hrt_catalog_load_product_finish (web, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_ALLOWED);
}

static void
test_home_and_shelves (void)
{
  HrtCatalog *web = hrt_context_get_catalog (shop->web);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtHome) home = NULL;
  g_autoptr (GPtrArray) categories = NULL;
  g_autoptr (GPtrArray) brands = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  HRT_TEST_CALL (result, hrt_catalog_load_home, web, 8, 8);
  home = hrt_catalog_load_home_finish (web, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (home->featured->len, ==, 1);
  g_assert_cmpint (home->newest->len, ==, 2);
  g_assert_cmpint (home->categories->len, ==, 2);

  HRT_TEST_CALL (result, hrt_catalog_list_categories, web);
  categories = hrt_catalog_list_categories_finish (web, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (categories->len, ==, 3);
  g_assert_cmpint (((HrtCategory *) g_ptr_array_index (categories, 0))->n_products, ==, 1);
  g_assert_cmpint (((HrtCategory *) g_ptr_array_index (categories, 1))->depth, ==, 1);

  HRT_TEST_CALL (result, hrt_catalog_list_brands, web);
  brands = hrt_catalog_list_brands_finish (web, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (brands->len, ==, 2);

  HRT_TEST_CALL (result, hrt_catalog_list_search_documents, web, 0, 100);
  documents = hrt_catalog_list_search_documents_finish (web, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (documents->len, ==, 3); /* nothing that is not for sale */
}

static void
test_codes (void)
{
  HrtCatalog *catalog = hrt_context_get_catalog (shop->staff);
  static const struct
  {
    const char *code;
    gint64 variant;
  } cases[] = {
    { "8991234567891", 1 },
    { " 8991234567891\r\n", 1 },
    { "F310-TBS", 2 },
    { "f310-tbs", 2 },
    { "ST5", 3 },
    { "nothing", 0 },
    { "", 0 },
    { "'; drop table x; --", 0 },
    { "\xff\xff\xff\xff", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtVariant) variant = NULL;

      HRT_TEST_CALL (result, hrt_catalog_resolve_code, catalog, cases[i].code);
      variant = hrt_catalog_resolve_code_finish (catalog, result, &error);
      if (cases[i].variant == 0)
        {
          g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (variant->id, ==, cases[i].variant);
      g_assert_nonnull (variant->product_name);
    }
}

static HrtOutcome *
save (HrtProduct *draft, GError **error)
{
  HrtCatalog *catalog = hrt_context_get_catalog (shop->staff);
  g_autoptr (GAsyncResult) result = NULL;

  HRT_TEST_CALL (result, hrt_catalog_save_product, catalog, draft, shop->owner_id);
  return hrt_catalog_save_product_finish (catalog, result, error);
}

static void
test_save (void)
{
  g_autoptr (HrtProduct) draft = hrt_product_new ();
  HrtVariant *variant = hrt_variant_new ();
  g_autoptr (HrtOutcome) made = NULL;
  g_autoptr (HrtOutcome) refused = NULL;
  g_autoptr (HrtOutcome) changed = NULL;
  g_autoptr (HrtOutcome) late = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  /* A name that would break out of any language it is put into. */
  draft->name = g_strdup ("Ukulele '\"<b>&amp; \xe2\x80\xae kidal");
  draft->category_id = 2;
  draft->brand = g_strdup ("Merek Baru");
  draft->active = TRUE;
  refused = save (draft, &error);
  g_assert_no_error (error);
  g_assert_nonnull (hrt_outcome_find_refusal (refused, "no_variant"));

  draft->variants = g_ptr_array_new_with_free_func (g_object_unref);
  variant->sku = g_strdup ("UKE-1");
  variant->price = 350000;
  variant->active = TRUE;
  variant->barcodes = g_strdup ("036000291452");
  g_ptr_array_add (draft->variants, variant);
  made = save (draft, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (made));
  name = hrt_test_shop_query (shop, "select name from hrt.product order by id desc limit 1");
  g_assert_cmpstr (name, ==, draft->name);

  g_clear_object (&refused);
  refused = save (draft, &error); /* the same SKU again */
  g_assert_no_error (error);
  g_assert_nonnull (hrt_outcome_find_refusal (refused, "variant_sku_key"));

  g_clear_pointer (&draft->variants, g_ptr_array_unref);
  draft->id = made->id;
  draft->revision = made->revision;
  changed = save (draft, &error);
  g_assert_no_error (error);
  late = save (draft, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT);
}

static void
test_price (void)
{
  HrtCatalog *catalog = hrt_context_get_catalog (shop->staff);
  static const gint64 bad[] = { -1, G_MININT64, G_MAXINT64, 1000000000001 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) good = NULL;
  g_autoptr (HrtOutcome) nobody = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HrtOutcome) refused = NULL;

      HRT_TEST_CALL (result, hrt_catalog_set_price, catalog, 2, bad[i], shop->owner_id, 0);
      refused = hrt_catalog_set_price_finish (catalog, result, &error);
      g_assert_no_error (error);
      g_assert_nonnull (hrt_outcome_find_refusal (refused, "bad_price"));
    }
  HRT_TEST_CALL (result, hrt_catalog_set_price, catalog, 2, 1650000, shop->owner_id, 0);
  good = hrt_catalog_set_price_finish (catalog, result, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (good));

  HRT_TEST_CALL (result, hrt_catalog_set_price, catalog, 2, 1, 999, 0);
  nobody = hrt_catalog_set_price_finish (catalog, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_ALLOWED);
}

static HrtOutcome *
adjust (const char *key, gint64 quantity, const char *reason)
{
  HrtStock *stock = hrt_context_get_stock (shop->staff);
  g_autoptr (HrtStockMovement) draft = hrt_stock_movement_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  draft->variant_id = 1;
  draft->quantity = quantity;
  draft->reason = g_intern_string (reason);
  draft->staff_id = shop->owner_id;
  HRT_TEST_CALL (result, hrt_stock_adjust, stock, key, draft);
  outcome = hrt_stock_adjust_finish (stock, result, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
test_stock (void)
{
  HrtStock *stock = hrt_context_get_stock (shop->staff);
  g_autofree char *key = hrt_uuid_new ();
  static const gint64 bad[] = { 0, -11, G_MAXINT64, G_MININT64 };
  g_autoptr (HrtOutcome) first = adjust (key, 5, "receipt");
  g_autoptr (HrtOutcome) again = adjust (key, 5, "receipt");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) movements = NULL;
  g_autoptr (GPtrArray) levels = NULL;
  HrtStockMovement *newest;

  g_assert_cmpint (first->on_hand, ==, 15);
  g_assert_true (hrt_outcome_is_repeated (again));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *other = hrt_uuid_new ();
      g_autoptr (HrtOutcome) refused = adjust (other, bad[i] == -11 ? -16 : bad[i], "correction");

      g_assert_true (hrt_outcome_is_refused (refused));
      g_assert_cmpint (refused->refusals->len, >, 0);
    }
  HRT_TEST_CALL (result, hrt_stock_list_movements, stock, 1, 0, 0, 10);
  movements = hrt_stock_list_movements_finish (stock, result, NULL);
  g_assert_cmpint (movements->len, ==, 3);
  newest = g_ptr_array_index (movements, 0);
  g_assert_cmpint (newest->balance, ==, 15);
  g_assert_cmpstr (newest->staff_name, ==, "Ibu Pemilik");

  HRT_TEST_CALL (result, hrt_stock_load_levels, stock, 1);
  levels = hrt_stock_load_levels_finish (stock, result, NULL);
  g_assert_cmpint (((HrtStockLevel *) g_ptr_array_index (levels, 0))->available, ==, 15);
  hrt_test_shop_check (shop);
}

/* What @row stands for, worked out in the plain way. */
static gint64
sum_ledger (const HrtStockMovement *row)
{
  g_autofree char *sql = g_strdup_printf (
      "select sum(quantity) from hrt.stock_movement where variant_id = %" G_GINT64_FORMAT
      " and location_id = %" G_GINT64_FORMAT " and id <= %" G_GINT64_FORMAT,
      row->variant_id, row->location_id, row->id);
  g_autofree char *sum = hrt_test_shop_query (shop, sql);

  return g_ascii_strtoll (sum, NULL, 10);
}

/* Walks through all pages; returns the number of rows. */
static guint
compare_balances (gint64 product_id, gint64 variant_id, guint page)
{
  guint n_rows = 0;
  gint64 before = 0;
  guint n;

  do
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) movements = NULL;
      g_autoptr (GError) error = NULL;
      HrtStock *stock = hrt_context_get_stock (shop->staff);

      HRT_TEST_CALL (result, hrt_stock_list_movements, stock, product_id, variant_id, before, page);
      movements = hrt_stock_list_movements_finish (stock, result, &error);
      g_assert_no_error (error);
      n = movements->len;
      for (guint i = 0; i < n; i++)
        {
          HrtStockMovement *row = g_ptr_array_index (movements, i);

          g_assert_true (before == 0 || row->id < before);
          g_assert_cmpint (row->balance, ==, sum_ledger (row));
          before = row->id;
        }
      n_rows += n;
    }
  while (n == page);
  return n_rows;
}

static void
test_balances (void)
{
  static const guint pages[] = { 1, 7, 100 };
  g_autofree char *n_of_product = NULL;
  g_autofree char *n_of_variant = NULL;

  hrt_test_database_exec (
      shop->database,
      "insert into hrt.location (code, name) values ('gudang', 'Gudang');"
      "insert into hrt.stock_movement (variant_id, location_id, quantity, reason)"
      " select 1 + g % 2, (select case g % 3 when 0 then max(id) else min(id) end from"
      " hrt.location), 1 + g * g % 17, 'found' from generate_series(1, 60) g;"
      "insert into hrt.stock_level as s (variant_id, location_id, on_hand)"
      " select variant_id, location_id, sum(quantity) from hrt.stock_movement group by 1, 2"
      " on conflict (variant_id, location_id) do update set on_hand = excluded.on_hand");
  n_of_product = hrt_test_shop_query (
      shop, "select count(*) from hrt.stock_movement m join hrt.variant v on v.id = m.variant_id"
            " where v.product_id = 1");
  n_of_variant =
      hrt_test_shop_query (shop, "select count(*) from hrt.stock_movement where variant_id = 2");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_assert_cmpuint (compare_balances (1, 0, pages[i]), ==, strtoul (n_of_product, NULL, 10));
      g_assert_cmpuint (compare_balances (0, 2, pages[i]), ==, strtoul (n_of_variant, NULL, 10));
    }
  hrt_test_shop_check (shop);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  g_test_add_func ("/catalog/find", test_find);
  g_test_add_func ("/catalog/facets", test_facets);
  g_test_add_func ("/catalog/load", test_load);
  g_test_add_func ("/catalog/home-and-shelves", test_home_and_shelves);
  g_test_add_func ("/catalog/codes", test_codes);
  g_test_add_func ("/catalog/save", test_save);
  g_test_add_func ("/catalog/price", test_price);
  g_test_add_func ("/catalog/stock", test_stock);
  g_test_add_func ("/catalog/balances", test_balances);
  status = g_test_run ();
  hrt_test_shop_free (shop);
  return status;
}
