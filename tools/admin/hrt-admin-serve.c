/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Opens the private database, brings it to this program's schema, fills in the sample shop when it
 * is new, starts the web shop, says so in one line of JSON, and takes everything down again on
 * SIGTERM.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin-serve.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "hrt-admin.h"
#include "hrt-admin-terminal.h"
#include "model/base/hrt-executable.h"
#include "model/base/hrt-json-writer.h"
#include "model/pg/hrt-pg-cluster.h"
#include "model/pg/hrt-pg-migrator.h"
#include "model/pg/hrt-pg-pool.h"
#include "model/sales/hrt-journal-compare.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-housekeeping.h"
#include "model/shop/hrt-sample.h"
#include "model/shop/hrt-web-host.h"

typedef struct
{
  char *data_dir; /* (owned) */
  char *address;  /* (owned) */
  int port;
  char **proxies; /* (owned) (nullable) */
  gboolean no_sample;
  char *backup_dir; /* (owned) */
  int backup_keep;  /* 0 = no backups */

  GMainLoop *loop;       /* (owned) */
  HrtPgCluster *cluster; /* (owned) */
  HrtPgPool *pool;       /* (owned) (nullable) while journal and database are compared */
  HrtWebHost *host;      /* (owned) (nullable) until the database is ready */
  HrtContext *context;   /* (owned) (nullable) of the housekeeping */
  HrtHousekeeping *keep; /* (owned) (nullable) */
  gboolean is_ready;
  gboolean is_stopping;
  int exit_code;
} Serve;

static void stop (Serve *serve, int exit_code);

static void
fail (Serve *serve, const char *what, const GError *error)
{
  /* What was under way when the database was closed is no news. */
  if (!serve->is_stopping)
    g_printerr ("hurtrock: %s: %s\n", what, error->message);
  stop (serve, 1);
}

static void
on_cluster_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_pg_cluster_close_finish (serve->cluster, result, &error))
    {
      g_printerr ("hurtrock: %s: %s\n", _ ("stopping the database"), error->message);
      serve->exit_code = 1;
    }
  g_main_loop_quit (serve->loop);
}

static void
on_context_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;

  hrt_context_close_finish (serve->context, result, NULL);
  hrt_pg_cluster_close_async (serve->cluster, on_cluster_closed, serve);
}

static void
close_context (Serve *serve)
{
  if (serve->context != NULL)
    hrt_context_close_async (serve->context, on_context_closed, serve);
  else
    hrt_pg_cluster_close_async (serve->cluster, on_cluster_closed, serve);
}

static void
on_host_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;

  hrt_web_host_stop_finish (serve->host, result, NULL);
  close_context (serve);
}

/* The web shop first: a request under way still needs the database. */
static void
stop (Serve *serve, int exit_code)
{
  if (serve->is_stopping)
    return;
  serve->is_stopping = TRUE;
  serve->exit_code = exit_code;
  if (serve->keep)
    hrt_housekeeping_stop (serve->keep);
  if (serve->host)
    hrt_web_host_stop_async (serve->host, on_host_stopped, serve);
  else
    close_context (serve);
}

static void
on_cluster_failed (HrtPgCluster *cluster, GError *error, gpointer user_data)
{
  fail (user_data, _ ("the database is gone"), error);
}

static gboolean
on_signal (gpointer user_data)
{
  stop (user_data, 0);
  return G_SOURCE_CONTINUE;
}

static void
say_ready (Serve *serve)
{
  g_autoptr (HrtJsonWriter) writer = hrt_json_writer_new ();
  g_autofree char *database = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_OWNER);

  hrt_json_writer_begin_object (writer);
  hrt_json_writer_name (writer, "url");
  hrt_json_writer_text (writer, hrt_web_host_get_url (serve->host));
  hrt_json_writer_name (writer, "database");
  hrt_json_writer_text (writer, database);
  hrt_json_writer_name (writer, "pid");
  hrt_json_writer_int64 (writer, getpid ());
  hrt_json_writer_end_object (writer);
  g_print ("%s\n", hrt_json_writer_peek (writer));
}

static void
on_host_state_changed (HrtWebHost *host, GParamSpec *pspec, gpointer user_data)
{
  Serve *serve = user_data;
  HrtWebHostState state = hrt_web_host_get_state (host);

  if (state == HRT_WEB_HOST_ELSEWHERE)
    g_printerr ("hurtrock: %s\n", _ ("another Hurtrock on this machine serves this port already; "
                                     "it is taken over when that one ends"));
  if (!serve->is_ready && (state == HRT_WEB_HOST_RUNNING || (state == HRT_WEB_HOST_ELSEWHERE &&
                                                             hrt_web_host_get_url (host) != NULL)))
    {
      serve->is_ready = TRUE;
      say_ready (serve);
    }
  else if (state == HRT_WEB_HOST_FAILED)
    {
      g_printerr ("hurtrock: %s: %s\n", _ ("the web shop cannot run"),
                  hrt_web_host_get_message (host));
      stop (serve, 1);
    }
}

/* Beside this program when installed; in its own folder of the build tree otherwise. */
static char *
find_server (void)
{
  const char *build = g_getenv ("HRT_BUILD_ROOT");
  g_autofree char *file = g_strconcat ("hurtrock-shop-server", hrt_executable_suffix, NULL);
  g_autofree char *folder = hrt_executable_dup_dir ();
  g_autofree char *beside = NULL;

  if (build)
    return g_build_filename (build, "shop-server", file, NULL);
  beside = g_build_filename (folder, file, NULL);
  if (g_file_test (beside, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&beside);
  return g_build_filename (folder, "..", "..", "shop-server", file, NULL);
}

static void
start_web_shop (Serve *serve)
{
  g_autofree char *program = find_server ();
  g_autofree char *conninfo = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_WEB);
  g_autofree char *listen = g_strdup_printf ("%s:%d", serve->address, serve->port);

  serve->host = hrt_web_host_new (program, serve->data_dir);
  hrt_web_host_trust_proxies (serve->host, (const char *const *) serve->proxies);
  g_signal_connect (serve->host, "notify::state", G_CALLBACK (on_host_state_changed), serve);
  hrt_web_host_start (serve->host, conninfo, listen);
}

static void
start_housekeeping (Serve *serve)
{
  g_autofree char *staff = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_STAFF);
  g_autofree char *owner = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_OWNER);
  g_autofree char *pg_dump = hrt_pg_cluster_dup_program (serve->cluster, "pg_dump");

  serve->context = hrt_context_new (staff, serve->data_dir);
  hrt_context_start (serve->context);
  serve->keep = hrt_housekeeping_new (serve->context);
  if (serve->backup_keep > 0)
    {
      hrt_housekeeping_set_backup (serve->keep, pg_dump, owner, serve->backup_dir,
                                   (guint) serve->backup_keep);
      hrt_housekeeping_set_nightly (serve->keep, TRUE);
    }
  hrt_housekeeping_start (serve->keep);
}

static void
on_pool_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;

  hrt_pg_pool_close_finish (serve->pool, result, NULL);
  g_clear_object (&serve->pool);
  if (serve->is_stopping)
    return;
  start_web_shop (serve);
  start_housekeeping (serve);
}

/* What could not be brought back is told, and does not keep the shop closed. */
static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtJournalComparison) found = hrt_journal_compare_finish (result, &error);

  if (found == NULL && !serve->is_stopping)
    g_printerr ("hurtrock: %s\n", error->message);
  for (guint i = 0; found != NULL && i < found->problems->len; i++)
    g_printerr ("hurtrock: %s\n", (const char *) g_ptr_array_index (found->problems, i));
  for (guint i = 0; found != NULL && i < found->unresolved->len; i++)
    /* Translators: %s is the number of a sale and why it cannot be brought back. */
    g_printerr (_ ("hurtrock: a sale of the journal is missing in the database: %s\n"),
                (const char *) g_ptr_array_index (found->unresolved, i));
  hrt_pg_pool_close_async (serve->pool, on_pool_closed, serve);
}

/* A damaged disk can make PostgreSQL forget confirmed sales without a word: the journal beside it
 * knows them. */
static void
compare_journal (Serve *serve)
{
  g_autofree char *owner = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_OWNER);

  serve->pool = hrt_pg_pool_new (owner);
  hrt_journal_compare_async (serve->pool, serve->data_dir, FALSE, NULL, on_compared, serve);
}

static void
on_sample_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_sample_create_finish (result, &error))
    fail (serve, _ ("making the sample shop"), error);
  else if (!serve->is_stopping)
    compare_journal (serve);
}

static void
on_migrated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = NULL;

  if (!hrt_pg_migrator_run_finish (result, &error))
    {
      fail (serve, _ ("bringing the database up to date"), error);
      return;
    }
  if (serve->is_stopping)
    return;
  if (serve->no_sample)
    {
      compare_journal (serve);
      return;
    }
  owner = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_OWNER);
  hrt_sample_create_async (owner, serve->data_dir, NULL, on_sample_ready, serve);
}

static void
on_cluster_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Serve *serve = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = NULL;

  if (!hrt_pg_cluster_open_finish (serve->cluster, result, &error))
    {
      fail (serve, _ ("starting the database"), error);
      return;
    }
  if (serve->is_stopping)
    return;
  owner = hrt_pg_cluster_dup_conninfo (serve->cluster, HRT_PG_ROLE_OWNER);
  hrt_pg_migrator_run_async (NULL, NULL, owner, NULL, on_migrated, serve);
}

static gboolean
judge_arguments (Serve *serve, int argc, char **argv)
{
  if (argc > 1)
    {
      hrt_admin_usage (_ ("“%s” means nothing here"), argv[1]);
      return FALSE;
    }
  if (serve->port < 0 || serve->port > 65535 || serve->backup_keep < 0)
    {
      g_printerr ("hurtrock: %s\n", serve->backup_keep < 0
                                        ? _ ("--backup-keep takes 0 and more")
                                        : _ ("a port is a number from 0 (any free one) to 65535"));
      return FALSE;
    }
  if (serve->data_dir != NULL && *serve->data_dir == '\0')
    {
      hrt_admin_usage (_ ("%s needs a folder"), "--data-dir");
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_arguments (Serve *serve, int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &serve->data_dir, N_ ("The shop's data"), "DIR" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &serve->address,
      N_ ("Address to listen on (default 127.0.0.1)"), "ADDRESS" },
    { "port", 0, 0, G_OPTION_ARG_INT, &serve->port, N_ ("Port of the web shop (default 8080)"),
      "N" },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &serve->proxies,
      N_ ("A reverse proxy whose X-Forwarded-For and X-Forwarded-Proto count (repeatable)"),
      "ADDRESS" },
    { "no-sample", 0, 0, G_OPTION_ARG_NONE, &serve->no_sample, N_ ("Leave a new shop empty"),
      NULL },
    { "backup-dir", 0, 0, G_OPTION_ARG_FILENAME, &serve->backup_dir,
      N_ ("Where the nightly backup goes (default: backups in the data folder)"), "DIR" },
    { "backup-keep", 0, 0, G_OPTION_ARG_INT, &serve->backup_keep,
      N_ ("How many nightly backups stay (default 14; 0: none are made)"), "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_set_summary (context, _ ("Runs the shop without a display until SIGTERM."));
  g_option_context_add_main_entries (context, entries, HRT_GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("hurtrock: %s\n", error->message);
      return FALSE;
    }
  if (!judge_arguments (serve, *argc, *argv))
    return FALSE;
  if (serve->data_dir == NULL)
    serve->data_dir = g_build_filename (g_get_user_data_dir (), "hurtrock", NULL);
  if (serve->backup_dir == NULL)
    serve->backup_dir = g_build_filename (serve->data_dir, "backups", NULL);
  if (serve->address == NULL)
    serve->address = g_strdup ("127.0.0.1");
  return TRUE;
}

static void
clear (Serve *serve)
{
  g_free (serve->data_dir);
  g_free (serve->address);
  g_strfreev (serve->proxies);
  g_free (serve->backup_dir);
}

/* Making the cluster takes its time: that another program has the port is told before that. Who
 * has it where there is a shop already, HrtWebHost finds out. */
static gboolean
is_port_taken (Serve *serve)
{
  g_autofree char *cluster = g_build_filename (serve->data_dir, "cluster", NULL);
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string (serve->address, (guint) serve->port);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;

  if (address == NULL || g_file_test (cluster, G_FILE_TEST_EXISTS))
    return FALSE;
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, NULL);
  if (socket == NULL || g_socket_bind (socket, address, TRUE, &error) ||
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return FALSE;
  /* Translators: an address of this machine and a port. */
  g_printerr (_ ("hurtrock: %s:%d is in use by another program; choose another --port\n"),
              serve->address, serve->port);
  return TRUE;
}

/**
 * hrt_admin_serve:
 * @argc: number of @argv
 * @argv: "serve" and its options
 *
 * Runs the shop until SIGTERM or SIGINT. Prints {"url", "database", "pid"} when pages are served.
 *
 * Returns: the exit code: 0 stopped as asked, 1 something failed, 2 wrong arguments
 */
int
hrt_admin_serve (int argc, char **argv)
{
  Serve serve = { .port = 8080, .backup_keep = 14 };

  if (!parse_arguments (&serve, &argc, &argv))
    return 2;
  if (is_port_taken (&serve))
    {
      clear (&serve);
      return 1;
    }
  serve.loop = g_main_loop_new (NULL, FALSE);
  serve.cluster = hrt_pg_cluster_new (serve.data_dir);
  g_signal_connect (serve.cluster, "failed", G_CALLBACK (on_cluster_failed), &serve);
  hrt_admin_terminal_on_quit (on_signal, &serve);
  hrt_pg_cluster_open_async (serve.cluster, NULL, on_cluster_open, &serve);
  g_main_loop_run (serve.loop);

  g_clear_object (&serve.keep);
  g_clear_object (&serve.context);
  g_clear_object (&serve.host);
  g_clear_object (&serve.pool);
  g_clear_object (&serve.cluster);
  g_main_loop_unref (serve.loop);
  clear (&serve);
  return serve.exit_code;
}
