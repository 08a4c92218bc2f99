/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtJournalFile: the second witness beside the database: what was confirmed, fsynced and chained.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_JOURNAL_FILE (hrt_journal_file_get_type ())
#define HRT_JOURNAL_ERROR     (hrt_journal_error_quark ())
G_DECLARE_FINAL_TYPE (HrtJournalFile, hrt_journal_file, HRT, JOURNAL_FILE, GObject)

/**
 * HrtJournalError:
 * @HRT_JOURNAL_ERROR_DISK_FULL: no room; the record is not in the file
 * @HRT_JOURNAL_ERROR_PERMISSION: the folder or file cannot be written
 * @HRT_JOURNAL_ERROR_WRITE: the system refused otherwise; the record may or may not be on the disk
 * @HRT_JOURNAL_ERROR_DAMAGED: a record in the middle of a file is not what was written
 */
typedef enum
{
  HRT_JOURNAL_ERROR_DISK_FULL,
  HRT_JOURNAL_ERROR_PERMISSION,
  HRT_JOURNAL_ERROR_WRITE,
  HRT_JOURNAL_ERROR_DAMAGED,
} HrtJournalError;

GQuark hrt_journal_error_quark (void);

/* Writing. */
HrtJournalFile *hrt_journal_file_new (const char *data_dir);
void hrt_journal_file_append_async (HrtJournalFile *self,
                                    const char *kind,
                                    const char *payload,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean hrt_journal_file_append_finish (HrtJournalFile *self,
                                         GAsyncResult *result,
                                         guint64 *seq,
                                         GError **error);

/* Reading. One record, valid while the visitor runs. */
typedef struct
{
  guint64 seq;      /* from 1, without gaps, within its file */
  const char *time; /* UTC, ISO 8601 with microseconds */
  const char *kind;
  const char *payload; /* JSON text */
} HrtJournalRecord;

/* What a reading found. */
typedef struct
{
  guint64 n_records;
  goffset good_end;   /* bytes of the file that are whole */
  goffset size;       /* bytes of the file */
  guint64 bad_seq;    /* the first record that is not what was written; 0 when all are */
  guint64 bad_line;   /* its line in the file, from 1 */
  char previous[65];  /* head hash of the file before, hexadecimal; empty when there was none */
  char head[65];      /* hash of the last good record */
  char last_time[28]; /* of the last good record; empty when there is none */
  gboolean torn;      /* the bad part is the tail of a write that a power cut broke off */
} HrtJournalReport;

typedef gboolean (*HrtJournalVisit) (const HrtJournalRecord *record, gpointer user_data);

GPtrArray *hrt_journal_list_files (const char *data_dir, GError **error);
gboolean hrt_journal_read_file (const char *path,
                                HrtJournalVisit visit,
                                gpointer user_data,
                                HrtJournalReport *report,
                                GError **error);

/* A file as it was when it was read; a file only grows, so one of the same size is the same. */
typedef struct
{
  goffset size;
  char head[65];
  char last_time[28];
} HrtJournalMark;

GPtrArray *hrt_journal_read_unmarked (const char *data_dir,
                                      GHashTable *marks,
                                      HrtJournalVisit visit,
                                      gpointer user_data,
                                      GHashTable *read,
                                      GPtrArray *tails);
GPtrArray *hrt_journal_read_all (const char *data_dir, HrtJournalVisit visit, gpointer user_data);

G_END_DECLS
