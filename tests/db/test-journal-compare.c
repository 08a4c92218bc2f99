/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Acknowledged sales are deleted from the database behind its back; the comparison brings them back
 * or names them.
 */

#define G_LOG_DOMAIN "hrt-test"

#include <glib/gstdio.h>
#include <string.h>

#include "model/pg/hrt-journal-file.h"
#include "model/sales/hrt-journal-compare.h"
#include "tests/lib/hrt-test-cluster.h"

static const char shop[] =
    "insert into hrt.category (slug, name_id, name_en) values ('gitar', 'Gitar', 'Guitars');"
    "insert into hrt.product (slug, name, category_id) select 'g', 'Gitar', id from hrt.category;"
    "insert into hrt.variant (product_id, sku, price) select id, 'G-1', 1500000 from hrt.product;"
    "insert into hrt.stock_level select v.id, l.id, 100 from hrt.variant v, hrt.location l;"
    "insert into hrt.stock_movement (variant_id, location_id, quantity, reason)"
    " select variant_id, location_id, 100, 'opening' from hrt.stock_level;"
    "insert into hrt.staff (login, name, role, password_hash) values ('ani', 'Ani', 'cashier', '');"
    "insert into hrt.till (code, name) values ('1', 'Kasir');"
    "insert into hrt.till_shift (key, till_id, opened_by, opening_float)"
    " select gen_random_uuid(), t.id, s.id, 0 from hrt.till t, hrt.staff s;";

static const char sale_of[] =
    "select jsonb_build_object('key', gen_random_uuid(), 'till_id', f.till_id, 'shift_id', f.id,"
    " 'staff_id', f.opened_by, 'location_id', l.id, 'lines', jsonb_build_array(jsonb_build_object("
    "'variant_id', v.id, 'quantity', 2, 'unit_price', v.price)), 'tenders', jsonb_build_array("
    "jsonb_build_object('method', 'cash', 'amount', v.price * 2, 'tendered', v.price * 2)))::text"
    " from hrt.variant v, hrt.location l, hrt.till_shift f";

typedef struct
{
  char *dir;
  HrtTestDatabase *database;
  HrtPgPool *pool;
  HrtJournalFile *journal;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("hrt-compare-XXXXXX", NULL);
  fixture->database = hrt_test_database_new ();
  fixture->pool = hrt_test_database_new_pool (fixture->database, "hrt_owner");
  fixture->journal = hrt_journal_file_new (fixture->dir);
  hrt_test_database_exec (fixture->database, shop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", fixture->dir, NULL };

  g_object_unref (fixture->journal);
  hrt_test_close_pool (fixture->pool);
  hrt_test_database_free (fixture->database);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  g_free (fixture->dir);
}

/* Sells, and writes the journal as HrtSales does. Gives the number. */
static char *
sell (Fixture *fixture)
{
  g_autofree char *sale = hrt_test_database_query (fixture->database, sale_of);
  g_autofree char *sql =
      g_strdup_printf ("select number || ' ' || (extract(epoch from placed_at) * 1000000)::bigint"
                       " || ' ' || skus from hrt.sell('[%s]')",
                       sale);
  g_autofree char *answer = hrt_test_database_query (fixture->database, sql);
  g_auto (GStrv) fields = g_strsplit (answer, " ", 3);
  g_autofree char *payload =
      hrt_journal_dup_sale (sale, fields[0], g_ascii_strtoll (fields[1], NULL, 10), fields[2]);
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  hrt_journal_file_append_async (fixture->journal, "sale", payload, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_true (hrt_journal_file_append_finish (fixture->journal, result, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (result);
  return g_strdup (fields[0]);
}

/* As if the last commits had never reached the disk. */
static void
lose (Fixture *fixture, const char *number)
{
  g_autofree char *sql =
      g_strdup_printf ("do $$ declare o bigint; q bigint; begin"
                       " select id into o from hrt.sales_order where number = '%s';"
                       " select sum(-quantity) into q from hrt.stock_movement where order_id = o;"
                       " delete from hrt.stock_movement where order_id = o;"
                       " update hrt.stock_level set on_hand = on_hand + q;"
                       " delete from hrt.payment where order_id = o; delete from hrt.drawer_entry "
                       "where order_id = o;"
                       " delete from hrt.order_line where order_id = o; delete from "
                       "hrt.order_event where order_id = o;"
                       " delete from hrt.journal where subject = '%s';"
                       " delete from hrt.sales_order where id = o; end $$",
                       number, number);

  hrt_test_database_exec (fixture->database, sql);
}

static char *
dup_picture (Fixture *fixture, const char *number)
{
  g_autofree char *sql = g_strdup_printf (
      "select concat_ws(' ', o.number, o.total, o.tax, o.placed_at, o.status, o.payment_status,"
      " (select on_hand from hrt.stock_level), (select sum(quantity) from hrt.stock_movement),"
      " (select sum(amount) from hrt.payment where order_id = o.id),"
      " (select sum(amount) from hrt.drawer_entry where order_id = o.id))"
      " from hrt.sales_order o where number = '%s'",
      number);

  return hrt_test_database_query (fixture->database, sql);
}

static HrtJournalComparison *
compare_files (Fixture *fixture, gboolean is_full)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  HrtJournalComparison *comparison;

  hrt_journal_compare_async (fixture->pool, fixture->dir, is_full, NULL, hrt_test_store_result,
                             &result);
  hrt_test_await (&result);
  comparison = hrt_journal_compare_finish (result, &error);
  g_assert_no_error (error);
  g_object_unref (result);
  return comparison;
}

static HrtJournalComparison *
compare (Fixture *fixture)
{
  return compare_files (fixture, FALSE);
}

static void
test_replayed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = sell (fixture);
  g_autofree char *first = sell (fixture);
  g_autofree char *second = sell (fixture);
  g_autofree char *before = dup_picture (fixture, second);
  g_autofree char *after = NULL;
  g_autoptr (HrtJournalComparison) found = NULL;
  g_autoptr (HrtJournalComparison) again = NULL;

  lose (fixture, first);
  lose (fixture, second);
  hrt_test_database_exec (fixture->database, "update hrt.variant set price = 1"); /* since then */
  found = compare (fixture);
  g_assert_cmpuint (found->n_sales, ==, 3);
  g_assert_cmpuint (found->problems->len, ==, 0);
  for (guint i = 0; i < found->unresolved->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (found->unresolved, i));
  g_assert_cmpuint (found->unresolved->len, ==, 0);
  g_assert_cmpuint (found->n_replayed, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (found->replayed, 0), ==, first);
  after = dup_picture (fixture, second);
  g_assert_cmpstr (after, ==, before);

  again = compare (fixture);
  g_assert_cmpuint (again->n_replayed, ==, 0);
  g_assert_cmpuint (again->n_sales, ==, 3);
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = sell (fixture);
  g_autoptr (HrtJournalComparison) found = NULL;

  lose (fixture, number);
  hrt_test_database_exec (fixture->database, "delete from hrt.variant");
  found = compare (fixture);
  g_assert_cmpuint (found->n_replayed, ==, 0);
  g_assert_cmpuint (found->unresolved->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (found->unresolved, 0), number));
}

/* The dump was older than the shift and the goods: their ids have been given again since. Other
 * goods are not what was sold; the shift gets one in its place. */
static void
test_ids_used_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = sell (fixture);
  g_autoptr (HrtJournalComparison) found = NULL;
  g_autoptr (HrtJournalComparison) back = NULL;

  lose (fixture, number);
  hrt_test_database_exec (fixture->database, "update hrt.variant set sku = 'B-7'");
  found = compare (fixture);
  g_assert_cmpuint (found->n_replayed, ==, 0);
  g_assert_cmpuint (found->unresolved->len, ==, 1);
  hrt_test_database_exec (fixture->database,
                          "update hrt.variant set sku = 'G-1';"
                          "update hrt.till_shift set opened_at = clock_timestamp()");
  back = compare (fixture);
  g_assert_cmpuint (back->n_replayed, ==, 1);
}

/* A restored dump has set the sequence back, and the till has sold on: the newer sales have the
 * numbers of the lost ones. */
static void
test_number_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  const char *first;
  g_autofree char *newer = NULL;
  g_autofree char *next = NULL;
  g_autofree char *note = NULL;
  g_autofree char *n_same = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (HrtJournalComparison) found = NULL;

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (lost, sell (fixture));
  first = g_ptr_array_index (lost, 0);
  for (guint i = 0; i < lost->len; i++)
    lose (fixture, g_ptr_array_index (lost, i));
  hrt_test_database_exec (fixture->database, "select setval('hrt.order_number_seq', 1, false)");
  newer = sell (fixture);
  g_assert_cmpstr (newer, ==, first);
  found = compare (fixture);
  g_assert_cmpuint (found->unresolved->len, ==, 0);
  g_assert_cmpuint (found->n_replayed, ==, lost->len);
  sql = g_strdup_printf ("select note from hrt.sales_order where note like '%%%s'", first);
  note = hrt_test_database_query (fixture->database, sql);
  g_assert_true (g_str_has_suffix (note, first));
  n_same = hrt_test_database_query (fixture->database,
                                    "select count(*) from hrt.sales_order where note = ''");
  g_assert_cmpstr (n_same, ==, "4"); /* the other three have their own, and the newer one */
  next = sell (fixture);
  g_assert_true (g_str_has_suffix (next, "-00006"));
}

/* One that the database cannot take at all is named, and the others come back. */
static void
test_one_bad (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sell (fixture);
  g_autofree char *bad = sell (fixture);
  g_autofree char *last = sell (fixture);
  g_autofree char *sql = NULL;
  g_autoptr (HrtJournalComparison) found = NULL;

  lose (fixture, first);
  lose (fixture, bad);
  lose (fixture, last);
  sql = g_strdup_printf ("alter table hrt.sales_order add check (number <> '%s')", bad);
  hrt_test_database_exec (fixture->database, sql);
  found = compare (fixture);
  g_assert_cmpuint (found->n_replayed, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (found->replayed, 0), ==, first);
  g_assert_cmpstr (g_ptr_array_index (found->replayed, 1), ==, last);
  g_assert_cmpuint (found->unresolved->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (found->unresolved, 0), bad));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sell (fixture);
  g_autofree char *second = sell (fixture);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (fixture->dir, NULL);
  g_autoptr (HrtJournalComparison) found = NULL;
  const char *path = g_ptr_array_index (paths, 0);
  char *quantity;
  gsize length;

  lose (fixture, first);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  quantity = g_strrstr (text, "\"quantity\": 2");
  g_assert_nonnull (quantity);
  quantity[strlen ("\"quantity\": ")] = '1';
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  found = compare (fixture);
  g_assert_cmpuint (found->problems->len, ==, 1);
  g_assert_cmpuint (found->n_replayed, ==, 1);
}

/* A line as of @time, in the journal's own format; @head is that of the line before. */
static void
add_line (
    GString *into, char *head, guint seq, const char *time, const char *kind, const char *payload)
{
  g_autofree char *body = g_strdup_printf ("%u %s %s %s", seq, time, kind, payload);
  g_autofree char *chained = g_strconcat (head, body, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, chained, -1);

  g_string_append_printf (into, "%" G_GSIZE_FORMAT " %s %s\n", strlen (body), hash, body);
  memcpy (head, hash, 65);
}

static gboolean
keep_payload (const HrtJournalRecord *record, gpointer user_data)
{
  if (strcmp (record->kind, "sale") == 0)
    g_ptr_array_add (user_data, g_strdup (record->payload));
  return TRUE;
}

/* What was sold moves into the file @name of old, which follows @previous and gives its head. */
static void
make_old (Fixture *fixture, const char *name, const char *time, const char *previous, char *head)
{
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (fixture->dir, NULL);
  g_autoptr (GPtrArray) payloads = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (fixture->dir, "journal", name, NULL);
  g_autofree char *begin = g_strdup_printf ("{\"version\":1,\"previous\":\"%s\"}", previous);
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *newest = g_ptr_array_index (paths, paths->len - 1);
  HrtJournalReport report;

  g_assert_true (hrt_journal_read_file (newest, keep_payload, payloads, &report, NULL));
  g_clear_object (&fixture->journal);
  g_assert_cmpint (g_unlink (newest), ==, 0);
  fixture->journal = hrt_journal_file_new (fixture->dir);
  g_strlcpy (head, "0000000000000000000000000000000000000000000000000000000000000000", 65);
  add_line (lines, head, 1, time, "begin", begin);
  for (guint i = 0; i < payloads->len; i++)
    add_line (lines, head, i + 2, time, "sale", g_ptr_array_index (payloads, i));
  g_assert_true (g_file_set_contents (path, lines->str, -1, NULL));
}

static void
assert_compared (Fixture *fixture, gboolean is_full, guint n_sales, guint n_replayed, guint n_bad)
{
  g_autoptr (HrtJournalComparison) found = compare_files (fixture, is_full);

  for (guint i = 0; i < found->problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (found->problems, i));
  g_assert_cmpuint (found->n_sales, ==, n_sales);
  g_assert_cmpuint (found->n_replayed, ==, n_replayed);
  g_assert_cmpuint (found->problems->len + found->unresolved->len, ==, n_bad);
}

static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sell (fixture);
  g_autofree char *second = sell (fixture);
  g_autofree char *third = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "journal", "2020-01-01.journal", NULL);
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;
  g_autoptr (HrtJournalComparison) found = NULL;
  char head[65], next[65];

  make_old (fixture, "2020-01-01.journal", "2020-01-31T10:00:00.000000Z", "", head);
  assert_compared (fixture, FALSE, 2, 0, 0);
  lose (fixture, first);
  assert_compared (fixture, FALSE, 0, 0, 0); /* passed over */
  third = sell (fixture);
  make_old (fixture, "2020-02-01.journal", "2020-02-28T10:00:00.000000Z", head, next);
  assert_compared (fixture, FALSE, 1, 0, 0); /* and the next file follows it */
  assert_compared (fixture, TRUE, 3, 1, 0);
  lose (fixture, second);
  lose (fixture, third);
  /* As after a restored backup: what it knew then is all that it knows. */
  hrt_test_database_exec (fixture->database,
                          "delete from hrt.compared_journal where name = '2020-02-01.journal'");
  assert_compared (fixture, FALSE, 1, 1, 0);
  assert_compared (fixture, FALSE, 0, 0, 0);
  /* A file that is not as long as it was is not the one that was compared. */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  longer = g_strconcat (text, "412 3fa", NULL); /* the beginning of a record */
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
  assert_compared (fixture, FALSE, 2, 1, 0);
  found = compare_files (fixture, TRUE);
  g_assert_cmpuint (found->problems->len, ==, 0);
  g_assert_cmpuint (found->tails->len, ==, 1);
}

/* A link that is wrong is seen behind a file that is not read, and what is missing is told again.
 */
static void
test_not_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sell (fixture);
  g_autofree char *second = NULL;
  char head[65], next[65];

  make_old (fixture, "2020-01-01.journal", "2020-01-31T10:00:00.000000Z", "", head);
  assert_compared (fixture, FALSE, 1, 0, 0);
  second = sell (fixture);
  head[0] = head[0] == 'a' ? 'b' : 'a';
  make_old (fixture, "2020-02-01.journal", "2020-02-28T10:00:00.000000Z", head, next);
  assert_compared (fixture, FALSE, 1, 0, 1);
  lose (fixture, second);
  hrt_test_database_exec (fixture->database, "delete from hrt.variant");
  assert_compared (fixture, FALSE, 1, 0, 2);
  assert_compared (fixture, FALSE, 1, 0, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/journal-compare/replayed", Fixture, NULL, set_up, test_replayed, tear_down);
  g_test_add ("/journal-compare/named", Fixture, NULL, set_up, test_named, tear_down);
  g_test_add ("/journal-compare/known", Fixture, NULL, set_up, test_known, tear_down);
  g_test_add ("/journal-compare/not-forgotten", Fixture, NULL, set_up, test_not_forgotten,
              tear_down);
  g_test_add ("/journal-compare/number-taken", Fixture, NULL, set_up, test_number_taken, tear_down);
  g_test_add ("/journal-compare/ids-used-again", Fixture, NULL, set_up, test_ids_used_again,
              tear_down);
  g_test_add ("/journal-compare/one-bad", Fixture, NULL, set_up, test_one_bad, tear_down);
  g_test_add ("/journal-compare/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
