/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Starts the server through the supervisor and waits until it is ready, or says why it is not.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define STEP_US           4000
#define PATIENCE_SECS     60   /* for a server that says nothing at all */
#define RECOVERY_MAX_SECS 1800 /* replaying much WAL on a slow disk is work, not a hang */
#define TAIL_LINES        8
#define STATUS_LINE       7 /* of postmaster.pid, counted from 0 */

/* A lock of ours on this cluster is held by now, so no server that we started lives. What
 * postmaster.pid names is an old number, perhaps somebody else's by now, or a server that was
 * started by hand. */
gboolean
_hrt_pg_cluster_clear_stale (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *pid_path = g_build_filename (site->cluster_dir, "postmaster.pid", NULL);
  g_autofree char *text = NULL;

  if (g_file_get_contents (pid_path, &text, NULL, NULL))
    {
      gint64 pid = g_ascii_strtoll (text, NULL, 10);
      HrtPgClusterProcess process = _hrt_pg_cluster_os_look_at (pid, site->cluster_dir);

      if (process == HRT_PG_CLUSTER_PROCESS_SERVER)
        {
          g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_FOREIGN,
                       /* Translators: %d is a process number, %s a folder. */
                       _ ("A PostgreSQL server that Hurtrock did not start (process %d) already "
                          "works in %s. Stop it, then start Hurtrock again."),
                       (int) pid, site->cluster_dir);
          return FALSE;
        }
      g_message ("removing a stale postmaster.pid: process %d is %s", (int) pid,
                 process == HRT_PG_CLUSTER_PROCESS_GONE ? "gone" : "another program");
    }
  return _hrt_pg_cluster_os_remove_tree (pid_path, error) &&
         _hrt_pg_cluster_address_clear_stale (site, error);
}

static HrtPgClusterChild *
launch (HrtPgClusterSite *site, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *postgres = _hrt_pg_cluster_dup_program (site, "postgres");
  g_autofree char *users = g_build_filename (site->data_dir, "users.lock", NULL);
  g_autofree char *log = g_build_filename (site->cluster_dir, "log", "start.log", NULL);
  g_autofree char *uid = g_strdup_printf ("%u", site->user.uid);
  g_autofree char *gid = g_strdup_printf ("%u", site->user.gid);
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (builder, site->supervisor, "serve", uid, gid, users, log, "--", postgres,
                           "-D", site->cluster_dir, NULL);
  _hrt_pg_cluster_address_add_arguments (site, builder);
  argv = g_strv_builder_end (builder);
  return _hrt_pg_cluster_child_start (site, (const char *const *) argv, error);
}

static void
append_tail (GString *into, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  n = g_strv_length (lines);
  for (guint i = n > TAIL_LINES ? n - TAIL_LINES : 0; i < n; i++)
    g_string_append_printf (into, "%s\n", lines[i]);
}

/* What the server said last: its own log if it came that far, else what it wrote before. */
static char *
dup_last_words (HrtPgClusterSite *site)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *name = g_date_time_format (now, "postgresql-%a.log");
  g_autofree char *start_log = g_build_filename (site->cluster_dir, "log", "start.log", NULL);
  g_autofree char *today = g_build_filename (site->cluster_dir, "log", name, NULL);
  GString *words = g_string_new (NULL);

  append_tail (words, start_log);
  append_tail (words, today);
  return g_string_free (words, FALSE);
}

static void
set_start_error (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *words = dup_last_words (site);
  const char *const damage[] = {
    "could not locate a valid checkpoint record", "could not locate required checkpoint record",
    "incorrect checksum in control file",         "is missing a valid",
    "invalid primary checkpoint record",          "database files are incompatible"
  };

  if (strstr (words, "No space left on device") != NULL)
    {
      g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DISK_FULL,
                   /* Translators: %s is a folder. */
                   _ ("The disk that holds %s is full. Free some space and start again; nothing "
                      "that was confirmed is lost."),
                   site->data_dir);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    if (strstr (words, damage[i]) != NULL)
      {
        g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DAMAGED,
                     /* Translators: %s is what the database program said, in English. */
                     _ ("The database's files are damaged, probably by the disk. Keep the data "
                        "folder as it is, copy its folder “journal” into a new one, and restore "
                        "the last backup there: sales since then come back from the journal. "
                        "PostgreSQL said:\n%s"),
                     words);
        return;
      }
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
               /* Translators: %s is what the database program said, in English. */
               _ ("The database did not start. PostgreSQL said:\n%s"), words);
}

static gboolean
is_ready (const char *pid_path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (pid_path, &text, NULL, NULL))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  return g_strv_length (lines) > STATUS_LINE && g_str_has_prefix (lines[STATUS_LINE], "ready");
}

/* The server writes its state into postmaster.pid: watching that needs no connection, and so leaves
 * no "the database system is starting up" in its log. */
static gboolean
wait_until_ready (HrtPgClusterSite *site, HrtPgClusterChild *child, GError **error)
{
  g_autofree char *pid_path = g_build_filename (site->cluster_dir, "postmaster.pid", NULL);
  gint64 begun = g_get_monotonic_time ();

  while (!is_ready (pid_path))
    {
      gint64 secs = (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;

      if (_hrt_pg_cluster_child_has_ended (child))
        {
          set_start_error (site, error);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (site->cancellable, error))
        return FALSE;
      if (secs > (g_file_test (pid_path, G_FILE_TEST_EXISTS) ? RECOVERY_MAX_SECS : PATIENCE_SECS))
        {
          set_start_error (site, error);
          return FALSE;
        }
      g_usleep (STEP_US);
    }
  return TRUE;
}

gboolean
_hrt_pg_cluster_start (HrtPgClusterSite *site, GError **error)
{
  g_autoptr (HrtPgClusterChild) child = launch (site, error);

  return child != NULL && wait_until_ready (site, child, error);
}
