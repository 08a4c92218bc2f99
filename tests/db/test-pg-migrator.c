/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The migrator with small schemas of its own: order, checksums, versions, failures, two at once,
 * functions that change.
 */

#include "config.h"

#include "model/pg/hrt-pg-migrator-private.h"
#include "tests/lib/hrt-test-cluster.h"

typedef struct
{
  HrtTestDatabase *database;
  char *owner; /* (owned) conninfo */
} Fixture;

static const HrtSqlFile migrations[] = {
  { 1, "0001-first", "aa", "create schema hrt;\ncreate table hrt.a (id int primary key);" },
  { 2, "0002-second", "bb", "insert into hrt.a values (1);\ninsert into hrt.a values (2);" },
};
static const HrtSqlFile functions[] = {
  { 0, "a/first", "f1",
    "create or replace function hrt.first() returns int language sql as 'select hrt.second()'" },
  { 0, "a/second", "f2",
    "create or replace function hrt.second() returns int language sql as 'select 2'" },
  { 0, "b/view", "f3", "create or replace view hrt.v as select id, hrt.first() as f from hrt.a" },
};
static const HrtPgSchema schema = { migrations, 2, functions, 3 };

static void
set_up (Fixture *self, gconstpointer data)
{
  self->database = hrt_test_database_new_empty ();
  self->owner = hrt_test_database_dup_conninfo (self->database, "hrt_owner");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->owner);
  hrt_test_database_free (self->database);
}

static void
assert_query (Fixture *self, const char *sql, const char *expected)
{
  g_autofree char *text = hrt_test_database_query (self->database, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_migrates (Fixture *self, const HrtPgSchema *what, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint n;

  _hrt_pg_migrator_run_schema (self->owner, what, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, expected);
}

static GError *
assert_refuses (Fixture *self, const HrtPgSchema *what, HrtPgErrorCode code)
{
  GError *error = NULL;

  g_assert_false (_hrt_pg_migrator_run_schema (self->owner, what, NULL, &error));
  g_assert_error (error, HRT_PG_ERROR, (int) code);
  return error;
}

static void
test_run (Fixture *self, gconstpointer data)
{
  assert_migrates (self, &schema, 2);
  assert_query (self,
                "select string_agg(version || name || sha256, ' ' order by version) "
                "from hrt.schema_migration",
                "10001-firstaa 20002-secondbb");
  assert_query (self, "select sum(f) from hrt.v", "4");
  assert_query (self, "select has_function_privilege('hrt_web', 'hrt.first()', 'execute')", "f");
  assert_query (self, "select has_table_privilege('hrt_web', 'hrt.schema_migration', 'select')",
                "t");

  /* Again: nothing to do, not even the functions. */
  hrt_test_database_exec (self->database, "create temp table x as select oid from pg_proc limit 1;"
                                          "comment on function hrt.first() is 'old'");
  assert_migrates (self, &schema, 0);
  assert_query (self, "select obj_description('hrt.first()'::regprocedure)", "old");
}

/* Functions and views may change their shape freely, and what is gone from the tree is gone from
 * the database. */
static void
test_functions_change (Fixture *self, gconstpointer data)
{
  static const HrtSqlFile changed[] = {
    { 0, "a/first", "g1",
      "create or replace function hrt.first(n int default 1) returns text language plpgsql as "
      "'begin return n::text; end'" },
    { 0, "b/view", "g3", "create or replace view hrt.v as select hrt.first() as other from hrt.a" },
  };
  const HrtPgSchema second = { migrations, 2, changed, 2 };

  assert_migrates (self, &schema, 2);
  assert_migrates (self, &second, 0);
  assert_query (self, "select other from hrt.v limit 1", "1");
  assert_query (self, "select count(*) from pg_proc where pronamespace = 'hrt'::regnamespace", "1");
  assert_migrates (self, &schema, 0);
  assert_query (self, "select sum(f) from hrt.v", "4");
}

/* A body that is wrong is found when it is created, though files may name what comes after them. */
static void
test_broken_function (Fixture *self, gconstpointer data)
{
  static const HrtSqlFile broken[] = {
    { 0, "a/broken", "g1",
      "create or replace function hrt.b() returns int language sql as 'select no_such_column'" },
  };
  const HrtPgSchema second = { migrations, 2, broken, 1 };

  assert_migrates (self, &schema, 2);
  g_error_free (assert_refuses (self, &second, HRT_PG_ERROR_STATEMENT));
  assert_query (self, "select sum(f) from hrt.v", "4");
}

static void
test_changed_checksum (Fixture *self, gconstpointer data)
{
  const HrtSqlFile edited[] = { migrations[0], { 2, "0002-second", "cc", migrations[1].sql } };
  const HrtPgSchema other = { edited, 2, functions, 3 };
  g_autoptr (GError) error = NULL;

  assert_migrates (self, &schema, 2);
  error = assert_refuses (self, &other, HRT_PG_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "0002-second"));
}

static void
test_newer_database (Fixture *self, gconstpointer data)
{
  const HrtPgSchema older = { migrations, 1, functions, 3 };
  g_autoptr (GError) error = NULL;

  assert_migrates (self, &schema, 2);
  error = assert_refuses (self, &older, HRT_PG_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "newer"));
  assert_query (self, "select count(*) from hrt.a", "2");
}

/* What fails leaves nothing behind, says where, and can be run again when it is put right. */
static void
test_failing (Fixture *self, gconstpointer data)
{
  const HrtSqlFile broken[] = {
    migrations[0],
    { 2, "0002-second", "bb", "insert into hrt.a values (1);\ninsert into\n hrt.a values (x);" }
  };
  const HrtSqlFile committing[] = {
    migrations[0], { 2, "0002-second", "bb", "insert into hrt.a values (9); commit;" }
  };
  const HrtPgSchema second = { broken, 2, functions, 3 };
  const HrtPgSchema third = { committing, 2, functions, 3 };
  g_autoptr (GError) error = assert_refuses (self, &second, HRT_PG_ERROR_STATEMENT);

  g_assert_true (g_str_has_prefix (error->message, "0002-second, line 3: "));
  assert_query (self, "select count(*) from hrt.a", "0");
  assert_query (self, "select count(*) from hrt.schema_migration", "1");
  g_error_free (assert_refuses (self, &third, HRT_PG_ERROR_STATEMENT));
  hrt_test_database_exec (self->database, "delete from hrt.a");
  assert_migrates (self, &schema, 1);
}

static gpointer
migrate_in_thread (gpointer user_data)
{
  guint n = 99;

  if (!_hrt_pg_migrator_run_schema (user_data, &schema, &n, NULL))
    return GUINT_TO_POINTER (99);
  return GUINT_TO_POINTER (n);
}

static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  GThread *threads[4];
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrator", migrate_in_thread, self->owner);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    sum += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (sum, ==, 2);
  assert_query (self, "select count(*) from hrt.a", "2");
}

static void
check (Fixture *self, const char *role, GError **error)
{
  HrtPgPool *pool = hrt_test_database_new_pool (self->database, role);
  g_autoptr (GAsyncResult) result = NULL;

  hrt_pg_migrator_check_async (pool, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  hrt_pg_migrator_check_finish (pool, result, error);
  g_clear_object (&result);
  hrt_test_close_pool (pool);
}

/* The program's own schema, as the app and the shop server see it. */
static void
test_check (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  check (self, "hrt_web", &error);
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION);
  g_clear_error (&error);

  hrt_pg_migrator_run_async (NULL, NULL, self->owner, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_true (hrt_pg_migrator_run_finish (result, &error));
  g_assert_no_error (error);
  check (self, "hrt_web", &error);
  g_assert_no_error (error);

  hrt_test_database_exec (self->database,
                          "insert into hrt.schema_migration values (9999, '9999-future', 'x')");
  check (self, "hrt_staff", &error);
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "newer"));
}

/* Running it again changes passwords and nothing else; a name is a name, whatever is in it. */
static void
test_provision (Fixture *self, gconstpointer data)
{
  g_autofree char *admin = hrt_test_database_dup_conninfo (self->database, "postgres");
  g_autofree char *name = g_strdup_printf ("Odd \"name\" %s", g_strrstr (admin, "t_"));
  g_autofree char *cleanup = NULL;
  HrtPgProvision what = { .database = name };
  g_autoptr (GError) error = NULL;
  char **parts;
  g_autofree char *quoted = NULL;

  for (guint i = 0; i < 2; i++)
    {
      hrt_pg_migrator_provision (admin, &what, &error);
      g_assert_no_error (error);
    }
  assert_query (self,
                "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = "
                "'hrt_owner'",
                "f");
  parts = g_strsplit (name, "\"", -1);
  quoted = g_strjoinv ("\"\"", parts);
  g_strfreev (parts);
  cleanup = g_strdup_printf ("drop database \"%s\"", quoted);
  hrt_test_database_exec (self->database, cleanup);
}

static void
test_no_rights (Fixture *self, gconstpointer data)
{
  g_autofree char *web = hrt_test_database_dup_conninfo (self->database, "hrt_web");
  HrtPgProvision what = { .database = "hrt_never", .web_password = "secret" };
  g_autoptr (GError) error = NULL;

  g_assert_false (hrt_pg_migrator_provision (web, &what, &error));
  g_assert_error (error, HRT_PG_ERROR, HRT_PG_ERROR_PERMISSION);
  g_assert_null (strstr (error->message, "secret"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/pg/migrator/run", test_run);
  ADD ("/pg/migrator/functions-change", test_functions_change);
  ADD ("/pg/migrator/broken-function", test_broken_function);
  ADD ("/pg/migrator/changed-checksum", test_changed_checksum);
  ADD ("/pg/migrator/newer-database", test_newer_database);
  ADD ("/pg/migrator/failing", test_failing);
  ADD ("/pg/migrator/two-at-once", test_two_at_once);
  ADD ("/pg/migrator/check", test_check);
  ADD ("/pg/migrator/provision", test_provision);
  ADD ("/pg/migrator/no-rights", test_no_rights);
  return g_test_run ();
}
