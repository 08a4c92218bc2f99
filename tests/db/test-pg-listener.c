/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgListener: hints between two processes' listeners, collected, split, lost and made up for.
 */

#include "config.h"

#include <libpq-fe.h>

#include "model/pg/hrt-pg-listener.h"
#include "tests/lib/hrt-test-cluster.h"

static const char *const channels[] = { "hrt_product", "hrt_stock", NULL };

#define LOOK_MS 100

typedef struct
{
  HrtTestDatabase *database;
  HrtPgListener *listener;
  HrtPgListener *other;
  GHashTable *stock_ids; /* (owned) (element-type gint64) heard */
  guint n_stock_signals;
  guint n_product_signals;
  gint64 product_id; /* heard last */
  guint n_resyncs;
  guint n_expected;
} Fixture;

static void
on_stock (HrtPgListener *listener, const char *channel, GVariant *ids, Fixture *self)
{
  GVariantIter iter;
  gint64 id;

  g_assert_cmpstr (channel, ==, "hrt_stock");
  g_assert_true (g_variant_is_of_type (ids, G_VARIANT_TYPE ("ax")));
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "x", &id))
    g_hash_table_add (self->stock_ids, g_memdup2 (&id, sizeof id));
  self->n_stock_signals++;
}

static void
on_product (HrtPgListener *listener, const char *channel, GVariant *ids, Fixture *self)
{
  g_assert_cmpstr (channel, ==, "hrt_product");
  g_variant_get_child (ids, 0, "x", &self->product_id);
  self->n_product_signals++;
}

static void
on_resync (HrtPgListener *listener, Fixture *self)
{
  self->n_resyncs++;
}

static gboolean
has_resyncs (gpointer user_data)
{
  Fixture *self = user_data;

  return self->n_resyncs >= self->n_expected;
}

static gboolean
has_ids (gpointer user_data)
{
  Fixture *self = user_data;

  return g_hash_table_size (self->stock_ids) >= self->n_expected;
}

static gboolean
has_product_signal (gpointer user_data)
{
  return ((Fixture *) user_data)->n_product_signals > 0;
}

static gboolean
has_heard (Fixture *self, gint64 id)
{
  return g_hash_table_contains (self->stock_ids, &id);
}

static void
set_up (Fixture *self, gconstpointer is_private)
{
  g_autofree char *staff = NULL;
  g_autofree char *web = NULL;

  self->database = is_private ? hrt_test_database_new_private () : hrt_test_database_new ();
  staff = hrt_test_database_dup_conninfo (self->database, "hrt_staff");
  web = hrt_test_database_dup_conninfo (self->database, "hrt_web");
  self->stock_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->listener = hrt_pg_listener_new (staff, channels);
  self->other = hrt_pg_listener_new (web, channels);
  g_signal_connect (self->listener, "changed::hrt_stock", G_CALLBACK (on_stock), self);
  g_signal_connect (self->listener, "changed::hrt_product", G_CALLBACK (on_product), self);
  g_signal_connect (self->listener, "resync", G_CALLBACK (on_resync), self);
  hrt_pg_listener_set_look_ms (self->listener, LOOK_MS);
  hrt_pg_listener_start (self->listener);
  hrt_pg_listener_start (self->other);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_resyncs, self, 20000));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hrt_pg_listener_stop (self->listener);
  hrt_pg_listener_stop (self->other);
  hrt_test_run_loop (10);
  g_assert_finalize_object (self->listener);
  g_assert_finalize_object (self->other);
  g_hash_table_unref (self->stock_ids);
  hrt_test_database_free (self->database);
}

static void
test_changed (Fixture *self, gconstpointer data)
{
  gboolean is_connected;

  g_object_get (self->listener, "connected", &is_connected, NULL);
  g_assert_true (is_connected);
  hrt_pg_listener_announce (self->other, "hrt_stock", 42);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
  g_assert_true (has_heard (self, 42));
  g_assert_cmpuint (self->n_product_signals, ==, 0);

  /* With both connections open, a change is known elsewhere in far less than the 50 ms that a page
   * may be stale. */
  for (guint i = 1; i <= 5; i++)
    {
      gint64 start = g_get_monotonic_time ();

      hrt_pg_listener_announce (self->other, "hrt_stock", 100 + i);
      self->n_expected = 1 + i;
      g_assert_true (hrt_test_wait (has_ids, self, 20000));
      g_test_message ("heard after %.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
    }
}

/* Many at once, more than one payload holds, repeats counted once: few signals, no id missing. */
static void
test_coalesced (Fixture *self, gconstpointer data)
{
  for (gint64 i = 0; i < 5000; i++)
    {
      hrt_pg_listener_announce (self->other, "hrt_stock", 1000000000000 + i);
      hrt_pg_listener_announce (self->other, "hrt_stock", 1000000000000 + i / 2);
    }
  self->n_expected = 5000;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
  hrt_test_run_loop (100);
  g_assert_cmpuint (g_hash_table_size (self->stock_ids), ==, 5000);
  g_assert_cmpuint (self->n_stock_signals, <=, 12);
}

/* Anybody who may log in may notify: rubbish is left out. */
static void
test_rubbish (Fixture *self, gconstpointer data)
{
  hrt_test_database_exec (
      self->database, "select pg_notify('hrt_stock', ''); select pg_notify('hrt_stock', 'x,1');"
                      "select pg_notify('hrt_stock', '7,,8'); select pg_notify('hrt_stock', '-5,');"
                      "select pg_notify('hrt_product', '1')");
  g_assert_true (hrt_test_wait (has_product_signal, self, 20000));
  g_assert_true (has_heard (self, 7));
  g_assert_true (has_heard (self, -5));
  g_assert_false (has_heard (self, 1));
}

/* A hint that was sent while nobody could hear it is lost, and the resync makes up for it. */
static void
test_lost (Fixture *self, gconstpointer data)
{
  hrt_test_database_exec (
      self->database,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
      "and application_name = 'hurtrock listen'; select pg_notify('hrt_stock', '13')");
  self->n_expected = 2;
  g_assert_true (hrt_test_wait (has_resyncs, self, 20000));
  hrt_test_run_loop (100);
  g_assert_false (has_heard (self, 13));

  hrt_pg_listener_announce (self->other, "hrt_stock", 14);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
}

/* What was announced while the server was away is announced when it is back. */
static void
test_restart (Fixture *self, gconstpointer data)
{
  gboolean is_connected;

  hrt_pg_listener_announce (self->other, "hrt_stock", 1);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
  hrt_test_database_stop_server (self->database, TRUE);
  hrt_pg_listener_announce (self->other, "hrt_stock", 2);
  hrt_test_run_loop (200);
  g_object_get (self->listener, "connected", &is_connected, NULL);
  g_assert_false (is_connected);
  hrt_test_database_start_server (self->database);
  self->n_expected = 2;
  g_assert_true (hrt_test_wait (has_resyncs, self, 20000));
  /* The other one may have announced before the listener listened; a new one arrives for certain.
   */
  hrt_pg_listener_announce (self->other, "hrt_stock", 3);
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
}

#define MOVE_STOCK                                                                                \
  "insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (77, 1, 5, " \
  "'found')"

/* Whoever changed it died before the hint, or sat at psql: told all the same, once. */
static void
test_never_told (Fixture *self, gconstpointer data)
{
  hrt_test_run_loop (5 * LOOK_MS);
  g_assert_cmpuint (self->n_stock_signals + self->n_product_signals, ==, 0);
  hrt_test_database_exec (self->database, MOVE_STOCK);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
  g_assert_true (has_heard (self, 77));
  hrt_test_run_loop (10 * LOOK_MS);
  g_assert_cmpuint (self->n_stock_signals, ==, 1);

  hrt_test_database_exec (self->database, MOVE_STOCK);
  hrt_test_run_loop (5 * LOOK_MS);
  g_assert_cmpuint (self->n_stock_signals, ==, 2);
  g_assert_cmpuint (self->n_resyncs, ==, 1);
}

static void
run_sql (PGconn *connection, const char *sql)
{
  PGresult *result = PQexec (connection, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
}

#define ADD_PRODUCT "insert into hrt.product (slug, name, category_id) values ('%s', 'x', 1)"

/* The row with the lower revision is committed long after the one with the higher was seen. */
static void
test_out_of_order (Fixture *self, gconstpointer data)
{
  g_autofree char *owner = hrt_test_database_dup_conninfo (self->database, "postgres");
  PGconn *slow = PQconnectdb (owner);
  g_autofree char *slow_sql = g_strdup_printf (ADD_PRODUCT, "slow");
  g_autofree char *fast_sql = g_strdup_printf (ADD_PRODUCT, "fast");

  hrt_test_database_exec (
      self->database, "insert into hrt.category (slug, name_id, name_en) values ('a', 'A', 'A')");
  run_sql (slow, "begin");
  run_sql (slow, slow_sql);
  hrt_test_database_exec (self->database, fast_sql);
  g_assert_true (hrt_test_wait (has_product_signal, self, 20000));
  g_assert_cmpint (self->product_id, ==, 2);

  /* Many looks, and other rows on top. */
  for (guint i = 0; i < 3; i++)
    {
      hrt_test_run_loop (6 * LOOK_MS);
      hrt_test_database_exec (self->database, "update hrt.product set revision = "
                                              "nextval('hrt.revision_seq') where slug = 'fast'");
    }
  hrt_test_run_loop (6 * LOOK_MS);
  self->n_product_signals = 0;
  run_sql (slow, "commit");
  g_assert_true (hrt_test_wait (has_product_signal, self, 20000));
  g_assert_cmpint (self->product_id, ==, 1);
  PQfinish (slow);
}

/* More than is worth telling one by one. */
static void
test_too_much (Fixture *self, gconstpointer data)
{
  hrt_test_database_exec (
      self->database, "insert into hrt.stock_movement (variant_id, location_id, quantity, reason)"
                      " select n, 1, 1, 'found' from generate_series(1, 30000) n");
  self->n_expected = 2;
  g_assert_true (hrt_test_wait (has_resyncs, self, 20000));
  hrt_test_run_loop (5 * LOOK_MS);
  g_assert_cmpuint (self->n_resyncs, ==, 2);
  hrt_test_database_exec (self->database, MOVE_STOCK);
  self->n_expected = 1;
  g_assert_true (hrt_test_wait (has_ids, self, 20000));
}

#define ADD(path, is_private, function) \
  g_test_add (path, Fixture, GINT_TO_POINTER (is_private), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/pg/listener/changed", FALSE, test_changed);
  ADD ("/pg/listener/coalesced", FALSE, test_coalesced);
  ADD ("/pg/listener/rubbish", FALSE, test_rubbish);
  ADD ("/pg/listener/lost", FALSE, test_lost);
  ADD ("/pg/listener/never-told", FALSE, test_never_told);
  ADD ("/pg/listener/out-of-order", FALSE, test_out_of_order);
  ADD ("/pg/listener/too-much", FALSE, test_too_much);
  ADD ("/pg/listener/restart", TRUE, test_restart);
  return g_test_run ();
}
