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

/**
 * hrt_journal_read_all:
 * @data_dir: the shop's data folder
 * @visit: (nullable) (scope call): called for each good record, file by file
 * @user_data: for @visit
 * @n_records: (out) (optional): how many there are
 *
 * Reads every file, also behind a damaged one. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): what is wrong, a sentence each in the user's
 * language; empty when the chain is unbroken
 */
GPtrArray *
hrt_journal_read_all (const char *data_dir,
                      HrtJournalVisit visit,
                      gpointer user_data,
                      guint64 *n_records)
{
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (data_dir);
  g_autoptr (GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  guint64 total = 0;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (GError) error = NULL;
      HrtJournalReport report;

      if (!hrt_journal_read_file (path, visit, user_data, &report, &error))
        g_ptr_array_add (problems, g_strdup (error->message));
      if (!is_linked (path, &report, heads))
        g_ptr_array_add (problems,
                         /* Translators: %s is a file name. */
                         g_strdup_printf (_ ("The sales journal %s does not follow the file before "
                                             "it: records or a whole file are missing."),
                                          path));
      total += report.n_records;
    }
  if (n_records != NULL)
    *n_records = total;
  return problems;
}
