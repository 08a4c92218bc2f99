/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A backup: database, pictures and sales journal in a folder of their own, with a manifest; it has
 * its name only when it is whole.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is backed up, and where to. */
typedef struct
{
  const char *pg_dump;  /* path of the program */
  const char *conninfo; /* of the owner role */
  const char *data_dir; /* (nullable): without pictures and journal */
  const char *folder;   /* the backups' */
  guint keep;           /* newest backups that stay; 0 = all */
  gint64 now;           /* microseconds since 1970 UTC: its name, and what the next one is due by */
} HrtBackupPlan;

/* Blocking. */
char *hrt_backup_write (const HrtBackupPlan *plan,
                        gint64 not_before,
                        guint *n_files,
                        GCancellable *cancellable,
                        GError **error);
char *hrt_backup_find_last (const char *folder, gint64 *time);

/* Pure. */
gboolean
hrt_backup_is_due (gint64 last, gint64 now, GTimeZone *zone, gint64 idle_secs, gint64 running_secs);
gint64 hrt_backup_get_day_start (gint64 now, GTimeZone *zone);

/* hrt-backup-lock-posix.c */
int _hrt_backup_lock (const char *folder, const char *data_dir, GError **error);
void _hrt_backup_unlock (int lock);

G_END_DECLS
