/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin backup DIR: database, pictures and journal into a folder of their own, with a
 * manifest; it has its name only when it is whole.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/shop/hrt-backup.h"

static int
backup_to (HrtAdmin *admin, const char *folder, guint keep)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pg_dump = hrt_admin_find_program (admin, "pg_dump", &error);
  g_autofree char *written = NULL;
  HrtBackupPlan plan = { .pg_dump = pg_dump,
                         .conninfo = admin->owner,
                         .data_dir = admin->data_dir,
                         .folder = folder,
                         .keep = keep,
                         .now = g_get_real_time () };
  guint n_files = 0;

  if (pg_dump != NULL)
    written = hrt_backup_write (&plan, G_MAXINT64, &n_files, NULL, &error);
  if (written == NULL)
    {
      hrt_admin_complain (_ ("the backup failed"), error);
      return HRT_ADMIN_FAILED;
    }
  g_print ("%s\n", written);
  g_printerr (_ ("%u files backed up\n"), n_files);
  return HRT_ADMIN_OK;
}

/**
 * hrt_admin_backup:
 * @argc: number of @argv
 * @argv: "backup", its options, the folder
 *
 * Returns: the exit code
 */
int
hrt_admin_backup (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  int keep = 0;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_INT, &keep, N_ ("Afterwards keep only the newest N"), "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!hrt_admin_parse (&admin, &argc, &argv, entries, _ ("DIR"),
                        _ ("Writes database, pictures and sales journal into a new folder in DIR "
                           "and prints its name. The shop may go on selling meanwhile.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (argc != 2 || keep < 0)
    return hrt_admin_close (&admin, hrt_admin_usage (_ ("write: backup DIR")));
  if (!hrt_admin_open_migrated (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  return hrt_admin_close (&admin, backup_to (&admin, argv[1], (guint) keep));
}
