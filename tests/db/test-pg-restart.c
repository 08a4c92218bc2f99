/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgPool while its server dies: connections killed in the middle, restarts, a server that stays
 * away.
 */

#include "config.h"

#include <stdlib.h>

#include "model/pg/hrt-pg-leave.h"
#include "tests/lib/hrt-test-cluster.h"

typedef struct
{
  HrtTestDatabase *database;
  HrtPgPool *pool;
} Fixture;

static void
set_up (Fixture *self, gconstpointer is_private)
{
  self->database = is_private ? hrt_test_database_new_private () : hrt_test_database_new ();
  self->pool = hrt_test_database_new_pool (self->database, "hrt_owner");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hrt_test_close_pool (self->pool);
  hrt_test_database_free (self->database);
}

static HrtPgParams *
number (gint64 n)
{
  return hrt_pg_params_int64 (hrt_pg_params_new (), n);
}

static void
kill_backends (Fixture *self, const char *lane)
{
  g_autofree char *sql = g_strdup_printf (
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
      "and application_name = 'hurtrock %s'",
      lane);

  hrt_test_database_exec (self->database, sql);
}

static void
assert_works (Fixture *self, HrtPgLane lane)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_test_query (self->pool, lane, HRT_STATEMENT_TEST_BACKEND_PID, NULL, &error);

  g_assert_no_error (error);
}

/* A reader does not notice; everybody behind it in the pipeline neither. */
static void
test_killed_reading (Fixture *self, gconstpointer data)
{
  GAsyncResult *results[10] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_SLEEP, number (50),
                             NULL, hrt_test_store_result, &results[i]);
  hrt_test_run_loop (250);
  kill_backends (self, "read");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) rows = NULL;

      hrt_test_await (&results[i]);
      rows = hrt_pg_pool_query_finish (self->pool, results[i], &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
}

/* A reader is repeated once, not for ever: a statement that kills its server must not do so again
 * and again. */
static void
test_killed_reading_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_SLEEP, number (20000),
                           NULL, hrt_test_store_result, &result);
  for (guint i = 0; i < 30 && result == NULL; i++)
    {
      hrt_test_run_loop (200);
      kill_backends (self, "read");
    }
  hrt_test_await (&result);
  g_assert_null (hrt_pg_pool_query_finish (self->pool, result, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION);
  assert_works (self, HRT_PG_LANE_READ);
}

/* A writer is told: nobody but its own idempotency key knows whether it was committed. */
static void
test_killed_writing (Fixture *self, gconstpointer data)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *tagline = NULL;

  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_SET_TAGLINE,
                    hrt_pg_params_text (hrt_pg_params_new (), "half"));
  hrt_pg_batch_add (batch, HRT_STATEMENT_TEST_SLEEP, number (20000));
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_WRITE, batch, NULL, hrt_test_store_result,
                         &result);
  hrt_test_run_loop (300);
  kill_backends (self, "write");
  hrt_test_await (&result);
  g_assert_null (hrt_pg_pool_run_finish (self->pool, result, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION);
  g_assert_true (hrt_pg_error_is_transient (error));

  tagline = hrt_test_database_query (self->database, "select tagline from hrt.shop_profile");
  g_assert_cmpstr (tagline, ==, "");
  assert_works (self, HRT_PG_LANE_WRITE);
}

/* Idle connections that were cut are found out before a write is entrusted to them, also when the
 * loop had no chance to notice yet. */
static void
test_killed_idle (Fixture *self, gconstpointer data)
{
  assert_works (self, HRT_PG_LANE_WRITE);
  kill_backends (self, "write");
  g_usleep (200000); /* the loop does not run meanwhile */
  assert_works (self, HRT_PG_LANE_WRITE);
}

static void
test_restart (Fixture *self, gconstpointer data)
{
  for (guint is_crash = 0; is_crash <= 1; is_crash++)
    {
      g_autoptr (GAsyncResult) reading = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtPgResults) rows = NULL;

      assert_works (self, HRT_PG_LANE_READ);
      assert_works (self, HRT_PG_LANE_WRITE);
      hrt_test_database_stop_server (self->database, is_crash);
      /* Asked while the server is away: answered when it is back. */
      hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_BACKEND_PID, NULL,
                               NULL, hrt_test_store_result, &reading);
      hrt_test_run_loop (100);
      g_assert_null (reading);
      hrt_test_database_start_server (self->database);
      hrt_test_await (&reading);
      rows = hrt_pg_pool_query_finish (self->pool, reading, &error);
      g_assert_no_error (error);
      assert_works (self, HRT_PG_LANE_WRITE);
    }
}

/* A server that stays away costs the first ones some seconds, the later ones nothing; it is noticed
 * when it is back. */
static void
test_away (Fixture *self, gconstpointer data)
{
  gint64 start, slowest = 0;

  hrt_test_database_stop_server (self->database, FALSE);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 asked = g_get_monotonic_time ();

      g_assert_null (hrt_test_query (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_BACKEND_PID,
                                     NULL, &error));
      g_assert_true (g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION) ||
                     g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_TIMEOUT));
      if (i > 0)
        slowest = MAX (slowest, g_get_monotonic_time () - asked);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 12 * G_USEC_PER_SEC);
  g_assert_cmpint (slowest, <, 1 * G_USEC_PER_SEC);

  hrt_test_database_start_server (self->database);
  hrt_test_run_loop (5100); /* the longest pause between two attempts */
  assert_works (self, HRT_PG_LANE_READ);
}

#define CONNINFO  "HRT_TEST_LEAVE_CONNINFO"
#define PAUSE     "HRT_TEST_LEAVE_PAUSE_MS"
#define N_OPENING 8
/* A login with a password is long, and works with OpenSSL's tables. */
#define DEMAND_PASSWORD                                                                        \
  "alter role hrt_staff password 'rebab-siter-gambang';"                                       \
  "do $$ begin execute format ('copy (values (%L), (%L)) to %L',"                              \
  " 'local all hrt_staff scram-sha-256', 'local all all trust', current_setting('hba_file'));" \
  "end $$;"                                                                                    \
  "select pg_reload_conf()"

/* A busy machine between OpenSSL's end and the process's: first in, last out. */
static void
linger (void)
{
  g_usleep (50000);
}

/* As a shop's server that finds its port taken: every connection is asked for, and main() ends. */
static void
leave_in_the_middle (void)
{
  HrtPgPool *pool = hrt_pg_pool_new (g_getenv (CONNINFO));

  g_assert_cmpint (atexit (linger), ==, 0);
  hrt_pg_pool_set_limits (pool, N_OPENING, N_OPENING, 5000);
  for (guint i = 0; i < N_OPENING; i++)
    hrt_pg_pool_query_async (pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_TEST_BACKEND_PID, NULL, NULL,
                             NULL, NULL);
  g_usleep (g_ascii_strtoull (g_getenv (PAUSE), NULL, 10) * 1000);
  exit (hrt_pg_leave (EXIT_SUCCESS));
}

/* Threads that are logging in when the process ends do not make it crash. */
static void
test_leave (Fixture *self, gconstpointer data)
{
  g_autofree char *plain = hrt_test_database_dup_conninfo (self->database, "hrt_staff");
  g_autofree char *conninfo = g_strconcat (plain, " password=rebab-siter-gambang", NULL);

  hrt_test_database_exec (self->database, DEMAND_PASSWORD);
  g_setenv (CONNINFO, conninfo, TRUE);
  for (guint pause_ms = 4; pause_ms < 60; pause_ms += 5)
    {
      g_autofree char *text = g_strdup_printf ("%u", pause_ms);

      g_setenv (PAUSE, text, TRUE);
      g_test_trap_subprocess ("/pg/restart/leave/subprocess", 10 * G_USEC_PER_SEC, 0);
      g_test_trap_assert_passed ();
    }
}

#define ADD(path, is_private, function) \
  g_test_add (path, Fixture, GINT_TO_POINTER (is_private), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/pg/restart/killed-reading", FALSE, test_killed_reading);
  ADD ("/pg/restart/killed-reading-twice", FALSE, test_killed_reading_twice);
  ADD ("/pg/restart/killed-writing", FALSE, test_killed_writing);
  ADD ("/pg/restart/killed-idle", FALSE, test_killed_idle);
  ADD ("/pg/restart/restart", TRUE, test_restart);
  ADD ("/pg/restart/away", TRUE, test_away);
  ADD ("/pg/restart/leave", TRUE, test_leave);
  g_test_add_func ("/pg/restart/leave/subprocess", leave_in_the_middle);
  return g_test_run ();
}
