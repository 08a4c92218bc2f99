/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads all journal files of a data folder and checks the chain within and between them.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Does @path begin where the newest earlier file of its slot ended? @heads: slot → head. */
static gboolean
is_linked (const char *path, const HrtJournalReport *report, GHashTable *heads)
{
  const char *slot = strrchr (path, '-');
  const char *before = slot != NULL ? g_hash_table_lookup (heads, slot) : NULL;
  gboolean linked =
      before == NULL || report->n_records == 0 || strcmp (before, report->previous) == 0;

  if (slot != NULL && report->n_records > 0)
    g_hash_table_replace (heads, g_strdup (slot), g_strdup (report->head));
  return linked;
}

/* The mark of a file that is still as long as it was then. */
static const HrtJournalMark *
find_mark (GHashTable *marks, const char *path, const char *name)
{
  const HrtJournalMark *mark = marks != NULL ? g_hash_table_lookup (marks, name) : NULL;
  GStatBuf found;

  return mark != NULL && g_stat (path, &found) == 0 && found.st_size == mark->size ? mark : NULL;
}

static void
add_mark (GHashTable *read, const char *name, const HrtJournalReport *report)
{
  HrtJournalMark *mark = g_new0 (HrtJournalMark, 1);

  mark->size = report->size;
  memcpy (mark->head, report->head, sizeof mark->head);
  memcpy (mark->last_time, report->last_time, sizeof mark->last_time);
  g_hash_table_replace (read, g_strdup (name), mark);
}

static char *
dup_tail (const char *path, const HrtJournalReport *report)
{
  int n_bytes = (int) (report->size - report->good_end);

  return g_strdup_printf (
      /* Translators: %s is a file name, of the sales journal. */
      ngettext ("%s ends with %d byte of a record that was broken off, by a power cut or a crash. "
                "That record was never confirmed.",
                "%s ends with %d bytes of a record that was broken off, by a power cut or a crash. "
                "That record was never confirmed.",
                n_bytes),
      path, n_bytes);
}

/**
 * hrt_journal_read_unmarked:
 * @data_dir: the shop's data folder
 * @marks: (nullable) (element-type filename HrtJournalMark): files to pass over while they are as
 * they were, by their names without a folder
 * @visit: (nullable) (scope call): called for each good record, file by file
 * @user_data: for @visit
 * @read: (nullable) (element-type filename HrtJournalMark): gets the files that were read and are
 * whole
 * @tails: (nullable) (element-type utf8): gets a sentence for each half record at the end of a
 * file; it was never confirmed, so nothing is wrong
 *
 * Reads every other file, also behind a damaged one. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): what is wrong, a sentence each in the user's
 * language; empty when the chain is unbroken
 */
GPtrArray *
hrt_journal_read_unmarked (const char *data_dir,
                           GHashTable *marks,
                           HrtJournalVisit visit,
                           gpointer user_data,
                           GHashTable *read,
                           GPtrArray *tails)
{
  g_autoptr (GError) no_list = NULL;
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (data_dir, &no_list);
  g_autoptr (GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  if (paths == NULL)
    g_ptr_array_add (problems,
                     /* Translators: what the operating system said. */
                     g_strdup_printf (_ ("The folder of the sales journal cannot be read: %s"),
                                      no_list->message));
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      const HrtJournalMark *mark = find_mark (marks, path, name);
      const char *slot = strrchr (name, '-');
      g_autoptr (GError) error = NULL;
      HrtJournalReport report;

      if (mark != NULL)
        {
          if (slot != NULL)
            g_hash_table_replace (heads, g_strdup (slot), g_strdup (mark->head));
          continue;
        }
      if (!hrt_journal_read_file (path, visit, user_data, &report, &error))
        g_ptr_array_add (problems, g_strdup (error->message));
      else if (read != NULL && report.bad_seq == 0 && report.n_records > 0)
        add_mark (read, name, &report);
      if (report.torn && tails != NULL)
        g_ptr_array_add (tails, dup_tail (path, &report));
      if (!is_linked (path, &report, heads))
        g_ptr_array_add (problems,
                         /* Translators: %s is a file name. */
                         g_strdup_printf (_ ("The sales journal %s does not follow the file before "
                                             "it: records or a whole file are missing."),
                                          path));
    }
  return problems;
}

/**
 * hrt_journal_read_all:
 * @data_dir: the shop's data folder
 * @visit: (nullable) (scope call): called for each good record, file by file
 * @user_data: for @visit
 *
 * Reads every file, also behind a damaged one. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): what is wrong, a sentence each in the user's
 * language; empty when the chain is unbroken
 */
GPtrArray *
hrt_journal_read_all (const char *data_dir, HrtJournalVisit visit, gpointer user_data)
{
  return hrt_journal_read_unmarked (data_dir, NULL, visit, user_data, NULL, NULL);
}
