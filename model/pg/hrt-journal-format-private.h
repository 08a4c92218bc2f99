/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * One line of a journal file, written and read in one place.
 */

#pragma once

#include "hrt-journal-file.h"

G_BEGIN_DECLS

#define HRT_JOURNAL_NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"
#define HRT_JOURNAL_BEGIN \
  "begin" /* the kind of a file's first record; payload names the file before */

/* Appends "<length> <hash> <seq> <time> <kind> <payload>\n" to @into; @head (65 bytes) is the hash
 * before and becomes the hash after. length counts what follows the hash, up to the newline. */
void _hrt_journal_format_append (
    GString *into, char *head, guint64 seq, const char *kind, const char *payload);

/* A line taken apart; points into the text. */
typedef struct
{
  const char *hash; /* 64 hexadecimal digits */
  const char *body;
  gsize body_length;
  gsize line_length; /* with the newline */
} HrtJournalLine;

gboolean _hrt_journal_format_split (const char *text, gsize length, HrtJournalLine *line);
/* Whether the line's hash follows from @previous (64 digits). */
gboolean _hrt_journal_format_follows (const HrtJournalLine *line, const char *previous);

/* hrt-journal-disk-posix.c */
int _hrt_journal_disk_take (const char *path, gboolean *is_new, gboolean *busy, GError **error);
gboolean _hrt_journal_disk_write (int fd, const char *text, gsize length, GError **error);
gboolean _hrt_journal_disk_cut (int fd, goffset length);
gboolean _hrt_journal_disk_make_dir (const char *dir, GError **error);
gboolean _hrt_journal_disk_sync_dir (const char *dir);
void _hrt_journal_disk_close (int fd);

G_END_DECLS
