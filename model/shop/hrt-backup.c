/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Writes a backup, keeps the newest ones, and knows when the next one is due.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hrt-backup-manifest.h"
#include "model/pg/hrt-pg-tool.h"

#define NAME_PREFIX "hurtrock-"
#define PARTIAL     ".partial"

/* The shop's day begins when nobody sells. */
#define DAY_BEGINS_HOUR 2
#define NIGHT_ENDS_HOUR 6

/* The dump first: a picture or a sale that comes in between is then too much in the copy, which
 * restoring puts right, and never too little. */
static gboolean
fill (const HrtBackupPlan *plan,
      const char *dir,
      guint *n_files,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (HrtBackupManifest) manifest = hrt_backup_manifest_new (dir);
  g_autofree char *dump = g_build_filename (dir, "database.dump", NULL);
  const char *arguments[] = { "--format=custom", "--no-password", "--file", dump, NULL };

  if (!hrt_pg_tool_run (plan->pg_dump, plan->conninfo, arguments, cancellable, error) ||
      !hrt_backup_manifest_add (manifest, "database.dump", error))
    return FALSE;
  if (plan->data_dir != NULL)
    {
      g_autofree char *images = g_build_filename (plan->data_dir, "images", NULL);
      g_autofree char *journal = g_build_filename (plan->data_dir, "journal", NULL);

      if (!hrt_backup_manifest_copy_in (manifest, images, "images", cancellable, error) ||
          !hrt_backup_manifest_copy_in (manifest, journal, "journal", cancellable, error))
        return FALSE;
    }
  if (n_files != NULL)
    *n_files = hrt_backup_manifest_get_n_files (manifest);
  return hrt_backup_manifest_save (manifest, error);
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

static void
remove_one (const char *folder, const char *name)
{
  g_autoptr (GFile) old = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!remove_tree (old, &error))
    g_message ("removing an old backup: %s", error->message);
}

/* Removes the oldest backups until @keep are left (their names sort by time), and what a power cut
 * left half done: whoever holds the lock is the only one at work. */
static void
tidy (const char *folder, guint keep)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_prefix (name, NAME_PREFIX))
      {
        if (g_str_has_suffix (name, PARTIAL))
          remove_one (folder, name);
        else
          g_ptr_array_add (names, g_strdup (name));
      }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; keep > 0 && i + keep < names->len; i++)
    remove_one (folder, g_ptr_array_index (names, i));
}

static char *
write_locked (const HrtBackupPlan *plan, guint *n_files, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (plan->now / G_USEC_PER_SEC);
  g_autofree char *name = g_date_time_format (now, NAME_PREFIX "%Y%m%d-%H%M%S");
  g_autofree char *whole = g_build_filename (plan->folder, name, NULL);
  g_autofree char *partial = g_strconcat (whole, PARTIAL, NULL);
  g_autofree char *latest = g_build_filename (plan->folder, "latest", NULL);
  g_autofree char *partial_name = g_path_get_basename (partial);

  if (g_mkdir_with_parents (partial, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", partial,
                   g_strerror (errno));
      return NULL;
    }
  if (!fill (plan, partial, n_files, cancellable, error))
    {
      remove_one (plan->folder, partial_name);
      return NULL;
    }
  if (g_rename (partial, whole) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", whole,
                   g_strerror (errno));
      remove_one (plan->folder, partial_name);
      return NULL;
    }
  /* Writing "latest" durably also puts the new name of the folder beside it on the disk. */
  if (!g_file_set_contents_full (latest, name, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return NULL;
  tidy (plan->folder, plan->keep);
  return g_steal_pointer (&whole);
}

/**
 * hrt_backup_write:
 * @plan: what and where to
 * @not_before: microseconds since 1970 UTC; when a backup since then is there already (another
 * process was quicker), that one is given and none is written. %G_MAXINT64: always write
 * @n_files: (out) (optional): files in the new backup
 * @cancellable: (nullable): gives up; what was begun is removed
 * @error: return location
 *
 * Blocking; the shop may go on selling meanwhile. Safe when several processes do it at once.
 *
 * Errors: `G_IO_ERROR_BUSY` while another process writes a backup there; `G_IO_ERROR`,
 * `G_FILE_ERROR`, `G_SPAWN_ERROR`.
 *
 * Returns: (transfer full) (nullable): the folder of the backup
 */
char *
hrt_backup_write (const HrtBackupPlan *plan,
                  gint64 not_before,
                  guint *n_files,
                  GCancellable *cancellable,
                  GError **error)
{
  char *written = NULL;
  gint64 last = 0;
  int lock;

  if (g_mkdir_with_parents (plan->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", plan->folder,
                   g_strerror (errno));
      return NULL;
    }
  lock = _hrt_backup_lock (plan->folder, plan->data_dir, error);
  if (lock < 0)
    return NULL;
  written = hrt_backup_find_last (plan->folder, &last);
  if (written == NULL || last < not_before)
    {
      g_free (written);
      written = write_locked (plan, n_files, cancellable, error);
    }
  _hrt_backup_unlock (lock);
  return written;
}

/**
 * hrt_backup_find_last:
 * @folder: of backups; need not be there
 * @time: (out): when the newest whole backup was begun, microseconds since 1970 UTC; 0 when there
 * is none
 *
 * Blocking, one small file.
 *
 * Returns: (transfer full) (nullable): its folder
 */
char *
hrt_backup_find_last (const char *folder, gint64 *time)
{
  g_autofree char *latest = g_build_filename (folder, "latest", NULL);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GDateTime) begun = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  int year, month, day, hour, minute, second;

  *time = 0;
  if (!g_file_get_contents (latest, &name, NULL, NULL) ||
      sscanf (g_strstrip (name), NAME_PREFIX "%4d%2d%2d-%2d%2d%2d", &year, &month, &day, &hour,
              &minute, &second) != 6)
    return NULL;
  path = g_build_filename (folder, name, NULL);
  begun = g_date_time_new (utc, year, month, day, hour, minute, second);
  if (begun == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    return NULL;
  *time = g_date_time_to_unix (begun) * G_USEC_PER_SEC;
  return g_steal_pointer (&path);
}

static GDateTime *
to_local (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, zone);
}

/**
 * hrt_backup_get_day_start:
 * @now: microseconds since 1970 UTC
 * @zone: the shop's
 *
 * Returns: when the shop's day of @now began, at two in the night; microseconds since 1970 UTC
 */
gint64
hrt_backup_get_day_start (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (now, zone);
  g_autoptr (GDateTime) begin =
      g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                       g_date_time_get_day_of_month (local), DAY_BEGINS_HOUR, 0, 0);
  gint64 start = g_date_time_to_unix (begin) * G_USEC_PER_SEC;

  return start <= now ? start : start - G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC;
}

/**
 * hrt_backup_is_due:
 * @last: begin of the last backup, microseconds since 1970 UTC; 0 when there is none
 * @now: microseconds since 1970 UTC
 * @zone: the shop's
 * @idle_secs: seconds since the last sale or order
 * @running_secs: seconds that this program has been running
 *
 * Once a day, at night when the machine runs; otherwise at the first quiet moment of the day, but
 * not right after the start, when people wait for the till. The longer it had to wait, the less
 * quiet the moment has to be.
 *
 * Returns: whether a backup is to be made now
 */
gboolean
hrt_backup_is_due (gint64 last, gint64 now, GTimeZone *zone, gint64 idle_secs, gint64 running_secs)
{
  g_autoptr (GDateTime) local = to_local (now, zone);
  int hour = g_date_time_get_hour (local);
  gint64 quiet_secs = 300;

  if (last >= hrt_backup_get_day_start (now, zone))
    return FALSE;
  if (hour >= DAY_BEGINS_HOUR && hour < NIGHT_ENDS_HOUR)
    return idle_secs >= 60;
  if (running_secs > 2 * 3600)
    quiet_secs = 30;
  if (running_secs > 6 * 3600)
    quiet_secs = 0;
  return running_secs >= 600 && idle_secs >= quiet_secs;
}
