/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server's settings: what a shop needs, sized to this machine, in a file of ours that is
 * written anew at each start. local.conf beside it is the owner's and wins.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-cluster-private.h"

#include <string.h>

#define INCLUDE_LINE "include 'hurtrock.conf'"
#define MIB          (1024 * 1024)

static const char heading[] =
    "# Written by Hurtrock at each start; changes here are lost. Put yours into local.conf.\n";

static const char settings[] =
    "password_encryption = 'scram-sha-256'\n"
    "max_connections = 100\n"
    "# What was confirmed is on the disk: a shop may not lose a sale to a power cut.\n"
    "fsync = on\n"
    "synchronous_commit = on\n"
    "full_page_writes = on\n"
    "wal_compression = on\n"
    "max_wal_size = '1GB'\n"
    "min_wal_size = '80MB'\n"
    "checkpoint_timeout = '5min'\n"
    "# Statements are short: compiling them costs more than it saves.\n"
    "jit = off\n"
    "random_page_cost = 1.1\n"
    "idle_in_transaction_session_timeout = '60s'\n"
    "timezone = 'UTC'\n"
    "log_timezone = 'UTC'\n"
    "# One file per weekday, overwritten a week later.\n"
    "logging_collector = on\n"
    "log_directory = 'log'\n"
    "log_filename = 'postgresql-%a.log'\n"
    "log_rotation_age = '1d'\n"
    "log_rotation_size = 0\n"
    "log_truncate_on_rotation = on\n"
    "log_line_prefix = '%m [%p] %q%u@%d/%a '\n"
    "log_min_duration_statement = '1s'\n"
    "lc_messages = 'C'\n"
    "cluster_name = 'hurtrock'\n";

static char *
format_settings (void)
{
  guint64 memory = _hrt_pg_cluster_os_get_memory () / MIB;
  guint buffers = (guint) CLAMP (memory / 16, 64, 512);
  guint cache = (guint) MAX (memory / 2, 256);
  GString *text = g_string_new (heading);

  g_string_append (text, _hrt_pg_cluster_listen_settings);
  g_string_append (text, settings);
  g_string_append_printf (text,
                          "# %u MB of memory in this machine.\n"
                          "shared_buffers = '%uMB'\n"
                          "effective_cache_size = '%uMB'\n"
                          "work_mem = '%uMB'\n"
                          "maintenance_work_mem = '%uMB'\n"
                          "include_if_exists 'local.conf'\n",
                          (guint) memory, buffers, cache, (guint) CLAMP (memory / 512, 4, 32),
                          (guint) CLAMP (memory / 32, 32, 256));
  return g_string_free (text, FALSE);
}

static gboolean
write_when_other (
    HrtPgClusterSite *site, const char *dir, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *old = NULL;

  if (g_file_get_contents (path, &old, NULL, NULL) && strcmp (old, text) == 0)
    return TRUE;
  return _hrt_pg_cluster_os_write_file (path, text, 0600, &site->user, error);
}

/* Writes our settings into @dir where they differ, and makes postgresql.conf read them. */
gboolean
_hrt_pg_cluster_write_settings (HrtPgClusterSite *site, const char *dir, GError **error)
{
  g_autofree char *main_path = g_build_filename (dir, "postgresql.conf", NULL);
  g_autofree char *main_text = NULL;
  g_autofree char *own_path = g_build_filename (dir, "local.conf", NULL);
  g_autofree char *ours = format_settings ();

  if (!g_file_test (own_path, G_FILE_TEST_EXISTS) &&
      !write_when_other (site, dir, "local.conf",
                         "# Your settings: read last, never changed by Hurtrock.\n", error))
    return FALSE;
  if (!write_when_other (site, dir, "hurtrock.conf", ours, error) ||
      !write_when_other (site, dir, "pg_hba.conf", _hrt_pg_cluster_access_rules, error))
    return FALSE;
  if (!g_file_get_contents (main_path, &main_text, NULL, NULL))
    main_text = g_strdup ("# Made anew by Hurtrock: the file was missing.\n");
  if (strstr (main_text, INCLUDE_LINE) != NULL)
    return TRUE;
  g_free (ours);
  ours = g_strconcat (main_text, "\n" INCLUDE_LINE "\n", NULL);
  return _hrt_pg_cluster_os_write_file (main_path, ours, 0600, &site->user, error);
}
