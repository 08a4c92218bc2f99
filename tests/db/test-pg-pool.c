/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgPool against a real server: values, errors inside batches, limits, cancelling, long
 * pipelines.
 */

#include "config.h"

#include <string.h>

#include "tests/lib/hrt-test-cluster.h"

typedef struct
{
  HrtTestDatabase *database;
  HrtPgPool *pool;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->database = hrt_test_database_new ();
  self->pool = hrt_test_database_new_pool (self->database, "hrt_owner");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hrt_test_close_pool (self->pool);
  hrt_test_database_free (self->database);
}

static HrtPgParams *
numbers (gint64 a, gint64 b)
{
  return hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_new (), a), b);
}

static HrtPgParams *
number (gint64 n)
{
  return hrt_pg_params_int64 (hrt_pg_params_new (), n);
}

static HrtPgParams *
text (const char *value)
{
  return hrt_pg_params_text (hrt_pg_params_new (), value);
}

static guint
get_metric (HrtPgPool *pool, const char *name)
{
  guint value;

  g_object_get (pool, name, &value, NULL);
  return value;
}

static HrtPgRows *
get_rows (HrtPgResults *results, guint statement)
{
  g_assert_nonnull (results);
  return hrt_pg_results_get_rows (results, statement);
}

static void
test_values (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "a\"b\\c", "", "{,}", "NULL", NULL };
  const gint64 ints[] = { 1, -2, G_MAXINT64 };
  const guint8 raw[] = { 0, 255, 39, 92, 10 };
  g_autoptr (GBytes) bytes = g_bytes_new (raw, sizeof raw);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = NULL;
  HrtPgParams *params = hrt_pg_params_new ();
  HrtPgRows *rows;

  hrt_pg_params_int64 (params, G_MININT64);
  hrt_pg_params_text (params, "Gitar \"Cort\" 'X' \xE2\x80\xAE\\");
  hrt_pg_params_bool (params, TRUE);
  hrt_pg_params_bytes (params, bytes);
  hrt_pg_params_text (params, "2026-11-24 10:31:48.5+07");
  hrt_pg_params_text (params, "{\"a\": [1, null]}");
  hrt_pg_params_text (params, "0B9B2A36-7E7F-4E1E-9A43-0F6E4A1DB8D1");
  hrt_pg_params_int64_array (params, ints, G_N_ELEMENTS (ints));
  hrt_pg_params_text_array (params, texts);
  results = hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_ECHO, params, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hrt_pg_results_get_n (results), ==, 1);
  rows = get_rows (results, 0);
  g_assert_cmpuint (hrt_pg_rows_get_n (rows), ==, 1);

  g_assert_cmpint (hrt_pg_rows_get_int64 (rows, 0, 0), ==, G_MININT64);
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 1), ==, "Gitar \"Cort\" 'X' \xE2\x80\xAE\\");
  g_assert_true (hrt_pg_rows_get_bool (rows, 0, 2));
  back = hrt_pg_rows_dup_bytes (rows, 0, 3);
  g_assert_true (g_bytes_equal (back, bytes));
  g_assert_cmpint (hrt_pg_rows_get_time (rows, 0, 4), ==, G_GINT64_CONSTANT (1795491108500000));
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 5), ==, "{\"a\": [1, null]}");
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 6), ==, "0b9b2a36-7e7f-4e1e-9a43-0f6e4a1db8d1");
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 7), ==, "1+-2+9223372036854775807");
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 8), ==, "a\"b\\c||{,}|NULL");
  g_assert_cmpint (hrt_pg_rows_get_int64 (rows, 0, hrt_pg_rows_find_column (rows, "ta_count")), ==,
                   4);

  /* What is not there reads like NULL. */
  g_assert_cmpint (hrt_pg_rows_find_column (rows, "N"), ==, -1);
  g_assert_null (hrt_pg_rows_get_text (rows, 0, -1));
  g_assert_null (hrt_pg_rows_get_text (rows, 1, 0));
  g_assert_cmpint (hrt_pg_rows_get_int64 (rows, 9, 99), ==, 0);
}

static void
test_nulls (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = NULL;
  HrtPgParams *params = hrt_pg_params_new ();
  HrtPgRows *rows;

  for (guint i = 0; i < 3; i++)
    hrt_pg_params_null (params);
  hrt_pg_params_bytes (params, NULL);
  for (guint i = 0; i < 3; i++)
    hrt_pg_params_text (params, NULL);
  hrt_pg_params_int64_array (params, NULL, 0);
  hrt_pg_params_text_array (params, NULL);
  results = hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_ECHO, params, &error);
  g_assert_no_error (error);
  rows = get_rows (results, 0);
  for (int i = 0; i < 7; i++)
    g_assert_true (hrt_pg_rows_is_null (rows, 0, i));
  g_assert_cmpint (hrt_pg_rows_get_int64 (rows, 0, 0), ==, 0);
  g_assert_null (hrt_pg_rows_dup_bytes (rows, 0, 3));
  g_assert_cmpint (hrt_pg_rows_get_time (rows, 0, 4), ==, G_MININT64);
  g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 7), ==, "");
}

/* Times that are easy to get wrong. */
static void
test_times (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gint64 expected;
  } rows[] = {
    { "1970-01-01 00:00:00Z", 0 },
    { "1969-12-31 23:59:59.999999Z", -1 },
    { "2000-02-29 12:00:00Z", G_GINT64_CONSTANT (951825600000000) },
    { "2100-03-01 00:00:00Z", G_GINT64_CONSTANT (4107542400000000) },
    { "1900-01-01 00:00:00Z", G_GINT64_CONSTANT (-2208988800000000) },
    { "infinity", G_MAXINT64 },
    { "-infinity", G_MININT64 + 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HrtPgResults) results = NULL;
      HrtPgParams *params = hrt_pg_params_new ();

      for (guint n = 0; n < 9; n++)
        {
          if (n == 4)
            hrt_pg_params_text (params, rows[i].text);
          else
            hrt_pg_params_null (params);
        }
      results =
          hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_ECHO, params, NULL);
      g_assert_cmpint (hrt_pg_rows_get_time (get_rows (results, 0), 0, 4), ==, rows[i].expected);
    }
}

static void
test_error_codes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    HrtStatement statement;
    gint64 a, b;
    HrtPgErrorCode code;
    const char *sqlstate;
    const char *constraint;
  } rows[] = {
    { HRT_STATEMENT_TEST_DIVIDE, 1, 0, HRT_PG_ERROR_DATA, "22012", NULL },
    { HRT_STATEMENT_TEST_ADD_RATE, 1, -5, HRT_PG_ERROR_CHECK, "23514", "tax_rate_num_ck" },
    { HRT_STATEMENT_TEST_ADD_RATE, 0, 1, HRT_PG_ERROR_UNIQUE, "23505", "tax_rate_pkey" },
    { HRT_STATEMENT_TEST_ADD_RATE, G_MAXINT64, 1, HRT_PG_ERROR_DATA, "22003", NULL },
  };

  hrt_test_database_exec (self->database,
                          "insert into hrt.tax_rate values ('2030-01-01', 1, 1, 1, 1)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hrt_test_query (self->pool, HRT_PG_LANE_WRITE, rows[i].statement,
                                     numbers (rows[i].a, rows[i].b), &error));
      g_assert_error (error, HRT_PG_ERROR, (int) rows[i].code);
      g_assert_cmpstr (hrt_pg_error_get_sqlstate (error), ==, rows[i].sqlstate);
      g_assert_cmpstr (hrt_pg_error_get_constraint (error), ==, rows[i].constraint);
      g_assert_true (g_str_has_prefix (error->message, hrt_statements[rows[i].statement].name));
      g_assert_false (hrt_pg_error_is_transient (error));
    }
}

static void
test_permission (Fixture *self, gconstpointer data)
{
  HrtPgPool *pool = hrt_test_database_new_pool (self->database, "hrt_web");
  g_autoptr (GError) error = NULL;

  g_assert_null (hrt_test_query (pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_SET_TAGLINE,
                                 text ("taken over"), &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_PERMISSION);
  hrt_test_close_pool (pool);
}

static HrtPgBatch *
new_write_batch (const char *tagline, gint64 divisor)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_SET_TAGLINE, text (tagline));
  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_DIVIDE, numbers (12, divisor));
  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_GET_TAGLINE, NULL);
  return batch;
}

/* All of a batch or nothing; its neighbours in the pipeline notice nothing. */
static void
test_error_in_batch (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) broken = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) first = NULL;
  g_autoptr (HrtPgResults) last = NULL;
  g_autofree char *tagline = NULL;

  /* One connection, all three in its pipeline at once, each with the first use of a statement in
   * it. */
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_READ, new_write_batch ("kept", 3), NULL,
                         hrt_test_store_result, &before);
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_READ, new_write_batch ("rolled back", 0), NULL,
                         hrt_test_store_result, &broken);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, NULL,
                           hrt_test_store_result, &after);
  hrt_test_await (&after);
  g_assert_nonnull (before);
  g_assert_nonnull (broken);

  first = hrt_pg_pool_run_finish (self->pool, before, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hrt_pg_results_get_n (first), ==, 3);
  g_assert_cmpint (hrt_pg_rows_get_int64 (get_rows (first, 1), 0, 0), ==, 4);
  g_assert_cmpstr (hrt_pg_rows_get_text (get_rows (first, 2), 0, 0), ==, "kept");

  g_assert_null (hrt_pg_pool_run_finish (self->pool, broken, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_DATA);
  g_assert_true (g_str_has_prefix (error->message, "test.divide: "));
  g_clear_error (&error);

  last = hrt_pg_pool_query_finish (self->pool, after, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hrt_pg_rows_get_text (get_rows (last, 0), 0, 0), ==, "kept");
  tagline = hrt_test_database_query (self->database, "select tagline from hrt.shop_profile");
  g_assert_cmpstr (tagline, ==, "kept");
}

/* The first use of a statement stands behind the error of its own batch: later uses must find it
 * all the same. */
static void
test_prepare_behind_error (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = NULL;
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_DIVIDE, numbers (1, 0));
  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_NUMBERS, number (3));
  g_assert_null (hrt_test_run (self->pool, HRT_PG_LANE_READ, batch, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_DATA);
  g_clear_error (&error);

  results =
      hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_NUMBERS, number (3), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hrt_pg_rows_get_n (get_rows (results, 0)), ==, 3);
}

/* A statement that cannot be prepared says why, and works as soon as the reason is gone, on the
 * same connection. */
static void
test_prepare_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (HrtPgResults) results = NULL;

  hrt_test_database_exec (self->database,
                          "alter table hrt.shop_profile rename column tagline to slogan");
  g_assert_null (
      hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_STATEMENT);
  g_assert_cmpstr (hrt_pg_error_get_sqlstate (error), ==, "42703");
  g_assert_null (
      hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, &second));
  g_assert_cmpstr (hrt_pg_error_get_sqlstate (second), ==, "42703");

  hrt_test_database_exec (self->database,
                          "alter table hrt.shop_profile rename column slogan to tagline");
  g_clear_error (&error);
  results =
      hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, &error);
  g_assert_no_error (error);
}

/* A migration changed a type under a plan that was prepared before: nobody notices, not even a
 * writer. */
static void
test_outdated_plan (Fixture *self, gconstpointer data)
{
  for (guint lane = HRT_PG_LANE_READ; lane <= HRT_PG_LANE_WRITE; lane++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) before = NULL;
      g_autoptr (HrtPgResults) after = NULL;

      before = hrt_test_query (self->pool, lane, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, &error);
      g_assert_no_error (error);
      hrt_test_database_exec (self->database,
                              lane == HRT_PG_LANE_READ
                                  ? "alter table hrt.shop_profile alter tagline type varchar(99)"
                                  : "alter table hrt.shop_profile alter tagline type text");
      after = hrt_test_query (self->pool, lane, HRT_STATEMENT_TEST_GET_TAGLINE, NULL, &error);
      g_assert_no_error (error);
    }
}

#define N_LONG 10000

/* One batch of 10,000, and 10,000 batches: in order, complete, and without a deadlock of two full
 * sockets. */
static void
test_long_batch (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = NULL;
  HrtPgBatch *batch = hrt_pg_batch_new ();
  g_autofree char *long_text = g_strnfill (2000, 'x');

  for (gint64 i = 0; i < N_LONG; i++)
    {
      if (i % 10 == 0)
        hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_SET_TAGLINE, text (long_text));
      else if (i % 10 == 1)
        hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_GET_TAGLINE, NULL);
      else
        hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_DIVIDE, numbers (i, 1));
    }
  results = hrt_test_run (self->pool, HRT_PG_LANE_WRITE, batch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hrt_pg_results_get_n (results), ==, N_LONG);
  for (guint i = 0; i < N_LONG; i++)
    {
      HrtPgRows *rows = get_rows (results, i);

      if (i % 10 == 1)
        g_assert_cmpstr (hrt_pg_rows_get_text (rows, 0, 0), ==, long_text);
      else if (i % 10 > 1)
        g_assert_cmpint (hrt_pg_rows_get_int64 (rows, 0, 0), ==, i);
    }
}

typedef struct
{
  guint n_done;
  guint n_expected;
} Counter;

static void
on_counted_query (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counter *counter = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hrt_pg_rows_get_int64 (get_rows (results, 0), 0, 0), ==, counter->n_done);
  counter->n_done++;
}

static gboolean
is_counted (gpointer user_data)
{
  Counter *counter = user_data;

  return counter->n_done == counter->n_expected;
}

static void
test_many_batches (Fixture *self, gconstpointer data)
{
  Counter counter = { 0, N_LONG };
  gint64 start, end;

  hrt_pg_pool_set_limits (self->pool, 4, N_LONG, 30000);
  start = g_get_monotonic_time ();
  for (gint64 i = 0; i < N_LONG; i++)
    hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_DIVIDE,
                             numbers (i, 1), NULL, on_counted_query, &counter);
  g_assert_true (hrt_test_wait (is_counted, &counter, 60000));
  end = g_get_monotonic_time ();
  g_assert_cmpuint (get_metric (self->pool, "connections"), ==, 1);
  g_test_minimized_result ((double) (end - start) / N_LONG,
                           "%.1f us a query, %.0f pipelined queries/s on one connection",
                           (double) (end - start) / N_LONG, N_LONG * 1e6 / (double) (end - start));
}

/* One after the other, each asked when the last is answered: the price of a round trip. */
static void
test_round_trips (Fixture *self, gconstpointer data)
{
  const guint n = 2000;
  gint64 start = g_get_monotonic_time ();
  double us;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HrtPgResults) results =
          hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_DIVIDE, numbers (i, 1),
                          NULL);

      g_assert_cmpint (hrt_pg_rows_get_int64 (get_rows (results, 0), 0, 0), ==, i);
    }
  us = (double) (g_get_monotonic_time () - start) / n;
  g_test_minimized_result (us, "%.1f us a round trip, %.0f queries/s one after the other", us,
                           1e6 / us);
}

/* Only as many writers as there are connections; the rest wait in order, and too many are refused.
 */
static void
test_exhaustion (Fixture *self, gconstpointer data)
{
  GAsyncResult *results[8] = { NULL };
  guint n_ok = 0, n_refused = 0;

  hrt_pg_pool_set_limits (self->pool, 2, 3, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_SLEEP, number (100),
                             NULL, hrt_test_store_result, &results[i]);
  g_assert_cmpuint (get_metric (self->pool, "waiting"), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) rows = NULL;

      hrt_test_await (&results[i]);
      rows = hrt_pg_pool_query_finish (self->pool, results[i], &error);
      n_ok += rows != NULL;
      if (rows == NULL)
        {
          g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_POOL_EXHAUSTED);
          g_assert_true (hrt_pg_error_is_transient (error));
          n_refused++;
        }
      g_object_unref (results[i]);
    }
  /* Nothing was connected yet, so that only the waiting room counted. */
  g_assert_cmpuint (n_ok, ==, 3);
  g_assert_cmpuint (n_refused, ==, 5);
  g_assert_cmpuint (get_metric (self->pool, "connections"), ==, 2);
  g_assert_cmpuint (get_metric (self->pool, "in-use"), ==, 0);
}

static void
test_deadline (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) slow = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = NULL;
  gint64 start;

  hrt_pg_pool_set_limits (self->pool, 1, 10, 200);
  results =
      hrt_test_query (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_BACKEND_PID, NULL, &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_SLEEP, number (1500),
                           NULL, hrt_test_store_result, &slow);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_SLEEP, number (0),
                           NULL, hrt_test_store_result, &late);
  hrt_test_await (&late);
  g_assert_null (slow);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 1200 * 1000);
  g_assert_null (hrt_pg_pool_query_finish (self->pool, late, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_TIMEOUT);
  g_clear_error (&error);

  hrt_test_await (&slow);
  g_clear_pointer (&results, hrt_pg_results_unref);
  results = hrt_pg_pool_query_finish (self->pool, slow, &error);
  g_assert_no_error (error);
}

static void
test_statement_timeout (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hrt_pg_pool_set_statement_timeout (self->pool, HRT_PG_LANE_REPORT, 100);
  g_assert_null (hrt_test_query (self->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_TEST_SLEEP,
                                 number (20000), &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_TIMEOUT);
}

/* Returns at once, frees the server, and the connection is good for the next one. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  for (guint lane = HRT_PG_LANE_READ; lane <= HRT_PG_LANE_REPORT; lane++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) cancelled = NULL;
      g_autoptr (GAsyncResult) next = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) results = NULL;
      gint64 start;

      hrt_pg_pool_query_async (self->pool, lane, HRT_STATEMENT_TEST_SLEEP, number (20000),
                               cancellable, hrt_test_store_result, &cancelled);
      hrt_test_run_loop (300); /* it is running by then */
      hrt_pg_pool_query_async (self->pool, lane, HRT_STATEMENT_TEST_BACKEND_PID, NULL, NULL,
                               hrt_test_store_result, &next);
      start = g_get_monotonic_time ();
      g_cancellable_cancel (cancellable);
      hrt_test_await (&cancelled);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 500 * 1000);
      g_assert_null (hrt_pg_pool_query_finish (self->pool, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);

      hrt_test_await (&next);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
      results = hrt_pg_pool_query_finish (self->pool, next, &error);
      g_assert_no_error (error);
    }
}

/* Cancelled before it began, while it waited, and together with others in a shared pipeline. */
static void
test_cancel_early (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[20] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hrt_pg_pool_query_async (self->pool, i % 2 ? HRT_PG_LANE_READ : HRT_PG_LANE_WRITE,
                             HRT_STATEMENT_TEST_BACKEND_PID, NULL, i % 3 ? NULL : cancellable,
                             hrt_test_store_result, &results[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) rows = NULL;

      hrt_test_await (&results[i]);
      rows = hrt_pg_pool_query_finish (self->pool, results[i], &error);
      if (i % 3)
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_object_unref (results[i]);
    }
  g_assert_null (hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_DIVIDE,
                                 numbers (1, 0), NULL));
}

/* A cancel meant for one reader must never end its neighbour in the shared pipeline. */
static void
test_cancel_storm (Fixture *self, gconstpointer data)
{
  GAsyncResult *results[200] = { NULL };
  GCancellable *cancellables[200];

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      cancellables[i] = g_cancellable_new ();
      hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_SLEEP, number (2),
                               cancellables[i], hrt_test_store_result, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i += 4)
    {
      g_cancellable_cancel (cancellables[i]);
      hrt_test_run_loop (3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) rows = NULL;

      hrt_test_await (&results[i]);
      rows = hrt_pg_pool_query_finish (self->pool, results[i], &error);
      if (i % 4)
        g_assert_no_error (error);
      g_object_unref (results[i]);
      g_object_unref (cancellables[i]);
    }
}

typedef struct
{
  HrtPgPool *pool; /* (owned) the last reference */
  guint n_left;
  gboolean is_done;
} Chain;

/* A callback that asks again, and in the end drops the pool from inside. */
static void
on_chain_query (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Chain *chain = user_data;
  g_autoptr (HrtPgResults) rows = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, NULL);

  g_assert_nonnull (rows);
  if (chain->n_left-- > 0)
    {
      hrt_pg_pool_query_async (chain->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_NUMBERS,
                               number (2), NULL, on_chain_query, chain);
      return;
    }
  g_clear_object (&chain->pool);
  chain->is_done = TRUE;
}

static gboolean
is_chain_done (gpointer user_data)
{
  return ((Chain *) user_data)->is_done;
}

static void
test_reentrant (Fixture *self, gconstpointer data)
{
  Chain chain = { hrt_test_database_new_pool (self->database, "hrt_staff"), 50, FALSE };
  HrtPgPool *pool = chain.pool;

  g_object_add_weak_pointer (G_OBJECT (pool), (gpointer *) &pool);
  hrt_pg_pool_query_async (pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_NUMBERS, number (2), NULL,
                           on_chain_query, &chain);
  g_assert_true (hrt_test_wait (is_chain_done, &chain, 20000));
  hrt_test_run_loop (10);
  g_assert_null (pool);
}

static void
test_close (Fixture *self, gconstpointer data)
{
  HrtPgPool *pool = hrt_test_database_new_pool (self->database, "hrt_staff");
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) rows = NULL;

  hrt_pg_pool_query_async (pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_SLEEP, number (600), NULL,
                           hrt_test_store_result, &running);
  hrt_test_run_loop (200);
  hrt_pg_pool_close_async (pool, hrt_test_store_result, &closed);
  hrt_pg_pool_query_async (pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_BACKEND_PID, NULL, NULL,
                           hrt_test_store_result, &refused);
  hrt_test_await (&refused);
  g_assert_null (hrt_pg_pool_query_finish (pool, refused, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION);
  g_clear_error (&error);

  hrt_test_await (&closed);
  g_assert_nonnull (running);
  rows = hrt_pg_pool_query_finish (pool, running, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_metric (pool, "connections"), ==, 0);
  g_clear_object (&running);
  g_clear_object (&refused);
  g_clear_object (&closed);
  g_assert_finalize_object (pool);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/pg/pool/values", test_values);
  ADD ("/pg/pool/nulls", test_nulls);
  ADD ("/pg/pool/times", test_times);
  ADD ("/pg/pool/error-codes", test_error_codes);
  ADD ("/pg/pool/permission", test_permission);
  ADD ("/pg/pool/error-in-batch", test_error_in_batch);
  ADD ("/pg/pool/prepare-behind-error", test_prepare_behind_error);
  ADD ("/pg/pool/prepare-fails", test_prepare_fails);
  ADD ("/pg/pool/outdated-plan", test_outdated_plan);
  ADD ("/pg/pool/long-batch", test_long_batch);
  ADD ("/pg/pool/many-batches", test_many_batches);
  ADD ("/pg/pool/round-trips", test_round_trips);
  ADD ("/pg/pool/exhaustion", test_exhaustion);
  ADD ("/pg/pool/deadline", test_deadline);
  ADD ("/pg/pool/statement-timeout", test_statement_timeout);
  ADD ("/pg/pool/cancel", test_cancel);
  ADD ("/pg/pool/cancel-early", test_cancel_early);
  ADD ("/pg/pool/cancel-storm", test_cancel_storm);
  ADD ("/pg/pool/reentrant", test_reentrant);
  ADD ("/pg/pool/close", test_close);
  return g_test_run ();
}
