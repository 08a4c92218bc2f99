/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The C side of the test server: the same locks as cluster.py, which does the work.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hrt-test-cluster.h"

#define PATIENCE_MS 30000

struct _HrtTestDatabase
{
  char *folder;   /* (owned) of the server */
  int lock;       /* (owned) descriptor that keeps the server alive; -1 = the program's own */
  char *conninfo; /* (owned) superuser's, without a database */
  char *template; /* (owned) */
  char *name;     /* (owned) */
};

/* The shared server's lock, held until the program ends. */
static int shared_lock = -1;
static guint n_databases;

static char *
dup_shared_folder (void)
{
  const char *build = g_getenv ("HRT_BUILD_ROOT");
  g_autofree char *real = g_canonicalize_filename (build != NULL ? build : ".", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, real, -1);

  digest[10] = '\0';
  return g_strdup_printf ("%s/hrt-test-%u-%s", g_get_tmp_dir (), (guint) geteuid (), digest);
}

/* Takes the users' lock of a folder that its supervisor may just be removing. */
static int
hold (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "users.lock", NULL);

  for (;;)
    {
      struct stat held, named;
      int fd;

      g_mkdir (folder, 0755);
      fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
      if (fd < 0 && errno == ENOENT)
        continue;
      g_assert_cmpint (fd, >=, 0);
      while (flock (fd, LOCK_SH) != 0)
        g_assert_cmpint (errno, ==, EINTR);
      if (fstat (fd, &held) == 0 && stat (path, &named) == 0 && held.st_ino == named.st_ino)
        return fd;
      close (fd);
    }
}

/* The value of "@name": "…" in the one line of JSON that cluster.py prints; its values hold no
 * quotes. */
static char *
dup_member (const char *json, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\": \"", name);
  const char *start = strstr (json, key);

  g_assert_nonnull (start);
  start += strlen (key);
  return g_strndup (start, strcspn (start, "\""));
}

static void
ensure (HrtTestDatabase *self, const char *linger_secs)
{
  const char *source = g_getenv ("HRT_SOURCE_ROOT");
  g_autofree char *script =
      g_build_filename (source != NULL ? source : ".", "tests", "lib", "cluster.py", NULL);
  char *argv[] = { (char *) "/usr/bin/python3", script, (char *) "ensure", self->folder,
                   (char *) linger_secs,        NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("no test server: %s", err);
  self->conninfo = dup_member (out, "conninfo");
  self->template = dup_member (out, "template");
}

static char *
dup_conninfo (HrtTestDatabase *self, const char *role, const char *database)
{
  if (g_str_equal (role, "postgres"))
    return g_strdup_printf ("%s dbname=%s", self->conninfo, database);
  return g_strdup_printf ("%s user=%s dbname=%s", self->conninfo, role, database);
}

/* Blocking; the first cell, or NULL. */
static char *
exec (HrtTestDatabase *self, const char *database, const char *sql)
{
  g_autofree char *conninfo = dup_conninfo (self, "postgres", database);
  PGconn *pg = PQconnectdb (conninfo);
  PGresult *result = PQexec (pg, sql);
  ExecStatusType status = PQresultStatus (result);
  char *text = NULL;

  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    g_error ("%s: %s", sql, PQerrorMessage (pg));
  if (PQntuples (result) > 0 && PQnfields (result) > 0 && !PQgetisnull (result, 0, 0))
    text = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  PQfinish (pg);
  return text;
}

static void
create (HrtTestDatabase *self, const char *template)
{
  g_autofree char *sql = NULL;

  self->name = g_strdup_printf ("t_%d_%u", (int) getpid (), ++n_databases);
  /* Writing them into the log would cost three times the processor. */
  sql = g_strdup_printf ("create database %s template %s strategy file_copy owner hrt_owner",
                         self->name, template);
  g_free (exec (self, "postgres", sql));
}

static HrtTestDatabase *
new_shared (void)
{
  HrtTestDatabase *self = g_new0 (HrtTestDatabase, 1);

  self->folder = dup_shared_folder ();
  self->lock = -1;
  if (shared_lock < 0)
    shared_lock = hold (self->folder);
  ensure (self, "4");
  return self;
}

HrtTestDatabase *
hrt_test_database_new (void)
{
  HrtTestDatabase *self = new_shared ();

  create (self, self->template);
  return self;
}

HrtTestDatabase *
hrt_test_database_new_empty (void)
{
  HrtTestDatabase *self = new_shared ();

  create (self, "template0");
  return self;
}

HrtTestDatabase *
hrt_test_database_new_private (void)
{
  HrtTestDatabase *self = g_new0 (HrtTestDatabase, 1);

  self->folder = g_dir_make_tmp ("hrt-own-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  self->lock = hold (self->folder);
  ensure (self, "0");
  create (self, self->template);
  return self;
}

void
hrt_test_database_free (HrtTestDatabase *self)
{
  if (self == NULL)
    return;
  if (self->lock >= 0)
    close (self->lock); /* the supervisor sees it and clears up */
  else
    {
      g_autofree char *sql = g_strdup_printf ("drop database %s with (force)", self->name);

      g_free (exec (self, "postgres", sql));
    }
  g_free (self->folder);
  g_free (self->conninfo);
  g_free (self->template);
  g_free (self->name);
  g_free (self);
}

char *
hrt_test_database_dup_conninfo (HrtTestDatabase *self, const char *role)
{
  return dup_conninfo (self, role, self->name);
}

HrtPgPool *
hrt_test_database_new_pool (HrtTestDatabase *self, const char *role)
{
  g_autofree char *conninfo = hrt_test_database_dup_conninfo (self, role);

  return hrt_pg_pool_new (conninfo);
}

void
hrt_test_database_exec (HrtTestDatabase *self, const char *sql)
{
  g_free (exec (self, self->name, sql));
}

char *
hrt_test_database_query (HrtTestDatabase *self, const char *sql)
{
  return exec (self, self->name, sql);
}

static gint64
read_server_pid (HrtTestDatabase *self)
{
  g_autofree char *path = g_build_filename (self->folder, "data", "postmaster.pid", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return g_ascii_strtoll (text, NULL, 10);
}

/* "Running" is not enough to tell: a postmaster that has ended may still wait to be reaped by its
 * supervisor. */
static gboolean
answers (HrtTestDatabase *self)
{
  g_autofree char *conninfo = dup_conninfo (self, "postgres", "postgres");

  return PQping (conninfo) == PQPING_OK;
}

void
hrt_test_database_stop_server (HrtTestDatabase *self, gboolean is_crash)
{
  g_autofree char *path = g_build_filename (self->folder, "hold", NULL);
  gint64 pid = read_server_pid (self);

  g_assert_cmpint (self->lock, >=, 0);
  g_assert_cmpint (pid, >, 1);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (kill ((pid_t) pid, is_crash ? SIGQUIT : SIGINT), ==, 0);
  for (guint i = 0; answers (self) || read_server_pid (self) == pid; i++)
    {
      g_assert_cmpuint (i, <, PATIENCE_MS / 20);
      g_usleep (20000);
      if (is_crash && kill ((pid_t) pid, 0) != 0)
        break; /* an immediate shutdown may leave its file behind */
    }
}

void
hrt_test_database_start_server (HrtTestDatabase *self)
{
  g_autofree char *path = g_build_filename (self->folder, "hold", NULL);

  g_unlink (path);
  for (guint i = 0; !answers (self); i++)
    {
      g_assert_cmpuint (i, <, PATIENCE_MS / 20);
      g_usleep (20000);
    }
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
hrt_test_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data, guint timeout_ms)
{
  gboolean is_late = FALSE;
  guint id = g_timeout_add (timeout_ms, set_flag, &is_late);

  while (!is_late && !is_done (user_data))
    g_main_context_iteration (NULL, TRUE);
  if (!is_late)
    g_source_remove (id);
  return is_done (user_data);
}

static gboolean
never (gpointer user_data)
{
  return FALSE;
}

void
hrt_test_run_loop (guint ms)
{
  hrt_test_wait (never, NULL, ms);
}

void
hrt_test_store_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **stored = user_data;

  g_assert_null (*stored);
  *stored = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

void
hrt_test_await (GAsyncResult **result)
{
  g_assert_true (hrt_test_wait (has_result, result, PATIENCE_MS));
}

HrtPgResults *
hrt_test_query (
    HrtPgPool *pool, HrtPgLane lane, HrtStatement statement, HrtPgParams *params, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_pg_pool_query_async (pool, lane, statement, params, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  return hrt_pg_pool_query_finish (pool, result, error);
}

HrtPgResults *
hrt_test_run (HrtPgPool *pool, HrtPgLane lane, HrtPgBatch *batch, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_pg_pool_run_async (pool, lane, batch, NULL, hrt_test_store_result, &result);
  hrt_test_await (&result);
  return hrt_pg_pool_run_finish (pool, result, error);
}

void
hrt_test_close_pool (HrtPgPool *pool)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_pg_pool_close_async (pool, hrt_test_store_result, &result);
  hrt_test_await (&result);
  g_assert_true (hrt_pg_pool_close_finish (pool, result, NULL));
  g_clear_object (&result);
  g_object_unref (pool);
}
