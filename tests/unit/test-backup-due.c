/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * When the nightly backup is made, whatever hours the machine runs.
 */

#include "model/shop/hrt-backup.h"

typedef struct
{
  const char *what;
  const char *last; /* local time of the shop; NULL = never */
  const char *now;
  int idle_secs;
  int running_secs;
  gboolean is_due;
} Row;

static const Row rows[] = {
  { "night, machine on", "2026-11-23T02:10:00", "2026-11-24T02:05:00", 9000, 90000, TRUE },
  { "night, done already", "2026-11-24T02:01:00", "2026-11-24T05:00:00", 9000, 90000, FALSE },
  { "before two it is still yesterday", "2026-11-23T02:10:00", "2026-11-24T01:59:00", 9000, 90000,
    FALSE },
  { "night, a sale this very moment", "2026-11-23T02:10:00", "2026-11-24T02:05:00", 5, 90000,
    FALSE },
  { "just started", "2026-11-23T10:00:00", "2026-11-24T09:00:00", 50000, 60, FALSE },
  { "first quiet moment", "2026-11-23T10:00:00", "2026-11-24T09:15:00", 400, 900, TRUE },
  { "customers", "2026-11-23T10:00:00", "2026-11-24T09:15:00", 100, 900, FALSE },
  { "customers for two hours", "2026-11-23T10:00:00", "2026-11-24T12:15:00", 40, 7300, TRUE },
  { "customers for six hours", "2026-11-23T10:00:00", "2026-11-24T16:15:00", 1, 22000, TRUE },
  { "done this morning", "2026-11-24T09:20:00", "2026-11-24T23:59:00", 9000, 50000, FALSE },
  { "never", NULL, "2026-11-24T10:00:00", 1000000, 700, TRUE },
  { "never, just started at night", NULL, "2026-11-24T03:00:00", 1000000, 1, TRUE },
  { "a clock that was set back", "2026-11-25T09:20:00", "2026-11-24T10:00:00", 9000, 50000, FALSE },
};

static gint64
to_time (const char *local, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = local != NULL ? g_date_time_new_from_iso8601 (local, zone) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
test_due (void)
{
  const char *const zones[] = { "Asia/Jakarta", "Asia/Jayapura", "UTC" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          const Row *row = &rows[i];

          g_test_message ("%s, %s", row->what, zones[z]);
          g_assert_cmpint (hrt_backup_is_due (to_time (row->last, zone), to_time (row->now, zone),
                                              zone, row->idle_secs, row->running_secs),
                           ==, row->is_due);
        }
    }
}

static void
test_last (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hrt-backup-XXXXXX", NULL);
  g_autofree char *latest = g_build_filename (folder, "latest", NULL);
  g_autofree char *whole = g_build_filename (folder, "hurtrock-20261124-030405", NULL);
  g_autofree char *found = NULL;
  gint64 time = 1;

  g_assert_null (hrt_backup_find_last (folder, &time));
  g_assert_cmpint (time, ==, 0);
  g_assert_true (g_file_set_contents (latest, "hurtrock-20261124-030405\n", -1, NULL));
  g_assert_null (hrt_backup_find_last (folder, &time)); /* named, but gone */
  g_assert_cmpint (g_mkdir_with_parents (whole, 0700), ==, 0);
  found = hrt_backup_find_last (folder, &time);
  g_assert_cmpstr (found, ==, whole);
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1795489445) * G_USEC_PER_SEC);
  g_assert_true (g_file_set_contents (latest, "../../etc", -1, NULL));
  g_assert_null (hrt_backup_find_last (folder, &time));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/due", test_due);
  g_test_add_func ("/backup/last", test_last);
  return g_test_run ();
}
