/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The migrator: applies the migrations a program carries, re-creates its functions, refuses what it
 * does not know.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <string.h>

#include "hrt-pg-connection-private.h"
#include "hrt-pg-migrator-private.h"
#include "hrt-pg-private.h"

/* Every program that migrates takes this advisory lock first: "HRTMIGRA" as a number. The
 * bookkeeping below is the only SQL text in C: it must work before there is a schema that a
 * registered statement could be written for. */
#define LOCK_SQL      "select pg_advisory_lock(5211880083853854273)"
#define HAS_BOOKS_SQL "select to_regclass('hrt.schema_migration') is not null"
#define MAKE_BOOKS_SQL                                                                    \
  "create table if not exists hrt.schema_migration ("                                     \
  " version bigint primary key, name text not null, sha256 text not null,"                \
  " applied_at timestamptz not null default now());"                                      \
  "create table if not exists hrt.schema_functions ("                                     \
  " id smallint primary key default 1 constraint schema_functions_one_ck check (id = 1)," \
  " sha256 text not null, applied_at timestamptz not null default now());"                \
  "grant usage on schema hrt to " HRT_PG_STAFF ", " HRT_PG_WEB ";"                        \
  "grant select on hrt.schema_migration, hrt.schema_functions to " HRT_PG_STAFF ", " HRT_PG_WEB
#define READ_BOOKS_SQL "select version, name, sha256 from hrt.schema_migration order by version"
#define ADD_MIGRATION_SQL \
  "insert into hrt.schema_migration (version, name, sha256) values ($1, $2, $3)"
#define READ_FUNCTIONS_SQL "select sha256 from hrt.schema_functions"
#define SET_FUNCTIONS_SQL                                 \
  "insert into hrt.schema_functions (sha256) values ($1)" \
  " on conflict (id) do update set sha256 = excluded.sha256, applied_at = now()"

/* A function is executable by everybody unless that is taken away: ours are for those whom a grants
 * file names. */
#define PRIVATE_FUNCTIONS_SQL "alter default privileges revoke execute on functions from public"

/* Before the functions and views are made anew, the old ones go, so that none stays under an old
 * signature or with old columns. One that a trigger, constraint or default hangs on cannot go and
 * is replaced in place. Views and functions depend on each other in any order, so passes are made
 * until one finds nothing more to drop. */
#define DROP_OLD_SQL                                                                  \
  "do $$ declare it record; dropped int; begin loop dropped := 0;"                    \
  " for it in select format('view %s', c.oid::regclass) as what from pg_class c"      \
  "   where c.relnamespace = 'hrt'::regnamespace and c.relkind = 'v'"                 \
  "   union all select format('routine %s', p.oid::regprocedure) from pg_proc p"      \
  "   where p.pronamespace = 'hrt'::regnamespace and p.prokind <> 'a' and not exists" \
  "   (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop"       \
  "  begin execute 'drop ' || it.what; dropped := dropped + 1;"                       \
  "  exception when dependent_objects_still_exist then null; end;"                    \
  " end loop; exit when dropped = 0; end loop; end $$"

/* With bodies unchecked, files may name functions of later files; afterwards each body is checked
 * after all. */
#define UNCHECKED_SQL "set local check_function_bodies = off"
#define CHECK_BODIES_SQL                                                                \
  "set local check_function_bodies = on;"                                               \
  "do $$ declare it record; begin for it in select p.oid, l.lanname from pg_proc p"     \
  " join pg_language l on l.oid = p.prolang where p.pronamespace = 'hrt'::regnamespace" \
  " and l.lanname in ('plpgsql', 'sql') loop"                                           \
  " if it.lanname = 'plpgsql' then perform plpgsql_validator(it.oid);"                  \
  " else perform fmgr_sql_validator(it.oid); end if; end loop; end $$"

/* The line of @sql that the server's error points at, or 0. */
static guint
find_error_line (const PGresult *result, const char *sql)
{
  const char *position = PQresultErrorField (result, PG_DIAG_STATEMENT_POSITION);
  const char *end;
  guint line = 1;

  if (position == NULL)
    return 0;
  end = g_utf8_offset_to_pointer (sql, (glong) g_ascii_strtoll (position, NULL, 10) - 1);
  for (const char *c = sql; c < end && *c != '\0'; c++)
    line += *c == '\n';
  return line;
}

/* Runs one or more statements without parameters. */
gboolean
_hrt_pg_migrator_exec (PGconn *pg, const char *what, const char *sql, GError **error)
{
  PGresult *result = PQexec (pg, sql);
  gboolean is_ok = PQresultStatus (result) == PGRES_COMMAND_OK ||
                   PQresultStatus (result) == PGRES_TUPLES_OK ||
                   PQresultStatus (result) == PGRES_EMPTY_QUERY;

  if (!is_ok)
    {
      guint line = find_error_line (result, sql);
      g_autofree char *place =
          line > 0 ? g_strdup_printf ("%s, line %u", what, line) : g_strdup (what);

      g_propagate_error (error, _hrt_pg_error_from_result (result, place));
    }
  PQclear (result);
  return is_ok;
}

PGresult *
_hrt_pg_migrator_query (PGconn *pg,
                        const char *what,
                        const char *sql,
                        guint n_params,
                        const char *const *params,
                        GError **error)
{
  PGresult *result = PQexecParams (pg, sql, (int) n_params, NULL, params, NULL, NULL, 0);

  if (PQresultStatus (result) == PGRES_TUPLES_OK || PQresultStatus (result) == PGRES_COMMAND_OK)
    return result;
  g_propagate_error (error, _hrt_pg_error_from_result (result, what));
  PQclear (result);
  return NULL;
}

PGconn *
_hrt_pg_migrator_connect (const char *conninfo, GError **error)
{
  HrtPgConnectionConfig config = { .conninfo = conninfo, .application_name = "hurtrock migrator" };

  return _hrt_pg_connect (&config, error);
}

/* The one cell of the one row of @sql; NULL with no error set when there is no row. */
static char *
query_text (PGconn *pg, const char *sql, GError **error)
{
  PGresult *result = _hrt_pg_migrator_query (pg, "bookkeeping", sql, 0, NULL, error);
  char *text = NULL;

  if (result == NULL)
    return NULL;
  if (PQntuples (result) > 0)
    text = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  return text;
}

static const HrtSqlFile *
find_migration (const HrtPgSchema *schema, gint64 version)
{
  for (guint i = 0; i < schema->n_migrations; i++)
    {
      if (schema->migrations[i].version == version)
        return &schema->migrations[i];
    }
  return NULL;
}

static guint
get_newest (const HrtPgSchema *schema)
{
  return schema->n_migrations > 0 ? schema->migrations[schema->n_migrations - 1].version : 0;
}

static gboolean
check_row (
    const HrtPgSchema *schema, gint64 version, const char *name, const char *sha256, GError **error)
{
  const HrtSqlFile *file = find_migration (schema, version);

  if (version > get_newest (schema))
    {
      g_set_error (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION,
                   "the database is newer than this program: it is at %s, the program knows up to "
                   "%u; use a newer program",
                   name, get_newest (schema));
      return FALSE;
    }
  if (file == NULL || strcmp (file->sha256, sha256) != 0)
    {
      g_set_error (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION,
                   "migration %s was applied in another form than this program carries", name);
      return FALSE;
    }
  return TRUE;
}

/* Compares what was applied with what we carry. -1 after an error, else the newest applied version.
 */
static gint64
read_books (PGconn *pg, const HrtPgSchema *schema, GError **error)
{
  g_autofree char *has_books = query_text (pg, HAS_BOOKS_SQL, error);
  PGresult *result;
  gint64 newest = 0;

  if (has_books == NULL || has_books[0] != 't')
    return has_books == NULL ? -1 : 0;
  result = _hrt_pg_migrator_query (pg, "bookkeeping", READ_BOOKS_SQL, 0, NULL, error);
  if (result == NULL)
    return -1;
  for (int i = 0; i < PQntuples (result) && newest >= 0; i++)
    {
      gint64 version = g_ascii_strtoll (PQgetvalue (result, i, 0), NULL, 10);

      newest =
          check_row (schema, version, PQgetvalue (result, i, 1), PQgetvalue (result, i, 2), error)
              ? version
              : -1;
    }
  PQclear (result);
  return newest;
}

static gboolean
run_in_transaction (PGconn *pg, const char *what, const char *sql, GError **error)
{
  if (!_hrt_pg_migrator_exec (pg, what, sql, error))
    return FALSE;
  if (PQtransactionStatus (pg) == PQTRANS_INTRANS)
    return TRUE;
  g_set_error (error, HRT_PG_ERROR, HRT_PG_ERROR_STATEMENT,
               "%s: ends its own transaction, which only the migrator may", what);
  return FALSE;
}

static gboolean
record_migration (PGconn *pg, const HrtSqlFile *file, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%u", file->version);
  const char *const params[] = { version, file->name, file->sha256 };
  PGresult *result = _hrt_pg_migrator_query (pg, file->name, ADD_MIGRATION_SQL, 3, params, error);

  PQclear (result);
  return result != NULL;
}

/* The file and its row in one transaction: there is no half-applied migration. */
static gboolean
apply_migration (PGconn *pg, const HrtSqlFile *file, GError **error)
{
  g_debug ("applying %s", file->name);
  if (_hrt_pg_migrator_exec (pg, file->name, "begin", error) &&
      run_in_transaction (pg, file->name, file->sql, error) &&
      run_in_transaction (pg, file->name, MAKE_BOOKS_SQL, error) &&
      record_migration (pg, file, error) && _hrt_pg_migrator_exec (pg, file->name, "commit", error))
    return TRUE;
  _hrt_pg_migrator_exec (pg, file->name, "rollback", NULL);
  return FALSE;
}

static char *
dup_functions_sha (const HrtPgSchema *schema)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < schema->n_functions; i++)
    {
      g_checksum_update (checksum, (const guchar *) schema->functions[i].name, -1);
      g_checksum_update (checksum, (const guchar *) schema->functions[i].sha256, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
run_function_files (PGconn *pg, const HrtPgSchema *schema, GError **error)
{
  for (guint i = 0; i < schema->n_functions; i++)
    {
      if (!run_in_transaction (pg, schema->functions[i].name, schema->functions[i].sql, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
record_functions (PGconn *pg, const char *sha256, GError **error)
{
  const char *const params[] = { sha256 };
  PGresult *result = _hrt_pg_migrator_query (pg, "functions", SET_FUNCTIONS_SQL, 1, params, error);

  PQclear (result);
  return result != NULL;
}

static gboolean
create_functions (PGconn *pg, const HrtPgSchema *schema, const char *sha256, GError **error)
{
  if (_hrt_pg_migrator_exec (pg, "functions", "begin", error) &&
      run_in_transaction (pg, "functions", UNCHECKED_SQL, error) &&
      run_in_transaction (pg, "functions", DROP_OLD_SQL, error) &&
      run_function_files (pg, schema, error) &&
      run_in_transaction (pg, "functions", CHECK_BODIES_SQL, error) &&
      record_functions (pg, sha256, error) &&
      _hrt_pg_migrator_exec (pg, "functions", "commit", error))
    return TRUE;
  _hrt_pg_migrator_exec (pg, "functions", "rollback", NULL);
  return FALSE;
}

static gboolean
create_functions_if_changed (PGconn *pg,
                             const HrtPgSchema *schema,
                             gboolean is_changed,
                             GError **error)
{
  g_autofree char *sha256 = dup_functions_sha (schema);
  g_autofree char *applied = NULL;
  g_autoptr (GError) problem = NULL;

  if (get_newest (schema) == 0)
    return TRUE;
  applied = query_text (pg, READ_FUNCTIONS_SQL, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!is_changed && g_strcmp0 (applied, sha256) == 0)
    return TRUE;
  return create_functions (pg, schema, sha256, error);
}

static gboolean
migrate (PGconn *pg, const HrtPgSchema *schema, guint *n_applied, GError **error)
{
  gint64 applied;

  if (!_hrt_pg_migrator_exec (pg, "lock", LOCK_SQL, error) ||
      !_hrt_pg_migrator_exec (pg, "default privileges", PRIVATE_FUNCTIONS_SQL, error))
    return FALSE;
  applied = read_books (pg, schema, error);
  if (applied < 0)
    return FALSE;

  for (guint i = 0; i < schema->n_migrations; i++)
    {
      if (schema->migrations[i].version <= applied)
        continue;
      if (!apply_migration (pg, &schema->migrations[i], error))
        return FALSE;
      (*n_applied)++;
    }
  return create_functions_if_changed (pg, schema, *n_applied > 0, error);
}

gboolean
_hrt_pg_migrator_run_schema (const char *owner_conninfo,
                             const HrtPgSchema *schema,
                             guint *n_applied,
                             GError **error)
{
  PGconn *pg = _hrt_pg_migrator_connect (owner_conninfo, error);
  guint n = 0;
  gboolean is_ok;

  if (pg == NULL)
    return FALSE;
  is_ok = migrate (pg, schema, &n, error);
  PQfinish (pg); /* and with it goes the lock */
  if (n_applied != NULL)
    *n_applied = n;
  return is_ok;
}

/**
 * hrt_pg_migrator_run:
 * @owner_conninfo: the database, as hrt_owner
 * @n_applied: (out) (optional): how many migrations were applied
 * @error: return location
 *
 * Blocks. Brings the schema up to this program's version: every migration that is missing, in
 * order, each with its row in `hrt.schema_migration` in one transaction; then, if anything changed,
 * all functions, views and grants, in one transaction too. Whatever fails leaves the database as
 * the last complete step left it, and can be run again. Two at once take turns.
 *
 * Errors: %HRT_PG_ERROR_VERSION if the database is newer than this program or a migration was
 * applied in another form; %HRT_PG_ERROR_CONNECTION; others with the file and line that failed.
 *
 * Returns: whether the database is now at this program's version
 */
gboolean
hrt_pg_migrator_run (const char *owner_conninfo, guint *n_applied, GError **error)
{
  const HrtPgSchema schema = { hrt_migrations, hrt_n_migrations, hrt_sql_functions,
                               hrt_n_sql_functions };

  g_return_val_if_fail (owner_conninfo != NULL, FALSE);

  return _hrt_pg_migrator_run_schema (owner_conninfo, &schema, n_applied, error);
}

typedef struct
{
  char *admin_conninfo; /* (owned) (nullable) */
  char *owner_conninfo; /* (owned) */
  char *names[4];       /* (owned) the strings of @what */
  HrtPgProvision what;
} RunData;

static void
run_data_free (RunData *data)
{
  g_free (data->admin_conninfo);
  g_free (data->owner_conninfo);
  for (guint i = 0; i < G_N_ELEMENTS (data->names); i++)
    g_free (data->names[i]);
  g_free (data);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RunData *data = task_data;
  GError *error = NULL;

  if ((data->admin_conninfo == NULL ||
       hrt_pg_migrator_provision (data->admin_conninfo, &data->what, &error)) &&
      hrt_pg_migrator_run (data->owner_conninfo, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * hrt_pg_migrator_run_async:
 * @admin_conninfo: (nullable): a superuser's connection, to make roles and database first
 * @what: (nullable): what to make; needed with @admin_conninfo
 * @owner_conninfo: the database, as hrt_owner
 * @cancellable: (nullable): a migration under way is not interrupted, only its result dropped
 * @callback: called in the thread-default context
 * @user_data: for @callback
 *
 * Runs hrt_pg_migrator_provision() and hrt_pg_migrator_run() in a worker thread.
 */
void
hrt_pg_migrator_run_async (const char *admin_conninfo,
                           const HrtPgProvision *what,
                           const char *owner_conninfo,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RunData *data;

  g_return_if_fail (owner_conninfo != NULL);
  g_return_if_fail (admin_conninfo == NULL || what != NULL);

  data = g_new0 (RunData, 1);
  data->admin_conninfo = g_strdup (admin_conninfo);
  data->owner_conninfo = g_strdup (owner_conninfo);
  if (what != NULL)
    {
      data->what.database = data->names[0] = g_strdup (what->database);
      data->what.owner_password = data->names[1] = g_strdup (what->owner_password);
      data->what.staff_password = data->names[2] = g_strdup (what->staff_password);
      data->what.web_password = data->names[3] = g_strdup (what->web_password);
    }
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_migrator_run_async);
  g_task_set_task_data (task, data, (GDestroyNotify) run_data_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * hrt_pg_migrator_run_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as hrt_pg_migrator_provision() and hrt_pg_migrator_run().
 *
 * Returns: whether the database is at this program's version
 */
gboolean
hrt_pg_migrator_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GError *
compare_version (gint64 version)
{
  gint64 known = hrt_n_migrations > 0 ? hrt_migrations[hrt_n_migrations - 1].version : 0;

  if (version == known)
    return NULL;
  return g_error_new (HRT_PG_ERROR, HRT_PG_ERROR_VERSION,
                      version > known ? "the database (version %" G_GINT64_FORMAT
                                        ") is newer than this program (version %" G_GINT64_FORMAT
                                        ")"
                                      : "the database (version %" G_GINT64_FORMAT
                                        ") is not yet at this program's version %" G_GINT64_FORMAT,
                      version, known);
}

static void
on_version_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results != NULL)
    error = compare_version (hrt_pg_rows_get_int64 (hrt_pg_results_get_rows (results, 0), 0, 0));
  else if (g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_STATEMENT))
    {
      /* No such table: an empty database. */
      g_clear_error (&error);
      error = compare_version (0);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hrt_pg_migrator_check_async:
 * @pool: of any of our roles
 * @cancellable: (nullable): see #HrtPgPool
 * @callback: called in the pool's context
 * @user_data: for @callback
 *
 * Asks whether the database is exactly at this program's version.
 */
void
hrt_pg_migrator_check_async (HrtPgPool *pool,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HRT_IS_PG_POOL (pool));

  task = g_task_new (pool, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_migrator_check_async);
  hrt_pg_pool_query_async (pool, HRT_PG_LANE_READ, HRT_STATEMENT_PG_SCHEMA_VERSION, NULL,
                           cancellable, on_version_ready, task);
}

/**
 * hrt_pg_migrator_check_finish:
 * @pool: the pool
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %HRT_PG_ERROR_VERSION if it is older or newer; otherwise as hrt_pg_pool_run_finish().
 *
 * Returns: %TRUE if program and database belong together
 */
gboolean
hrt_pg_migrator_check_finish (HrtPgPool *pool, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, pool), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
