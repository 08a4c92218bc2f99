/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin backup DIR: database, pictures and journal into a folder of their own, with a
 * manifest; it has its name only when it is whole.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hrt-admin-manifest.h"

#define NAME_PREFIX "hurtrock-"

/* The dump first: a picture or a sale that comes in between is then too much in the copy, which
 * restoring puts right, and never too little. */
static gboolean
write_backup (HrtAdmin *admin, const char *dir, guint *n_files, GError **error)
{
  g_autoptr (HrtAdminManifest) manifest = hrt_admin_manifest_new (dir);
  g_autofree char *dump = g_build_filename (dir, "database.dump", NULL);
  const char *arguments[] = { "--format=custom", "--no-password", "--file", dump, NULL };

  if (!hrt_admin_run_program (admin, "pg_dump", arguments, error) ||
      !hrt_admin_manifest_add (manifest, "database.dump", error))
    return FALSE;
  if (admin->data_dir != NULL)
    {
      g_autofree char *images = g_build_filename (admin->data_dir, "images", NULL);
      g_autofree char *journal = g_build_filename (admin->data_dir, "journal", NULL);

      if (!hrt_admin_manifest_copy_in (manifest, images, "images", error) ||
          !hrt_admin_manifest_copy_in (manifest, journal, "journal", error))
        return FALSE;
    }
  *n_files = hrt_admin_manifest_get_n_files (manifest);
  return hrt_admin_manifest_save (manifest, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
remove_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children =
      g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) &&
         child != NULL)
    if (!remove_tree (child, error))
      return FALSE;
  return g_file_delete (file, NULL, error);
}

/* Removes the oldest backups until @keep are left. Their names sort by time. */
static void
remove_old (const char *top, int keep)
{
  g_autoptr (GDir) entries = g_dir_open (top, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_prefix (name, NAME_PREFIX) && !g_str_has_suffix (name, ".partial"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + (guint) keep < names->len; i++)
    {
      g_autoptr (GFile) old = g_file_new_build_filename (top, g_ptr_array_index (names, i), NULL);
      g_autoptr (GError) error = NULL;

      if (!remove_tree (old, &error))
        hrt_admin_complain (_ ("removing an old backup"), error);
    }
}

static int
backup_to (HrtAdmin *admin, const char *top, int keep)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *name = g_date_time_format (now, NAME_PREFIX "%Y%m%d-%H%M%S");
  g_autofree char *whole = g_build_filename (top, name, NULL);
  g_autofree char *partial = g_strconcat (whole, ".partial", NULL);
  g_autofree char *latest = g_build_filename (top, "latest", NULL);
  g_autoptr (GFile) partial_file = g_file_new_for_path (partial);
  g_autoptr (GError) error = NULL;
  guint n_files = 0;

  if (g_mkdir_with_parents (partial, 0700) != 0)
    {
      g_printerr ("hurtrock-admin: %s: %s\n", partial, g_strerror (errno));
      return HRT_ADMIN_FAILED;
    }
  /* Writing "latest" durably also puts the new name of the folder beside it on the disk. */
  if (!write_backup (admin, partial, &n_files, &error) || g_rename (partial, whole) != 0 ||
      !g_file_set_contents_full (latest, name, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    {
      g_printerr ("hurtrock-admin: %s: %s\n", _ ("the backup failed"),
                  error != NULL ? error->message : g_strerror (errno));
      remove_tree (partial_file, NULL);
      return HRT_ADMIN_FAILED;
    }
  if (keep > 0)
    remove_old (top, keep);
  g_print ("%s\n", whole);
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
  return hrt_admin_close (&admin, backup_to (&admin, argv[1], keep));
}
