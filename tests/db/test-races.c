/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Eight connections at once want what only one can have: the last piece, one key, an order's fate,
 * a shift's end. After each test every invariant of the shop must hold.
 */

#define G_LOG_DOMAIN "hrt-test"

#include <libpq-fe.h>
#include <string.h>

#include "tests/lib/hrt-test-cluster.h"

#define RUNNERS 8
#define TILLS   2 /* the first ones are tills, the others web buyers */

typedef struct
{
  HrtTestDatabase *database;
  PGconn *judge; /* a superuser, between the rounds */
  PGconn *runners[RUNNERS];
  GString *sql[RUNNERS];
  char outcome[RUNNERS][32];
} Fixture;

/* The shop of the pgTAP tests, with a thousand more variants (11..1010) of one piece each. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("HRT_SOURCE_ROOT"), "tests", "sql", "fixture.psql", NULL);
  g_autofree char *shop = NULL;
  g_autofree char *judge = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &shop, NULL, &error);
  g_assert_no_error (error);
  fixture->database = hrt_test_database_new ();
  hrt_test_database_exec (fixture->database, shop);
  hrt_test_database_exec (
      fixture->database,
      "insert into hrt.variant (product_id, sku, price)"
      " select 1, 'LAST-' || g, 100000 from generate_series(11, 1010) g;"
      "insert into hrt.stock_movement (variant_id, location_id, quantity, reason)"
      " select g, 1, 1, 'opening' from generate_series(11, 1010) g;"
      "insert into hrt.stock_level select g, 1, 1 from generate_series(11, 1010) g;"
      "select from hrt.adjust_stock(gen_random_uuid(), 1, 1, 1, 100000, 'found', '');"
      "analyze hrt.variant; analyze hrt.stock_level");
  judge = hrt_test_database_dup_conninfo (fixture->database, "postgres");
  fixture->judge = PQconnectdb (judge);
  g_assert_cmpint (PQstatus (fixture->judge), ==, CONNECTION_OK);
  for (guint i = 0; i < RUNNERS; i++)
    {
      g_autofree char *conninfo =
          hrt_test_database_dup_conninfo (fixture->database, i < TILLS ? "hrt_staff" : "hrt_web");

      fixture->runners[i] = PQconnectdb (conninfo);
      g_assert_cmpint (PQstatus (fixture->runners[i]), ==, CONNECTION_OK);
      fixture->sql[i] = g_string_new (NULL);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *faults =
      hrt_test_database_query (fixture->database,
                               "select string_agg(invariant || ': ' || subject || ' ' || detail, "
                               "E'\\n') from hrt.check_invariants()");

  g_assert_cmpstr (faults, ==, NULL);
  PQfinish (fixture->judge);
  for (guint i = 0; i < RUNNERS; i++)
    {
      PQfinish (fixture->runners[i]);
      g_string_free (fixture->sql[i], TRUE);
    }
  hrt_test_database_free (fixture->database);
}

/* As an owner's program connects, for what the web role may not do. */
static void
reconnect_as_staff (Fixture *fixture)
{
  g_autofree char *conninfo = hrt_test_database_dup_conninfo (fixture->database, "hrt_staff");

  for (guint i = TILLS; i < RUNNERS; i++)
    {
      PQfinish (fixture->runners[i]);
      fixture->runners[i] = PQconnectdb (conninfo);
      g_assert_cmpint (PQstatus (fixture->runners[i]), ==, CONNECTION_OK);
    }
}

/* Sends every runner's statement before any answer is read. The outcome is the first column of the
 * first row, "" when there is none; an error ends the test. */
static void
run_all (Fixture *fixture)
{
  for (guint i = 0; i < RUNNERS; i++)
    if (!PQsendQuery (fixture->runners[i], fixture->sql[i]->str))
      g_error ("%s", PQerrorMessage (fixture->runners[i]));
  for (guint i = 0; i < RUNNERS; i++)
    {
      PGresult *result;

      fixture->outcome[i][0] = '\0';
      while ((result = PQgetResult (fixture->runners[i])) != NULL)
        {
          if (PQresultStatus (result) != PGRES_TUPLES_OK)
            g_error ("%s\n%s", fixture->sql[i]->str, PQresultErrorMessage (result));
          if (PQntuples (result) > 0)
            g_strlcpy (fixture->outcome[i], PQgetvalue (result, 0, 0), sizeof fixture->outcome[i]);
          PQclear (result);
        }
    }
}

static guint
count (Fixture *fixture, const char *outcome)
{
  guint n = 0;

  for (guint i = 0; i < RUNNERS; i++)
    n += g_str_equal (fixture->outcome[i], outcome);
  return n;
}

static gint64 ask (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The first cell as a number, or -1. */
static gint64
ask (Fixture *fixture, const char *format, ...)
{
  g_autofree char *sql = NULL;
  PGresult *result;
  gint64 answer = -1;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  result = PQexec (fixture->judge, sql);
  if (PQresultStatus (result) == PGRES_TUPLES_OK && PQntuples (result) > 0)
    answer = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  else if (PQresultStatus (result) != PGRES_COMMAND_OK &&
           PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s\n%s", sql, PQresultErrorMessage (result));
  PQclear (result);
  return answer;
}

/* Everybody wants the last piece of one variant and one of a common one, half of them in the other
 * order: exactly one wins, and nobody meets a deadlock. */
static void
test_last_piece (Fixture *fixture, gconstpointer data)
{
  guint rounds = g_test_quick () ? 250 : 1000;

  for (guint round = 0; round < rounds; round++)
    {
      guint last = 11 + round;

      for (guint i = 0; i < RUNNERS; i++)
        {
          const char *call = i < TILLS ? "t.sell(t.sale" : "t.place(t.order";

          if (i % 2 == 0)
            g_string_printf (fixture->sql[i], "select outcome from %s(%u, '[[%u, 1], [1, 1]]'))",
                             call, round * RUNNERS + i + 1, last);
          else
            g_string_printf (fixture->sql[i], "select outcome from %s(%u, '[[1, 1], [%u, 1]]'))",
                             call, round * RUNNERS + i + 1, last);
        }
      run_all (fixture);
      g_assert_cmpuint (count (fixture, "sold") + count (fixture, "placed"), ==, 1);
      g_assert_cmpuint (count (fixture, "refused"), ==, RUNNERS - 1);
    }
  g_assert_cmpint (ask (fixture, "select count(*) from hrt.sales_order"), ==, rounds);
  g_assert_cmpint (ask (fixture, "select count(*) from hrt.stock_level where on_hand < 0"), ==, 0);
}

/* One key, eight times at once: one sale, seven times the same answer. */
static void
test_one_key (Fixture *fixture, gconstpointer data)
{
  reconnect_as_staff (fixture);
  for (guint round = 0; round < 150; round++)
    {
      for (guint i = 0; i < RUNNERS; i++)
        g_string_printf (fixture->sql[i], "select outcome from t.sell(t.sale(%u, '[[1, 1]]'))",
                         round + 1);
      run_all (fixture);
      g_assert_cmpuint (count (fixture, "sold"), ==, 1);
      g_assert_cmpuint (count (fixture, "already_sold"), ==, RUNNERS - 1);
    }
  g_assert_cmpint (ask (fixture, "select count(*) from hrt.sales_order"), ==, 150);
}

/* The same for orders, with the link's secret: everybody gets the same one. */
static void
test_one_order_key (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 100; round++)
    {
      for (guint i = 0; i < RUNNERS; i++)
        g_string_printf (fixture->sql[i], "select secret from t.place(t.order(%u, '[[1, 1]]'))",
                         round + 1);
      run_all (fixture);
      g_assert_cmpuint (strlen (fixture->outcome[0]), >, 20);
      g_assert_cmpuint (count (fixture, fixture->outcome[0]), ==, RUNNERS);
    }
  g_assert_cmpint (ask (fixture, "select count(*) from hrt.sales_order"), ==, 100);
}

/* Places an order for one piece of @variant; its id. */
static gint64
place (Fixture *fixture, guint key, guint variant)
{
  return ask (fixture, "select order_id from t.place(t.order(%u, '[[%u, 1]]'))", key, variant);
}

/* Four payments against four cancellations: the goods come back exactly once, whoever was first. */
static void
test_cancel_against_pay (Fixture *fixture, gconstpointer data)
{
  guint was_paid = 0;

  reconnect_as_staff (fixture);
  for (guint round = 0; round < 150; round++)
    {
      gint64 order = place (fixture, round + 1, 2);

      for (guint i = 0; i < RUNNERS; i++)
        if ((i + round) % 2 == 0)
          g_string_printf (fixture->sql[i],
                           "select outcome from hrt.pay_order(gen_random_uuid(), %" G_GINT64_FORMAT
                           ", 'bank_transfer', 100000, 2, null)",
                           order);
        else
          g_string_printf (fixture->sql[i],
                           "select outcome from hrt.cancel_order(%" G_GINT64_FORMAT
                           ", 'staff', 2, '')",
                           order);
      run_all (fixture);
      g_assert_cmpuint (count (fixture, "cancelled"), ==, 1);
      g_assert_cmpuint (count (fixture, "already_cancelled"), ==, RUNNERS / 2 - 1);
      g_assert_cmpuint (count (fixture, "paid"), <=, 1);
      was_paid += count (fixture, "paid");
      g_assert_cmpint (ask (fixture, "select hrt.available(2, 1)"), ==, 10);
    }
  g_test_message ("paid before it was cancelled: %u of 150", was_paid);
}

/* A hold runs out while it is paid, swept, and wanted by others: exactly one gets the piece. */
static void
test_expiry_against_pay (Fixture *fixture, gconstpointer data)
{
  guint was_paid = 0;

  reconnect_as_staff (fixture);
  for (guint round = 0; round < 150; round++)
    {
      guint variant = 11 + round;
      gint64 order = place (fixture, round * RUNNERS + 100, variant);

      ask (fixture, "update hrt.stock_hold set expires_at = clock_timestamp() + interval '2 ms';"
                    "update hrt.sales_order set expires_at = clock_timestamp() + interval '2 ms'"
                    " where status = 'placed'");
      for (guint i = 0; i < RUNNERS; i++)
        if (i % 4 == 0)
          g_string_assign (fixture->sql[i], "select outcome from hrt.expire_holds(10)");
        else if (i % 4 == 1)
          g_string_printf (fixture->sql[i],
                           "select outcome from hrt.pay_order(gen_random_uuid(), %" G_GINT64_FORMAT
                           ", 'bank_transfer', 100000, 2, null)",
                           order);
        else
          g_string_printf (fixture->sql[i], "select outcome from t.sell(t.sale(%u, '[[%u, 1]]'))",
                           round * RUNNERS + 101 + i, variant);
      run_all (fixture);
      g_assert_cmpuint (count (fixture, "paid") + count (fixture, "sold"), ==, 1);
      was_paid += count (fixture, "paid");
      g_assert_cmpint (ask (fixture, "select on_hand from hrt.stock_level where variant_id = %u",
                            variant),
                       ==, 0);
    }
  g_test_message ("paid in time: %u of 150", was_paid);
}

/* Two closings of one shift among six sales: one closes it, and its sum is its drawer's. */
static void
test_two_closings (Fixture *fixture, gconstpointer data)
{
  reconnect_as_staff (fixture);
  for (guint round = 0; round < 100; round++)
    {
      gint64 shift =
          ask (fixture, "select shift_id from hrt.open_shift(gen_random_uuid(), 2, 3, 0)");

      for (guint i = 0; i < RUNNERS; i++)
        if (i == round % RUNNERS || i == (round + 3) % RUNNERS)
          g_string_printf (
              fixture->sql[i],
              "select outcome from hrt.close_shift(gen_random_uuid(), %" G_GINT64_FORMAT
              ", 3, 0, '')",
              shift);
        else
          g_string_printf (fixture->sql[i],
                           "select outcome from t.sell(t.sale(%u, '[[1, 1]]', '{\"till_id\": 2, "
                           "\"shift_id\": %" G_GINT64_FORMAT "}'))",
                           round * RUNNERS + i + 1, shift);
      run_all (fixture);
      g_assert_cmpuint (count (fixture, "closed"), ==, 1);
      g_assert_cmpint (
          ask (fixture,
               "select s.expected_cash - coalesce(sum(d.amount), 0) from hrt.till_shift s"
               " left join hrt.drawer_entry d on d.shift_id = s.id where s.id = %" G_GINT64_FORMAT
               " group by s.expected_cash",
               shift),
          ==, 0);
      g_assert_cmpint (
          ask (fixture, "select count(*) from hrt.drawer_entry where shift_id = %" G_GINT64_FORMAT,
               shift),
          ==, count (fixture, "sold"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/races/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("last-piece", test_last_piece);
  ADD ("one-key", test_one_key);
  ADD ("one-order-key", test_one_order_key);
  ADD ("cancel-against-pay", test_cancel_against_pay);
  ADD ("expiry-against-pay", test_expiry_against_pay);
  ADD ("two-closings", test_two_closings);
#undef ADD
  return g_test_run ();
}
