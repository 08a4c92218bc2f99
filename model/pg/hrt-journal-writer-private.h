/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The file that one process appends to, with its place in the chain. Belongs to one thread.
 */

#pragma once

#include "hrt-journal-format-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;     /* (owned) */
  char *path;    /* (owned) (nullable) the open file */
  char month[8]; /* "2026-11" of the open file */
  char head[65];
  guint64 seq; /* of the last record */
  goffset end;
  int fd; /* -1: none open */
} HrtJournalWriter;

HrtJournalWriter *_hrt_journal_writer_new (const char *data_dir);
void _hrt_journal_writer_free (HrtJournalWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtJournalWriter, _hrt_journal_writer_free)

/* Opens the month's file when needed: takes a free one, checks it, sets a torn tail aside. */
gboolean _hrt_journal_writer_prepare (HrtJournalWriter *self, GError **error);
/* Appends whole lines that end with record @seq and hash @head: all of them or none. */
gboolean _hrt_journal_writer_commit (
    HrtJournalWriter *self, GString *lines, guint64 seq, const char *head, GError **error);

G_END_DECLS
