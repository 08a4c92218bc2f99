/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The sample shop: whole, healthy, the same every time, and never made over a shop that has goods
 * of its own.
 */

#include "model/shop/hrt-sample.h"

#include <glib/gstdio.h>

#include "model/catalog/hrt-image-store.h"
#include "model/catalog/hrt-search.h"
#include "model/shop/hrt-sample-files.h"
#include "tests/lib/hrt-test-cluster.h"

/* What does not depend on the day: goods, stock, and how often what was sold. */
#define CONTENT_SQL                                                                               \
  "select md5(string_agg(t, '|' order by t)) from ("                                              \
  " select concat_ws(',', v.sku, v.price, v.weight_g, b.code, s.on_hand, c.cost, i.hash) as t "   \
  "from hrt.variant v"                                                                            \
  "  join hrt.barcode b on b.variant_id = v.id join hrt.stock_level s on s.variant_id = v.id"     \
  "  join hrt.variant_cost c on c.variant_id = v.id left join hrt.image i on i.variant_id = v.id" \
  " union all select concat_ws(',', key, total, tax, status, payment_status, fulfilment_status) " \
  "from hrt.sales_order"                                                                          \
  " union all select concat_ws(',', slug, name, description_id, description_en, specification) "  \
  "from hrt.product) u"

static gboolean
create (HrtTestDatabase *database, const HrtSampleOptions *options, gboolean plain, GError **error)
{
  g_autofree char *owner = hrt_test_database_dup_conninfo (database, "hrt_owner");
  g_autoptr (GAsyncResult) result = NULL;

  if (plain)
    hrt_sample_create_async (owner, g_get_tmp_dir (), NULL, hrt_test_store_result, &result);
  else
    hrt_sample_create_with_async (owner, g_get_tmp_dir (), options, NULL, hrt_test_store_result,
                                  &result);
  hrt_test_await (&result);
  return hrt_sample_create_finish (result, error);
}

static void
assert_answer (HrtTestDatabase *database, const char *sql, const char *expected)
{
  g_autofree char *answer = hrt_test_database_query (database, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static gint64
number (HrtTestDatabase *database, const char *sql)
{
  g_autofree char *answer = hrt_test_database_query (database, sql);

  return g_ascii_strtoll (answer, NULL, 10);
}

static void
assert_healthy (HrtTestDatabase *database)
{
  g_autofree char *faults =
      hrt_test_database_query (database, "select string_agg(concat_ws(': ', invariant, subject, "
                                         "detail), E'\\n') from hrt.check_invariants()");

  g_assert_null (faults);
}

static void
on_progress (HrtSampleStep step, double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_whole (void)
{
  g_autoptr (HrtTestDatabase) one = hrt_test_database_new ();
  g_autoptr (HrtTestDatabase) two = hrt_test_database_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *other = NULL;
  double last = 0;
  HrtSampleOptions options = { .without_pictures = TRUE,
                               .progress = on_progress,
                               .progress_data = &last };
  gint64 started = g_get_monotonic_time ();

  g_assert_true (create (one, &options, FALSE, &error));
  g_assert_no_error (error);
  g_test_message ("made in %.2f s", (g_get_monotonic_time () - started) / 1e6);
  g_assert_cmpfloat (last, ==, 1);
  assert_healthy (one);

  g_assert_cmpint (number (one, "select count(*) from hrt.product"), >=, 140);
  g_assert_cmpint (number (one, "select count(*) from hrt.variant"), >=, 260);
  g_assert_cmpint (number (one, "select count(*) from hrt.sales_order where channel = 'till'"), >=,
                   400);
  g_assert_cmpint (number (one, "select count(*) from hrt.sales_order where channel = 'web'"), >=,
                   60);
  g_assert_cmpint (number (one, "select count(distinct fulfilment_status) from hrt.sales_order"),
                   ==, 6);
  g_assert_cmpint (number (one, "select count(distinct status) from hrt.sales_order"), ==, 5);
  g_assert_cmpint (number (one, "select count(*) from hrt.stock_level where on_hand = 0"), >=, 3);
  g_assert_cmpint (number (one, "select count(distinct role) from hrt.staff"), ==, 3);
  assert_answer (one,
                 "select count(*)::text from hrt.barcode where code <> hrt.ean13_of(left(code, 12))"
                 " or left(code, 2) not between '20' and '29'",
                 "0");
  assert_answer (one,
                 "select count(*)::text from hrt.variant v where not exists"
                 " (select from hrt.image i where i.variant_id = v.id)",
                 "0");
  assert_answer (
      one,
      "select count(*)::text from hrt.staff where password_hash <> '!' or pin_hash is not null",
      "0");
  assert_answer (one, "select count(*)::text from hrt.customer where password_hash is not null",
                 "0");
  assert_answer (one, "select count(*)::text from hrt.outbox where done_at is null", "0");
  assert_answer (one, "select count(*)::text from hrt.till_shift where closed_at is null", "0");
  assert_answer (one,
                 "select count(*)::text from hrt.sales_order where placed_at > now()"
                 " or placed_at < now() - interval '95 days'",
                 "0");
  assert_answer (one, "select count(*)::text from hrt.order_event where at > now()", "0");

  /* Stopped before the past was made, and taken up again: the same shop. */
  last = 0;
  options.without_history = TRUE;
  g_assert_true (create (two, &options, FALSE, &error));
  assert_answer (two, "select count(*)::text from hrt.sales_order", "0");
  options.without_history = FALSE;
  last = 0;
  g_assert_true (create (two, &options, FALSE, &error));
  content = hrt_test_database_query (one, CONTENT_SQL);
  other = hrt_test_database_query (two, CONTENT_SQL);
  g_assert_cmpstr (content, ==, other);
}

typedef struct
{
  const char *query;
  const char *shelves; /* of the first hits: slugs begin like one of these */
  guint n_first;
} KindRow;

/* What a customer means, in either language, and how many of it there are at least. */
static const KindRow kind_rows[] = {
  { "guitar", "gitar", 20 },
  { "guitars", "gitar", 20 },
  { "gitar", "gitar", 20 },
  { "gitr", "gitar", 10 },
  { "gitar listrik", "gitar-elektrik", 8 },
  { "electric guitar", "gitar-elektrik", 8 },
  { "acoustic guitar", "gitar-akustik", 6 },
  { "violin", "biola", 2 },
  { "biola", "biola", 2 },
  { "bass", "bass-elektrik", 8 },
  { "drum", "drum-akustik drum-elektrik", 6 },
  { "keyboard", "keyboard", 5 },
  { "piano", "piano-digital", 5 },
  { "mic", "mikrofon", 6 },
  { "guitar strings", "senar", 5 },
  { "senar gitar", "senar", 5 },
  { "stand gitar", "stand", 1 },
  { "guitar amp", "ampli-gitar", 5 },
  { "efek gitar", "efek-gitar", 8 },
  { "drumstick", "stik-drum", 2 },
};

static gboolean
is_ready (gpointer search)
{
  return hrt_search_is_ready (search);
}

static gboolean
stands_on (const char *slug, char **shelves)
{
  for (guint i = 0; shelves[i] != NULL; i++)
    if (g_str_has_prefix (slug, shelves[i]))
      return TRUE;
  return FALSE;
}

static void
assert_kind_first (HrtTestDatabase *database, HrtSearch *search, const KindRow *row)
{
  g_autoptr (GArray) ids = hrt_search_find_products (search, row->query, row->n_first);
  g_auto (GStrv) shelves = g_strsplit (row->shelves, " ", -1);

  g_assert_cmpuint (ids->len, ==, row->n_first);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("select c.slug from hrt.product p join hrt.category c on c.id = "
                           "p.category_id where p.id = %" G_GINT64_FORMAT,
                           g_array_index (ids, gint64, i));
      g_autofree char *slug = hrt_test_database_query (database, sql);

      if (!stands_on (slug, shelves))
        g_error ("%s: hit %u is on the shelf %s", row->query, i + 1, slug);
    }
}

static guint
count_found (HrtSearch *search, const char *text)
{
  g_autoptr (GArray) ids = hrt_search_find_products (search, text, 10);

  return ids->len;
}

static gboolean
has_zebrano (gpointer search)
{
  return count_found (search, "zebrano") == 1;
}

/* What has changed since is found as the rest is, and comes before nothing that was meant. */
static void
assert_changed_found (HrtTestDatabase *database, HrtSearch *search)
{
  hrt_test_database_exec (
      database,
      "update hrt.product p set name = 'Zebrano ' || p.name, revision = nextval('hrt.revision_seq')"
      " from hrt.category c where c.id = p.category_id and c.slug = 'stand' and p.name like "
      "'%Stand Gitar%'; select pg_notify('hrt_product', id::text) from hrt.product where name like "
      "'Zebrano%'");
  g_assert_true (hrt_test_wait (has_zebrano, search, 20000));
  g_assert_cmpuint (count_found (search, "zebrno"), ==, 1);
  g_assert_cmpuint (count_found (search, "zebrano xqxqxq"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++)
    assert_kind_first (database, search, &kind_rows[i]);
}

static void
test_kinds_found (void)
{
  g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
  g_autofree char *web = hrt_test_database_dup_conninfo (database, "hrt_web");
  g_autoptr (HrtContext) context = hrt_context_new (web, g_get_tmp_dir ());
  g_autoptr (HrtSearch) search = hrt_search_new (context);
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  HrtSampleOptions options = { .without_pictures = TRUE };

  g_assert_true (create (database, &options, FALSE, &error));
  g_assert_no_error (error);
  hrt_context_start (context);
  hrt_search_start (search);
  g_assert_true (hrt_test_wait (is_ready, search, 20000));
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++)
    assert_kind_first (database, search, &kind_rows[i]);
  assert_changed_found (database, search);
  hrt_context_close_async (context, hrt_test_store_result, &closed);
  hrt_test_await (&closed);
}

static void
test_many (void)
{
  g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
  g_autoptr (HrtTestDatabase) again = hrt_test_database_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *indexes =
      hrt_test_database_query (database,
                               "select count(*)::text from pg_indexes where schemaname = 'hrt'");
  g_autofree char *keys =
      hrt_test_database_query (database, "select count(*)::text from pg_constraint");
  HrtSampleOptions options = {
    .n_products = 3000, .seed = 7, .without_pictures = TRUE, .without_history = TRUE
  };

  g_assert_true (create (database, &options, FALSE, &error));
  g_assert_no_error (error);
  assert_answer (database, "select count(*)::text from hrt.product", "3000");
  assert_answer (database, "select count(*)::text from pg_indexes where schemaname = 'hrt'",
                 indexes);
  assert_answer (database, "select count(*)::text from pg_constraint", keys);
  assert_answer (
      database, "select count(*)::text from hrt.barcode where code <> hrt.ean13_of(left(code, 12))",
      "0");
  assert_healthy (database);

  /* The rest to another total, and nothing when there is enough. */
  options.n_products = 3500;
  g_assert_true (create (database, &options, FALSE, &error));
  assert_answer (database, "select count(*)::text from hrt.product", "3500");
  g_assert_true (create (database, &options, FALSE, &error));
  assert_answer (database, "select count(*)::text from hrt.product", "3500");

  g_assert_true (create (again, &options, FALSE, &error));
  assert_answer (again, "select count(*)::text from hrt.product", "3500");
}

static void
test_other_shop (void)
{
  g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
  g_autoptr (GError) error = NULL;

  hrt_test_database_exec (
      database, "insert into hrt.category (slug, name_id, name_en) values ('a', 'A', 'A');"
                "insert into hrt.product (slug, name, category_id) values ('mine', 'Mine', 1);"
                "insert into hrt.variant (product_id, sku, price) values (1, 'M', 1000)");
  g_assert_true (create (database, NULL, TRUE, &error));
  g_assert_no_error (error);
  assert_answer (database, "select count(*)::text from hrt.product", "1");
  assert_answer (database, "select sample::text from hrt.shop_profile", "false");

  g_assert_false (create (database, NULL, FALSE, &error));
  g_assert_error (error, HRT_SAMPLE_ERROR, HRT_SAMPLE_ERROR_NOT_EMPTY);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
test_pictures (void)
{
  g_autofree char *tmp = g_dir_make_tmp ("hrt-sample-XXXXXX", NULL);
  g_autofree char *images = g_build_filename (tmp, "images", NULL);
  g_autofree char *data = g_build_filename (tmp, "data", NULL);
  g_autofree char *copies = g_build_filename (data, "images", NULL);
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *sample =
      g_strdup_printf ("{\"picture\": \"%s\", \"x\": {\"picture\": \"%s\"}}", hash, hash);
  g_autoptr (HrtImageStore) store = hrt_image_store_new (images);
  g_autoptr (HrtImageStore) copied = hrt_image_store_new (copies);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 40);
  g_autofree char *path = hrt_image_store_dup_path (copied, hash, 640, "webp");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0xe67e3fff);
  g_assert_true (hrt_image_store_write_sizes (store, hash, pixbuf, &error));
  hrt_sample_files_copy_async (tmp, sample, data, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_true (hrt_sample_files_copy_finish (result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  sample[15] = 'b';
  hrt_sample_files_copy_async (tmp, sample, data, NULL, hrt_test_store_result, &missing);
  hrt_test_await (&missing);
  g_assert_false (hrt_sample_files_copy_finish (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  remove_tree (tmp);
}

/* A package carries one size: the shop gets all eight files, and nothing is blown up. */
static void
test_small_pictures (void)
{
  g_autofree char *tmp = g_dir_make_tmp ("hrt-sample-XXXXXX", NULL);
  g_autofree char *images = g_build_filename (tmp, "images", NULL);
  g_autofree char *data = g_build_filename (tmp, "data", NULL);
  g_autofree char *copies = g_build_filename (data, "images", NULL);
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *sample = g_strdup_printf ("{\"picture\": \"%s\"}", hash);
  g_autoptr (HrtImageStore) store = hrt_image_store_new (images);
  g_autoptr (HrtImageStore) copied = hrt_image_store_new (copies);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 640);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *extensions[] = { "webp", "jpg" };

  gdk_pixbuf_fill (pixbuf, 0xe67e3fff);
  g_assert_true (hrt_image_store_write_sizes (store, hash, pixbuf, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (hrt_image_widths); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (extensions); k++)
      {
        g_autofree char *path =
            hrt_image_store_dup_path (store, hash, hrt_image_widths[i], extensions[k]);

        if (hrt_image_widths[i] != 640 || k != 0)
          g_assert_cmpint (g_remove (path), ==, 0);
      }
  hrt_sample_files_copy_async (tmp, sample, data, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_true (hrt_sample_files_copy_finish (result, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (hrt_image_widths); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (extensions); k++)
      {
        g_autofree char *path =
            hrt_image_store_dup_path (copied, hash, hrt_image_widths[i], extensions[k]);
        g_autoptr (GFile) file = g_file_new_for_path (path);
        g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
        g_autoptr (GdkPixbuf) made = NULL;
        int width, height;

        g_assert_no_error (error);
        made = hrt_image_codec_decode (bytes, &width, &height, &error);
        g_assert_no_error (error);
        g_assert_nonnull (made);
        g_assert_cmpint (width, ==, MIN (hrt_image_widths[i], 640));
      }
  remove_tree (tmp);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/whole", test_whole);
  g_test_add_func ("/sample/kinds-found", test_kinds_found);
  g_test_add_func ("/sample/many", test_many);
  g_test_add_func ("/sample/other-shop", test_other_shop);
  g_test_add_func ("/sample/pictures", test_pictures);
  g_test_add_func ("/sample/small-pictures", test_small_pictures);
  return g_test_run ();
}
