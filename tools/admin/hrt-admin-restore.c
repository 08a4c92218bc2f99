/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin restore DIR: a new shop from a backup, verified before it is said to be one.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/shop/hrt-backup-manifest.h"
#include "model/pg/hrt-pg-migrator.h"

/* A backup's own folder, or the folder of backups: then the newest. */
static char *
find_backup (const char *given)
{
  g_autofree char *latest = g_build_filename (given, "latest", NULL);
  g_autofree char *name = NULL;

  if (!g_file_get_contents (latest, &name, NULL, NULL))
    return g_strdup (given);
  return g_build_filename (given, g_strstrip (name), NULL);
}

static gboolean
is_empty (HrtAdmin *admin, GError **error)
{
  g_autoptr (HrtPgResults) results =
      hrt_admin_query (admin, HRT_STATEMENT_ADMIN_HAS_SCHEMA, NULL, error);
  HrtPgRows *rows;

  if (results == NULL)
    return FALSE;
  rows = hrt_pg_results_get_rows (results, 0);
  if (!hrt_pg_rows_get_bool (rows, 0, hrt_pg_rows_find_column (rows, "has_schema")))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _ ("there is a shop already; name an empty folder with --data-dir, or an "
                          "empty database"));
  return FALSE;
}

static char *
dup_journal_dir (HrtAdmin *admin)
{
  return g_build_filename (admin->data_dir, "journal", NULL);
}

/* Sales since the backup are in the folder's own journal and come back from it: it may go on where
 * the backup's ends, and is never replaced. */
static gboolean
keeps_journal (HrtAdmin *admin, HrtBackupManifest *manifest, GError **error)
{
  g_autofree char *journal = admin->data_dir != NULL ? dup_journal_dir (admin) : NULL;

  return journal == NULL || hrt_backup_manifest_can_join (manifest, "journal", journal, error);
}

static gboolean
restore_files (HrtAdmin *admin, HrtBackupManifest *manifest, GError **error)
{
  g_autofree char *images = NULL;
  g_autofree char *journal = NULL;

  if (admin->data_dir == NULL)
    return TRUE;
  images = g_build_filename (admin->data_dir, "images", NULL);
  journal = dup_journal_dir (admin);
  return hrt_backup_manifest_copy_out (manifest, "images", images, error) &&
         hrt_backup_manifest_join_out (manifest, "journal", journal, error);
}

/* The dump in one transaction: all of it or an empty database. Then the schema of this program,
 * which may be newer than the backup. */
static gboolean
restore_database (HrtAdmin *admin, const char *dir, GError **error)
{
  g_autofree char *dump = g_build_filename (dir, "database.dump", NULL);
  g_autofree char *database = hrt_admin_dup_database_name (admin);
  const char *arguments[] = { "--exit-on-error",
                              "--single-transaction",
                              "--no-owner",
                              "--no-password",
                              "--dbname",
                              database,
                              dump,
                              NULL };

  return hrt_admin_run_program (admin, "pg_restore", arguments, error) &&
         hrt_pg_migrator_run (admin->owner, NULL, error);
}

static int
restore_from (HrtAdmin *admin, const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtBackupManifest) manifest = hrt_backup_manifest_load (dir, &error);

  if (manifest == NULL || !hrt_backup_manifest_verify (manifest, &error))
    {
      hrt_admin_complain (_ ("reading the backup"), error);
      return HRT_ADMIN_FAILED;
    }
  if (!keeps_journal (admin, manifest, &error))
    {
      hrt_admin_complain (_ ("nothing was restored"), error);
      return HRT_ADMIN_FAILED;
    }
  if (!hrt_admin_open (admin))
    return HRT_ADMIN_FAILED;
  if (!is_empty (admin, &error) || !restore_files (admin, manifest, &error) ||
      !restore_database (admin, dir, &error))
    {
      hrt_admin_complain (_ ("nothing was restored"), error);
      return HRT_ADMIN_FAILED;
    }
  g_printerr (_ ("%u files of version %s restored; checking\n"),
              hrt_backup_manifest_get_n_files (manifest),
              hrt_backup_manifest_get_version (manifest));
  return hrt_admin_check_all (admin, FALSE) == 0 ? HRT_ADMIN_OK : HRT_ADMIN_FAILED;
}

/**
 * hrt_admin_restore:
 * @argc: number of @argv
 * @argv: "restore", its options, the folder
 *
 * Returns: the exit code: 1 also when the restored shop is not healthy
 */
int
hrt_admin_restore (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  g_autofree char *dir = NULL;

  if (!hrt_admin_parse (&admin, &argc, &argv, NULL, _ ("DIR"),
                        _ ("Makes a new shop from a backup (or from the newest in a folder of "
                           "them), into an empty data folder or database, and checks it. Sales "
                           "that only the journal knows are brought back.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (argc != 2)
    return hrt_admin_close (&admin, hrt_admin_usage (_ ("write: restore DIR")));
  dir = find_backup (argv[1]);
  return hrt_admin_close (&admin, restore_from (&admin, dir));
}
