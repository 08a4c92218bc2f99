/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The small shop of the model's tests.
 */

#include "hrt-test-shop.h"

#include <glib/gstdio.h>

#include "model/base/hrt-uuid.h"
#include "model/people/hrt-people.h"
#include "model/sales/hrt-sales.h"
#include "model/shop/hrt-shop.h"

static const char goods[] =
    "insert into hrt.category (id, parent_id, slug, name_id, name_en, position) overriding system "
    "value values"
    " (1, null, 'gitar', 'Gitar', 'Guitars', 1), (2, 1, 'gitar-akustik', 'Gitar Akustik', "
    "'Acoustic guitars', 1),"
    " (3, null, 'drum', 'Drum', 'Drums', 2);"
    "insert into hrt.brand (id, slug, name) overriding system value values (1, 'yamaha', "
    "'Yamaha'), (2, 'pearl', 'Pearl');"
    "insert into hrt.product (id, slug, name, brand_id, category_id, model, featured, active, "
    "description_id) overriding system value values"
    " (1, 'gitar-akustik-f310', 'Gitar Akustik F310', 1, 2, 'F310', true, true, 'Gitar untuk "
    "mulai'),"
    " (2, 'drum-stage', 'Drum ''Stage'' <Kit> & \"more\"', 2, 3, 'ST-5', false, true, ''),"
    " (3, 'hantu', 'Hantu', null, 3, '', false, false, '');"
    "insert into hrt.variant (id, product_id, sku, name, price, compare_at_price, weight_g, "
    "position) overriding system value values"
    " (1, 1, 'F310-NAT', 'Natural', 1500000, 1750000, 3200, 0), (2, 1, 'F310-TBS', 'Tobacco', "
    "1600000, null, 3200, 1),"
    " (3, 2, 'ST5', '', 7000000, null, 42000, 0), (4, 3, 'GHOST', '', 1000, null, 1, 0);"
    "insert into hrt.barcode (code, variant_id) values ('8991234567891', 1);"
    "insert into hrt.variant_cost values (1, 900000);"
    "insert into hrt.stock_level select v.id, 1, n from (values (1, 10), (2, 5), (3, 1), (4, 1)) v "
    "(id, n);"
    "insert into hrt.stock_movement (variant_id, location_id, quantity, reason)"
    " select variant_id, location_id, on_hand, 'opening' from hrt.stock_level;"
    "delete from hrt.shipping_service;"
    "insert into hrt.shipping_service (id, code, courier, name, is_pickup, base_price, "
    "price_per_kg) overriding system value values"
    " (1, 'pickup', '', 'Ambil di toko', true, 0, 0), (2, 'jne-reg', 'JNE', 'REG', false, 0, "
    "12000);"
    "select setval('hrt.product_id_seq', 100); select setval('hrt.variant_id_seq', 100);"
    "select setval('hrt.brand_id_seq', 100); select setval('hrt.category_id_seq', 100);";

static void
set_up (HrtTestShop *self)
{
  g_autoptr (HrtStaff) draft = hrt_staff_new ();
  g_autoptr (HrtStaff) owner = NULL;
  g_autoptr (HrtShopProfile) profile = hrt_shop_profile_new ();
  g_autoptr (HrtTill) till = NULL;
  g_autoptr (HrtOutcome) opened = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hrt_uuid_new ();
  HrtShop *shop = hrt_context_get_shop (self->staff);
  HrtSales *sales = hrt_context_get_sales (self->staff);

  hrt_entity_set_text (draft, "login", "owner");
  hrt_entity_set_text (draft, "name", "Ibu Pemilik");
  hrt_entity_set_text (profile, "name", "Toko Uji");
  hrt_entity_set_text (profile, "bank_account", "1234567890"); /* else no transfer is taken */
  HRT_TEST_CALL (result, hrt_shop_set_up, shop, profile, draft, HRT_TEST_PASSWORD);
  owner = hrt_shop_set_up_finish (shop, result, &error);
  g_assert_no_error (error);
  self->owner_id = owner->id;

  HRT_TEST_CALL (result, hrt_sales_find_till, sales, "till-1", "Kasir", self->owner_id);
  till = hrt_sales_find_till_finish (sales, result, &error);
  g_assert_no_error (error);
  self->till_id = till->id;

  HRT_TEST_CALL (result, hrt_sales_open_shift, sales, key, self->till_id, self->owner_id, 200000);
  opened = hrt_sales_open_shift_finish (sales, result, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (opened));
  self->shift_id = opened->shift_id;
}

HrtTestShop *
hrt_test_shop_new (void)
{
  HrtTestShop *self = g_new0 (HrtTestShop, 1);
  g_autofree char *staff = NULL;
  g_autofree char *web = NULL;

  g_setenv ("HRT_TEST_CHEAP_HASH", "1", TRUE);
  self->database = hrt_test_database_new ();
  self->data_dir = g_dir_make_tmp ("hrt-shop-XXXXXX", NULL);
  hrt_test_database_exec (self->database, goods);
  staff = hrt_test_database_dup_conninfo (self->database, "hrt_staff");
  web = hrt_test_database_dup_conninfo (self->database, "hrt_web");
  self->staff = hrt_context_new (staff, self->data_dir);
  self->web = hrt_context_new (web, self->data_dir);
  set_up (self);
  return self;
}

static void
close_context (HrtContext *context)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_context_close_async (context, hrt_test_store_result, &result);
  hrt_test_await (&result);
  hrt_context_close_finish (context, result, NULL);
  g_object_unref (context);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
hrt_test_shop_free (HrtTestShop *self)
{
  close_context (self->web);
  close_context (self->staff);
  hrt_test_database_free (self->database);
  remove_tree (self->data_dir);
  g_free (self->data_dir);
  g_free (self);
}

char *
hrt_test_shop_query (HrtTestShop *self, const char *sql)
{
  return hrt_test_database_query (self->database, sql);
}

void
hrt_test_shop_check (HrtTestShop *self)
{
  g_autofree char *wrong =
      hrt_test_database_query (self->database,
                               "select string_agg(c::text, '; ') from hrt.check_invariants() c "
                               "where c.invariant <> 'journal_unsealed'");

  g_assert_cmpstr (wrong, ==, NULL);
}
