/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hrt_pg_rows_decode: from a row that a real server sent into a struct, by its descriptor.
 */

#include "config.h"

#include "tests/lib/hrt-test-cluster.h"

typedef struct
{
  gint64 n;
  char *t;
  gboolean b;
  gint64 at;
  char *js;
  char *u;
  char *not_selected;
  gint64 y; /* a bytea there, a number here */
} Thing;

static const HrtField fields[] = {
  HRT_FIELD (Thing, n, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, t, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, b, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, js, HRT_FIELD_JSON, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, u, HRT_FIELD_UUID, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Thing, not_selected, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
};
static const HrtField wrong_fields[] = {
  HRT_FIELD (Thing, y, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};
static const HrtDescriptor descriptor = { "thing", G_N_ELEMENTS (fields), fields };
static const HrtDescriptor wrong = { "wrong", 1, wrong_fields };

static HrtPgResults *
echo (HrtPgPool *pool, gboolean is_null)
{
  HrtPgParams *params = hrt_pg_params_new ();
  g_autoptr (GError) error = NULL;
  HrtPgResults *results;

  if (is_null)
    {
      for (guint i = 0; i < 9; i++)
        hrt_pg_params_null (params);
    }
  else
    {
      hrt_pg_params_int64 (params, -7);
      hrt_pg_params_text (params, "Drum & <b>");
      hrt_pg_params_bool (params, TRUE);
      hrt_pg_params_null (params);
      hrt_pg_params_text (params, "2026-11-24 10:31:48.5+07");
      hrt_pg_params_text (params, "[]");
      hrt_pg_params_text (params, "0b9b2a36-7e7f-4e1e-9a43-0f6e4a1db8d1");
      hrt_pg_params_null (params);
      hrt_pg_params_null (params);
    }
  results = hrt_test_query (pool, HRT_PG_LANE_READ, HRT_STATEMENT_TEST_ECHO, params, &error);
  g_assert_no_error (error);
  return results;
}

static void
test_decode (void)
{
  g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
  HrtPgPool *pool = hrt_test_database_new_pool (database, "hrt_staff");
  g_autoptr (HrtPgResults) full = echo (pool, FALSE);
  g_autoptr (HrtPgResults) empty = echo (pool, TRUE);
  Thing thing = { .not_selected = g_strdup ("kept") };

  hrt_pg_rows_decode (hrt_pg_results_get_rows (full, 0), 0, &descriptor, &thing);
  g_assert_cmpint (thing.n, ==, -7);
  g_assert_cmpstr (thing.t, ==, "Drum & <b>");
  g_assert_true (thing.b);
  g_assert_cmpint (thing.at, ==, hrt_pg_rows_get_time (hrt_pg_results_get_rows (full, 0), 0, 4));
  g_assert_cmpint (thing.at, ==, G_GINT64_CONSTANT (1795491108500000));
  g_assert_cmpstr (thing.js, ==, "[]");
  g_assert_cmpstr (thing.u, ==, "0b9b2a36-7e7f-4e1e-9a43-0f6e4a1db8d1");
  g_assert_cmpstr (thing.not_selected, ==, "kept");

  hrt_pg_rows_decode (hrt_pg_results_get_rows (empty, 0), 0, &descriptor, &thing);
  g_assert_cmpint (thing.n, ==, 0);
  g_assert_null (thing.t);
  g_assert_false (thing.b);
  g_assert_cmpint (thing.at, ==, G_MININT64);
  g_assert_null (thing.js);
  g_assert_cmpstr (thing.not_selected, ==, "kept");
  hrt_descriptor_clear (&descriptor, &thing);
  hrt_test_close_pool (pool);
}

/* A descriptor that does not fit its statement is a bug that is said aloud. */
static void
test_wrong_type (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
      HrtPgPool *pool = hrt_test_database_new_pool (database, "hrt_staff");
      g_autoptr (HrtPgResults) results = echo (pool, FALSE);
      Thing thing = { 0 };

      hrt_pg_rows_decode (hrt_pg_results_get_rows (results, 0), 0, &wrong, &thing);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*wrong.y: column has type 17*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pg/decode/row", test_decode);
  g_test_add_func ("/pg/decode/wrong-type", test_wrong_type);
  return g_test_run ();
}
