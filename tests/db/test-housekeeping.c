/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a running shop does by itself, in two processes' worth of it at once; and what becomes of
 * sales whose journal file cannot be written.
 */

#include <glib/gstdio.h>

#include "model/base/hrt-uuid.h"
#include "model/pg/hrt-journal-file.h"
#include "model/sales/hrt-sales.h"
#include "model/shop/hrt-housekeeping.h"
#include "tests/lib/hrt-test-shop.h"

static HrtTestShop *shop;

static HrtOutcome *
sell (void)
{
  g_autofree char *key = hrt_uuid_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtSales *sales = hrt_context_get_sales (shop->staff);
  HrtSale *sale = hrt_sale_new (key, shop->till_id, shop->shift_id, shop->owner_id);
  HrtOutcome *outcome;

  hrt_sale_add_line (sale, 1, 1, 1500000);
  hrt_sale_add_tender (sale, "cash", 0, 1500000);
  HRT_TEST_CALL (result, hrt_sales_sell, sales, sale);
  outcome = hrt_sales_sell_finish (sales, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome->outcome, ==, "sold");
  return outcome;
}

static void
count (gpointer source, guint *n)
{
  (*n)++;
}

static gboolean
on_record (const HrtJournalRecord *record, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (record->payload));
  return TRUE;
}

static gboolean
has_sale (GPtrArray *payloads, HrtOutcome *sale)
{
  for (guint i = 0; i < payloads->len; i++)
    if (strstr (g_ptr_array_index (payloads, i), sale->number) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_journal_well (gpointer sales)
{
  return hrt_sales_get_journal_error (sales) == NULL;
}

/* A plain file where the folder should be: as good as a full disk. */
static void
test_journal_blocked (void)
{
  HrtSales *sales = hrt_context_get_sales (shop->staff);
  g_autofree char *path = g_build_filename (shop->data_dir, "journal", NULL);
  g_autoptr (HrtOutcome) first = NULL;
  g_autoptr (HrtOutcome) second = NULL;
  g_autoptr (HrtOutcome) third = NULL;
  g_autoptr (GPtrArray) payloads = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) problems = NULL;
  guint n_changes = 0;
  gulong handler = g_signal_connect (sales, "journal-changed", G_CALLBACK (count), &n_changes);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  first = sell ();
  g_assert_nonnull (hrt_sales_get_journal_error (sales));
  g_assert_cmpint (hrt_sales_get_journal_error (sales)->domain, ==, HRT_JOURNAL_ERROR);
  second = sell ();
  g_assert_cmpuint (n_changes, ==, 2);

  g_assert_cmpint (g_unlink (path), ==, 0);
  third = sell ();
  g_assert_true (hrt_test_wait (is_journal_well, sales, 5000));
  problems = hrt_journal_read_all (shop->data_dir, on_record, payloads);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (has_sale (payloads, first) && has_sale (payloads, second) &&
                 has_sale (payloads, third));
  g_signal_handler_disconnect (sales, handler);
}

static gboolean
are_jobs_done (gpointer unused)
{
  g_autofree char *left = hrt_test_shop_query (
      shop,
      "select (select count(*) from hrt.journal j where not exists (select from"
      " hrt.journal_seal s where s.journal_id = j.id))"
      " + (select count(*) from hrt.sales_order where status = 'placed' and expires_at < now())"
      " + (select count(*) from hrt.session where expires_at < now())");

  return g_str_equal (left, "0");
}

static void
make_work (void)
{
  g_autoptr (HrtOutcome) sold = sell ();
  g_autofree char *none = hrt_test_shop_query (
      shop,
      "insert into hrt.session (id_hash, csrf_token, language, expires_at)"
      " values (sha256('old'), sha256('t'), 'id', now() - interval '1 hour') returning language");
  g_autofree char *order = hrt_test_shop_query (
      shop, "select outcome from hrt.place_order(jsonb_build_array(jsonb_build_object("
            "'key', gen_random_uuid(), 'lines', '[{\"variant_id\": 2, \"quantity\": 1}]'::jsonb,"
            " 'contact_name', 'Siti', 'contact_phone', '+6281234567890', 'contact_email',"
            " 'siti@example.com', 'shipping_service_id', 1, 'payment_method', 'pay_at_pickup',"
            " 'expected_total', 1600000, 'language', 'id')))");

  g_test_message ("order: %s", order);
  g_assert_cmpstr (order, ==, "placed");
  hrt_test_database_exec (shop->database, "update hrt.sales_order set expires_at = now() - "
                                          "interval '1 minute' where status = 'placed'");
  g_assert_false (are_jobs_done (NULL));
}

static void
test_together (void)
{
  g_autoptr (HrtHousekeeping) one = hrt_housekeeping_new (shop->staff);
  g_autoptr (HrtHousekeeping) other = hrt_housekeeping_new (shop->staff);
  g_autofree char *status = NULL;

  make_work ();
  for (guint i = 0; i < 3; i++)
    {
      hrt_housekeeping_run_due (one);
      hrt_housekeeping_run_due (other);
    }
  g_assert_true (hrt_test_wait (are_jobs_done, NULL, 10000));
  status = hrt_test_shop_query (shop, "select status from hrt.sales_order where channel = 'web'");
  g_assert_cmpstr (status, ==, "expired");
  hrt_test_shop_check (shop);
}

static void
end_sessions (guint n)
{
  g_autofree char *sql = g_strdup_printf (
      "insert into hrt.session (id_hash, csrf_token, language, expires_at)"
      " select sha256(gen_random_uuid()::text::bytea), sha256('t'), 'id', now() - interval '1 hour'"
      " from generate_series(1, %u)",
      n);

  hrt_test_database_exec (shop->database, sql);
}

static gboolean
is_left (gpointer n_sessions)
{
  g_autofree char *left =
      hrt_test_shop_query (shop, "select count(*) from hrt.session where expires_at < now()");

  return g_str_equal (left, n_sessions);
}

/* Too many for one portion: the next minute goes on, and only then an hour passes. */
static void
test_sweep (void)
{
  g_autoptr (HrtHousekeeping) keep = hrt_housekeeping_new (shop->staff);

  end_sessions (5007);
  hrt_housekeeping_run_due (keep);
  g_assert_true (hrt_test_wait (is_left, (gpointer) "7", 10000));
  hrt_test_run_loop (500); /* the answer is here, too */
  hrt_housekeeping_run_due (keep);
  g_assert_true (hrt_test_wait (is_left, (gpointer) "0", 10000));
  hrt_test_run_loop (500);
  end_sessions (1);
  hrt_housekeeping_run_due (keep);
  hrt_test_run_loop (500);
  g_assert_true (is_left ((gpointer) "1"));
}

typedef struct
{
  HrtContext *context;
  HrtHousekeeping *keep;
} Place;

/* A process of its own, at three in the night. */
static void
place_init (Place *place, const char *folder, gint64 now)
{
  g_autoptr (HrtPgPool) pool = hrt_test_database_new_pool (shop->database, "hrt_staff");
  g_autoptr (HrtClock) clock = hrt_clock_new_fixed (now);
  g_autofree char *owner = hrt_test_database_dup_conninfo (shop->database, "hrt_owner");
  g_autofree char *pg_dump = g_find_program_in_path ("pg_dump");

  g_assert_nonnull (pg_dump);
  place->context = hrt_context_new_full (pool, NULL, clock, shop->data_dir);
  place->keep = hrt_housekeeping_new (place->context);
  hrt_housekeeping_set_backup (place->keep, pg_dump, owner, folder, 2);
  hrt_housekeeping_set_nightly (place->keep, TRUE);
  hrt_housekeeping_start (place->keep);
}

static void
place_clear (Place *place)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_housekeeping_stop (place->keep);
  hrt_context_close_async (place->context, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_object_unref (place->keep);
  g_object_unref (place->context);
}

static guint
count_backups (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, "hurtrock-");
  return n;
}

static gboolean
has_backup (gpointer keep)
{
  gint64 time;

  return hrt_housekeeping_get_last_backup (keep, &time) != NULL && time != 0;
}

static gboolean
is_idle (gpointer keep)
{
  return !hrt_housekeeping_is_backing_up (keep);
}

static gint64
next_night (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Jakarta");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) night =
      g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                       g_date_time_get_day_of_month (tomorrow), 3, 0, 0);

  return g_date_time_to_unix (night) * G_USEC_PER_SEC;
}

static void
test_backup (void)
{
  g_autofree char *folder = g_build_filename (shop->data_dir, "backups", NULL);
  g_autofree char *latest = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *blocked = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Place one, other;
  gint64 time;

  hrt_test_database_exec (shop->database,
                          "update hrt.sales_order set placed_at = placed_at - interval '1 hour'");
  place_init (&one, folder, next_night ());
  place_init (&other, folder, next_night ());
  hrt_test_run_loop (200); /* the folder has been looked at */
  hrt_housekeeping_run_due (one.keep);
  hrt_housekeeping_run_due (other.keep);
  /* Whoever came second asks again ten seconds later, and finds the first one's. */
  g_assert_true (hrt_test_wait (has_backup, one.keep, 30000));
  g_assert_true (hrt_test_wait (has_backup, other.keep, 30000));
  g_assert_true (hrt_test_wait (is_idle, one.keep, 30000));
  g_assert_true (hrt_test_wait (is_idle, other.keep, 30000));
  g_assert_cmpuint (count_backups (folder), ==, 1);
  g_assert_no_error (hrt_housekeeping_get_backup_error (one.keep));
  g_assert_no_error (hrt_housekeeping_get_backup_error (other.keep));

  /* Asked for: always; the oldest goes. */
  for (guint i = 0; i < 3; i++)
    {
      g_free (asked);
      hrt_clock_advance (hrt_context_get_clock (one.context),
                         G_USEC_PER_SEC); /* names have seconds */
      g_clear_object (&result);
      hrt_housekeeping_back_up_async (one.keep, hrt_test_store_result, &result);
      g_assert_true (hrt_housekeeping_is_backing_up (one.keep));
      hrt_test_await (&result);
      asked = hrt_housekeeping_back_up_finish (one.keep, result, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (hrt_housekeeping_get_last_backup (one.keep, &time), ==, asked);
  g_assert_cmpuint (count_backups (folder), ==, 2);

  /* A folder that cannot be: the reason is kept for the preferences. */
  blocked = g_build_filename (asked, "manifest.json", "no", NULL);
  hrt_housekeeping_set_backup (one.keep, "pg_dump", "dbname=none", blocked, 2);
  g_clear_object (&result);
  hrt_housekeeping_back_up_async (one.keep, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_null (hrt_housekeeping_back_up_finish (one.keep, result, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (hrt_housekeeping_get_backup_error (one.keep));
  place_clear (&one);
  place_clear (&other);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  g_test_add_func ("/housekeeping/journal-blocked", test_journal_blocked);
  g_test_add_func ("/housekeeping/sweep", test_sweep);
  g_test_add_func ("/housekeeping/together", test_together);
  g_test_add_func ("/housekeeping/backup", test_backup);
  status = g_test_run ();
  hrt_test_shop_free (shop);
  return status;
}
