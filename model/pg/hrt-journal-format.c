/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The journal's line format, its chain of hashes, and the reader that checks it.
 *
 * A line is "<length> <hash> <seq> <time> <kind> <payload>\n"; the hash is SHA-256 over the hash of
 * the line before followed by everything after this line's own hash. Text, so that a person can
 * read what a broken program cannot.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-format-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_LENGTH 64
#define MAX_BODY    (8 * 1024 * 1024)
/* The first record is on the disk before anything else is written: more than that without one was
 * a journal. */
#define MAX_BEGIN 1024
#define N_FIELDS  4 /* seq, time, kind, payload */

G_DEFINE_QUARK (hrt - journal - error - quark, hrt_journal_error)

static char *
chain (const char *previous, const char *body, gsize length)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) previous, HASH_LENGTH);
  g_checksum_update (sum, (const guchar *) body, (gssize) length);
  return g_strdup (g_checksum_get_string (sum));
}

void
_hrt_journal_format_append (
    GString *into, char *head, guint64 seq, const char *kind, const char *payload)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *hash = NULL;
  g_autofree char *body = NULL;

  body = g_strdup_printf ("%" G_GUINT64_FORMAT " %s.%06dZ %s %s", seq, time,
                          g_date_time_get_microsecond (now), kind, payload);
  /* In JSON a raw line break can only stand between values. */
  g_strdelimit (body, "\r\n", ' ');
  hash = chain (head, body, strlen (body));
  g_string_append_printf (into, "%" G_GSIZE_FORMAT " %s %s\n", strlen (body), hash, body);
  memcpy (head, hash, HASH_LENGTH + 1);
}

static gboolean
is_hash (const char *text)
{
  for (guint i = 0; i < HASH_LENGTH; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return text[HASH_LENGTH] == ' ';
}

gboolean
_hrt_journal_format_split (const char *text, gsize length, HrtJournalLine *line)
{
  char *end = NULL;
  guint64 body_length;
  gsize prefix;

  if (length == 0 || !g_ascii_isdigit (*text))
    return FALSE;
  body_length = g_ascii_strtoull (text, &end, 10); /* the mapping ends with a NUL of ours */
  prefix = (gsize) (end - text) + 1 + HASH_LENGTH + 1;
  if (*end != ' ' || body_length > MAX_BODY || prefix + body_length + 1 > length ||
      !is_hash (end + 1) || text[prefix + body_length] != '\n')
    return FALSE;
  line->hash = end + 1;
  line->body = text + prefix;
  line->body_length = body_length;
  line->line_length = prefix + body_length + 1;
  return memchr (line->body, '\0', body_length) == NULL;
}

gboolean
_hrt_journal_format_follows (const HrtJournalLine *line, const char *previous)
{
  g_autofree char *expected = chain (previous, line->body, line->body_length);

  return strncmp (expected, line->hash, HASH_LENGTH) == 0;
}

/* What a power cut leaves is the beginning of a record, or blocks of zeros where the file had grown
 * already. Whatever is all there and only wrong was changed after it was written. */
static gboolean
is_broken_off (const char *text, gsize length)
{
  HrtJournalLine line;
  char *end = NULL;
  guint64 body_length;

  if (*text != '\0' && !g_ascii_isdigit (*text))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (g_ascii_isdigit (text[i]) && !g_ascii_isdigit (text[i - 1]) &&
        _hrt_journal_format_split (text + i, length - i, &line))
      return FALSE;
  if (memchr (text, '\0', length) != NULL)
    return TRUE;
  body_length = g_ascii_strtoull (text, &end, 10);
  return text[length - 1] != '\n' &&
         (body_length > MAX_BODY ||
          length < (gsize) (end - text) + 1 + HASH_LENGTH + 1 + body_length + 1);
}

static void
read_previous (const char *payload, HrtJournalReport *report)
{
  const char *found = strstr (payload, "\"previous\":\"");

  if (found == NULL)
    return;
  found += strlen ("\"previous\":\"");
  if (strlen (found) > HASH_LENGTH && found[HASH_LENGTH] == '"')
    memcpy (report->previous, found, HASH_LENGTH);
}

/* Gives FALSE when the line's fields are not there or its number is not the next one. */
static gboolean
visit_line (const HrtJournalLine *line,
            HrtJournalVisit visit,
            gpointer user_data,
            HrtJournalReport *report,
            gboolean *stop)
{
  g_autofree char *body = g_strndup (line->body, line->body_length);
  g_auto (GStrv) fields = g_strsplit (body, " ", N_FIELDS);
  HrtJournalRecord record;

  if (g_strv_length (fields) < N_FIELDS ||
      !g_ascii_string_to_unsigned (fields[0], 10, 1, G_MAXUINT64, &record.seq, NULL) ||
      record.seq != report->n_records + 1)
    return FALSE;
  record.time = fields[1];
  record.kind = fields[2];
  record.payload = fields[3];
  if (record.seq == 1 && strcmp (record.kind, HRT_JOURNAL_BEGIN) == 0)
    read_previous (record.payload, report);
  g_strlcpy (report->last_time, record.time, sizeof report->last_time);
  if (visit != NULL && !visit (&record, user_data))
    *stop = TRUE;
  return TRUE;
}

static void
read_lines (const char *text,
            gsize length,
            HrtJournalVisit visit,
            gpointer user_data,
            HrtJournalReport *report)
{
  gboolean stop = FALSE;

  while (!stop && (gsize) report->good_end < length)
    {
      const char *at = text + report->good_end;
      gsize left = length - (gsize) report->good_end;
      HrtJournalLine line;
      gboolean is_line = _hrt_journal_format_split (at, left, &line);

      if (!is_line || !_hrt_journal_format_follows (&line, report->head) ||
          !visit_line (&line, visit, user_data, report, &stop))
        {
          report->bad_seq = report->n_records + 1;
          report->bad_line = report->bad_seq;
          report->torn =
              !is_line && is_broken_off (at, left) && (report->n_records > 0 || left <= MAX_BEGIN);
          return;
        }
      memcpy (report->head, line.hash, HASH_LENGTH);
      report->n_records++;
      report->good_end += (goffset) line.line_length;
    }
}

/**
 * hrt_journal_read_file:
 * @path: a journal file
 * @visit: (nullable) (scope call): called for each good record in order; gives FALSE to stop
 * @user_data: for @visit
 * @report: (out caller-allocates): what was found, also with an error
 * @error: return location
 *
 * Reads one file and checks every record against the chain. A tail that a power cut broke off is
 * no error: @report tells of it, and what it held was never confirmed. Blocking.
 *
 * Errors: `HRT_JOURNAL_ERROR_DAMAGED` when a record in the middle is not what was written; the
 * message names the first. `G_FILE_ERROR` when the file cannot be read.
 *
 * Returns: whether the file is whole or merely torn at its end
 */
gboolean
hrt_journal_read_file (const char *path,
                       HrtJournalVisit visit,
                       gpointer user_data,
                       HrtJournalReport *report,
                       GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL && report != NULL, FALSE);
  memset (report, 0, sizeof *report);
  memcpy (report->head, HRT_JOURNAL_NO_HASH, HASH_LENGTH);
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  report->size = (goffset) length;
  read_lines (text, length, visit, user_data, report);
  if (report->bad_seq == 0 || report->torn)
    return TRUE;
  g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DAMAGED,
               /* Translators: the number of a record, and a file name. */
               _ ("Record %d of the sales journal %s is not what was written."),
               (int) report->bad_seq, path);
  return FALSE;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * hrt_journal_list_files:
 * @data_dir: the shop's data folder
 * @error: return location
 *
 * Errors: `G_FILE_ERROR` when the folder is there and cannot be read.
 *
 * Returns: (transfer full) (element-type filename) (nullable): the journal files, oldest month
 * first; none where no journal was begun yet
 */
GPtrArray *
hrt_journal_list_files (const char *data_dir, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *dir = g_build_filename (data_dir, "journal", NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GDir) entries = g_dir_open (dir, 0, &problem);
  const char *name;

  if (entries == NULL && !g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_suffix (name, ".journal"))
      g_ptr_array_add (paths, g_build_filename (dir, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return g_steal_pointer (&paths);
}
