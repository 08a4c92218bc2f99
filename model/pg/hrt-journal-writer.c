/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Which journal file a process appends to, and what it finds there.
 *
 * One process, one file: "<year>-<month>-<slot>.journal", the first slot that no other process has
 * locked. A new month begins a new file whose first record names the head of the slot's last one.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-writer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_SLOTS 64

HrtJournalWriter *
_hrt_journal_writer_new (const char *data_dir)
{
  HrtJournalWriter *self = g_new0 (HrtJournalWriter, 1);

  self->dir = g_build_filename (data_dir, "journal", NULL);
  self->fd = -1;
  return self;
}

static void
let_go (HrtJournalWriter *self)
{
  _hrt_journal_disk_close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
}

void
_hrt_journal_writer_free (HrtJournalWriter *self)
{
  let_go (self);
  g_free (self->dir);
  g_free (self);
}

/* What a power cut broke off was never confirmed; it is kept beside the journal for whoever wants
 * to look, and the file goes on at its last whole record. */
static gboolean
set_tail_aside (HrtJournalWriter *self, const HrtJournalReport *report, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *aside =
      g_strdup_printf ("%s.torn-%" G_GINT64_FORMAT, self->path, g_get_real_time ());
  gsize length;

  if (!g_file_get_contents (self->path, &text, &length, error) ||
      !g_file_set_contents_full (aside, text + report->good_end,
                                 (gssize) length - (gssize) report->good_end,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return FALSE;
  g_message ("the end of %s was broken off; set aside as %s", self->path, aside);
  if (_hrt_journal_disk_cut (self->fd, report->good_end))
    return TRUE;
  g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_WRITE,
               /* Translators: %s is a file name. */
               _ ("The broken end of the sales journal %s could not be cut off."), self->path);
  return FALSE;
}

/* The head of the newest earlier file of this slot, "" when there is none. */
static void
find_previous (HrtJournalWriter *self, guint slot, HrtJournalReport *report, char **name)
{
  g_autofree char *parent = g_path_get_dirname (self->dir);
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (parent, NULL);
  g_autofree char *suffix = g_strdup_printf ("-%02u.journal", slot);

  report->head[0] = '\0';
  for (guint i = paths != NULL ? paths->len : 0; i-- > 0;)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (strcmp (path, self->path) >= 0 || !g_str_has_suffix (path, suffix))
        continue;
      if (!hrt_journal_read_file (path, NULL, NULL, report, NULL))
        g_warning ("%s is damaged; the new journal file follows its last good record", path);
      *name = g_path_get_basename (path);
      return;
    }
}

static gboolean
begin_file (HrtJournalWriter *self, guint slot, GError **error)
{
  HrtJournalReport previous = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *payload = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  char head[65] = HRT_JOURNAL_NO_HASH;

  find_previous (self, slot, &previous, &name);
  payload = g_strdup_printf ("{\"version\":1,\"after\":\"%s\",\"previous\":\"%s\"}",
                             name != NULL ? name : "", previous.head);
  _hrt_journal_format_append (line, head, 1, HRT_JOURNAL_BEGIN, payload);
  self->end = 0;
  return _hrt_journal_writer_commit (self, line, 1, head, error) &&
         _hrt_journal_disk_sync_dir (self->dir);
}

/* Goes on with an old file; FALSE without @error when it is damaged in the middle and so stays as
 * it is. */
static gboolean
continue_file (HrtJournalWriter *self, guint slot, GError **error)
{
  g_autoptr (GError) problem = NULL;
  HrtJournalReport report;

  if (!hrt_journal_read_file (self->path, NULL, NULL, &report, &problem))
    {
      g_warning ("%s", problem->message);
      return FALSE;
    }
  if (report.torn && !set_tail_aside (self, &report, error))
    return FALSE;
  if (report.n_records == 0)
    return begin_file (self, slot, error);
  self->end = report.good_end;
  self->seq = report.n_records;
  memcpy (self->head, report.head, sizeof self->head);
  return TRUE;
}

static gboolean
take_slot (HrtJournalWriter *self, guint slot, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%02u.journal", self->month, slot);
  gboolean is_new, busy;

  self->path = g_build_filename (self->dir, name, NULL);
  self->fd = _hrt_journal_disk_take (self->path, &is_new, &busy, error);
  if (self->fd >= 0 &&
      (is_new ? begin_file (self, slot, error) : continue_file (self, slot, error)))
    return TRUE;
  let_go (self);
  return FALSE;
}

static char *
dup_clock_month (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m");
}

/* "2026-11": of the clock, or of the newest file when that is later: a clock that was wrong and is
 * set right must not open an earlier month's file again, in this process or in the next one. */
static char *
dup_month (HrtJournalWriter *self)
{
  g_autofree char *parent = g_path_get_dirname (self->dir);
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (parent, NULL);
  char *month = dup_clock_month ();

  for (guint i = paths != NULL ? paths->len : 0; i-- > 0;)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (paths, i));

      if (!g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.journal$", name, 0, 0))
        continue;
      name[strlen ("2026-11")] = '\0';
      if (strcmp (name, month) <= 0)
        return month;
      g_free (month);
      return g_steal_pointer (&name);
    }
  return month;
}

static gboolean
is_month_over (HrtJournalWriter *self)
{
  g_autofree char *month = dup_clock_month ();

  return strcmp (month, self->month) > 0;
}

gboolean
_hrt_journal_writer_prepare (HrtJournalWriter *self, GError **error)
{
  g_autofree char *month = NULL;

  if (self->fd >= 0 && !is_month_over (self))
    return TRUE;
  let_go (self);
  month = dup_month (self);
  g_strlcpy (self->month, month, sizeof self->month);
  if (!_hrt_journal_disk_make_dir (self->dir, error))
    return FALSE;
  for (guint slot = 1; slot <= N_SLOTS; slot++)
    {
      g_autoptr (GError) problem = NULL;

      if (take_slot (self, slot, &problem))
        return TRUE;
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  g_set_error_literal (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_WRITE,
                       _ ("Too many programs write the sales journal at once."));
  return FALSE;
}

gboolean
_hrt_journal_writer_commit (
    HrtJournalWriter *self, GString *lines, guint64 seq, const char *head, GError **error)
{
  if (_hrt_journal_disk_write (self->fd, lines->str, lines->len, error))
    {
      self->end += (goffset) lines->len;
      self->seq = seq;
      memcpy (self->head, head, sizeof self->head);
      return TRUE;
    }
  /* After a failed fsync nobody knows what the disk has: cut back to what was confirmed and read
   * the file again before the next record. */
  if (!_hrt_journal_disk_cut (self->fd, self->end))
    g_warning ("%s could not be cut back to its last record", self->path);
  let_go (self);
  return FALSE;
}
