/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Makes a new cluster beside its final place and moves it there when it is whole and on the disk.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Runs a PostgreSQL program as the cluster's user; @input may be NULL. */
static gboolean
run_program (HrtPgClusterSite *site, GStrvBuilder *arguments, const char *input, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) argv = g_strv_builder_end (arguments);
  g_autofree char *output = NULL;

  launcher = _hrt_pg_cluster_launcher (site, G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                 G_SUBPROCESS_FLAGS_STDERR_MERGE |
                                                 G_SUBPROCESS_FLAGS_STDIN_PIPE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, error);
  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, input, site->cancellable, &output, NULL, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  if (output != NULL && strstr (output, "No space left on device") != NULL)
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DISK_FULL,
                 /* Translators: %s is a folder. */
                 _ ("The disk became full while the database was being made in %s. Free some "
                    "space and start again."),
                 site->data_dir);
  else
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
                 /* Translators: %s is what the database program said, in English. */
                 _ ("The database could not be made. PostgreSQL said:\n%s"),
                 output != NULL ? output : "");
  return FALSE;
}

static GStrvBuilder *
begin_command (HrtPgClusterSite *site, const char *program)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autofree char *path = _hrt_pg_cluster_dup_program (site, program);
  g_autofree char *uid = g_strdup_printf ("%u", site->user.uid);
  g_autofree char *gid = g_strdup_printf ("%u", site->user.gid);

  g_strv_builder_add_many (builder, site->supervisor, "run", uid, gid, "--", path, NULL);
  return builder;
}

static gboolean
run_initdb (HrtPgClusterSite *site, const char *dir, GError **error)
{
  g_autoptr (GStrvBuilder) command = begin_command (site, "initdb");
  g_autofree char *password = _hrt_pg_cluster_dup_secret (site, HRT_PG_CLUSTER_SUPERUSER);
  g_autofree char *password_file = g_strconcat (dir, ".password", NULL);
  gboolean done;

  if (!_hrt_pg_cluster_os_write_file (password_file, password, 0600, &site->user, error))
    return FALSE;
  g_strv_builder_add_many (command, "--pgdata", dir, "--no-sync", "--no-instructions",
                           "--data-checksums", "--encoding=UTF8", "--auth=scram-sha-256",
                           "--username=" HRT_PG_CLUSTER_SUPERUSER, "--pwfile", password_file, NULL);
  for (guint i = 0; _hrt_pg_cluster_os_locale_options[i] != NULL; i++)
    g_strv_builder_add (command, _hrt_pg_cluster_os_locale_options[i]);
  done = run_program (site, command, NULL, error);
  if (!_hrt_pg_cluster_os_remove_tree (password_file, done ? error : NULL))
    return FALSE;
  return done;
}

/* A home directory of root is closed to the user the server runs as: then the cluster itself lives
 * in /var/lib and the data folder holds a link to it. */
static char *
dup_place (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *home = NULL;
  g_autofree char *name = NULL;

  if (_hrt_pg_cluster_os_can_reach (&site->user, site->data_dir))
    return g_strdup (site->cluster_dir);
  if (!_hrt_pg_cluster_os_make_dir ("/var/lib/hurtrock", 0755, error))
    return NULL;
  home = g_path_get_basename (site->data_dir);
  name = g_strdup_printf ("/var/lib/hurtrock/%s-%08x", home, g_random_int ());
  return g_steal_pointer (&name);
}

static gboolean
put_in_place (HrtPgClusterSite *site, const char *made, const char *place, GError **error)
{
  g_autoptr (GFile) link = g_file_new_for_path (site->cluster_dir);

  if (!_hrt_pg_cluster_os_rename (made, place, error))
    return FALSE;
  if (strcmp (place, site->cluster_dir) == 0)
    return TRUE;
  return g_file_make_symbolic_link (link, place, NULL, error) &&
         _hrt_pg_cluster_os_sync_tree (site->data_dir, error);
}

static gboolean
fill (HrtPgClusterSite *site, const char *dir, GError **error)
{
  g_autofree char *log = g_build_filename (dir, "log", NULL);

  return _hrt_pg_cluster_os_make_dir (dir, 0700, error) &&
         _hrt_pg_cluster_os_give (&site->user, dir, error) && run_initdb (site, dir, error) &&
         _hrt_pg_cluster_os_make_dir (log, 0700, error) &&
         _hrt_pg_cluster_os_give (&site->user, log, error) &&
         _hrt_pg_cluster_write_settings (site, dir, error) &&
         _hrt_pg_cluster_os_sync_tree (dir, error);
}

gboolean
_hrt_pg_cluster_create (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *place = dup_place (site, error);
  g_autofree char *made = NULL;

  if (place == NULL || !_hrt_pg_cluster_load_secrets (site, TRUE, error))
    return FALSE;
  made = g_strconcat (place, ".making", NULL);
  /* A first start that was interrupted leaves this; nothing of value can be in it. */
  if (!_hrt_pg_cluster_os_remove_tree (made, error) ||
      !_hrt_pg_cluster_os_check_space (site->data_dir, HRT_PG_CLUSTER_CREATE_MIB, error))
    return FALSE;
  _hrt_pg_cluster_site_report (site, HRT_PG_CLUSTER_STAGE_CREATING, 0.1);
  if (fill (site, made, error) && put_in_place (site, made, place, error))
    return TRUE;
  if (!_hrt_pg_cluster_os_remove_tree (made, NULL))
    g_message ("%s is left over from a failed start and can be removed", made);
  return FALSE;
}

/* The file of passwords was lost: the server, not running, is told a new one for its superuser. */
gboolean
_hrt_pg_cluster_repair_superuser (HrtPgClusterSite *site, GError **error)
{
  g_autoptr (GStrvBuilder) command = begin_command (site, "postgres");
  g_autofree char *password = _hrt_pg_cluster_dup_secret (site, HRT_PG_CLUSTER_SUPERUSER);
  g_autofree char *statement = NULL;

  /* Hexadecimal digits only: nothing to quote. */
  statement =
      g_strdup_printf ("alter role " HRT_PG_CLUSTER_SUPERUSER " password '%s';\n", password);
  g_strv_builder_add_many (command, "--single", "-D", site->cluster_dir, "-c",
                           "logging_collector=off", "-c", "log_statement=none", "postgres", NULL);
  return run_program (site, command, statement, error);
}
