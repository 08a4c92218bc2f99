/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin check: every rule of money and stock, the journal's chain, and whether the journal
 * file and the database know the same sales.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/base/hrt-json-writer.h"
#include "model/sales/hrt-journal-compare.h"

/* Where a finding goes: a line, or an object in a JSON array. */
typedef struct
{
  HrtJsonWriter *json; /* (nullable) */
  int n_broken;
} Findings;

static void
tell (Findings *findings, const char *rule, const char *subject, const char *detail)
{
  findings->n_broken++;
  if (findings->json == NULL)
    {
      g_print ("%s: %s: %s\n", rule, subject, detail);
      return;
    }
  hrt_json_writer_begin_object (findings->json);
  hrt_json_writer_name (findings->json, "invariant");
  hrt_json_writer_text (findings->json, rule);
  hrt_json_writer_name (findings->json, "subject");
  hrt_json_writer_text (findings->json, subject);
  hrt_json_writer_name (findings->json, "detail");
  hrt_json_writer_text (findings->json, detail);
  hrt_json_writer_end_object (findings->json);
}

static const char *
text_of (HrtPgRows *rows, guint row, const char *column)
{
  const char *text = hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, column));

  return text != NULL ? text : "";
}

static gboolean
check_database (HrtAdmin *admin, Findings *findings, GError **error)
{
  g_autoptr (HrtPgResults) results =
      hrt_admin_query (admin, HRT_STATEMENT_ADMIN_CHECK_INVARIANTS, NULL, error);
  HrtPgRows *rows;

  if (results == NULL)
    return FALSE;
  rows = hrt_pg_results_get_rows (results, 0);
  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    tell (findings, text_of (rows, i, "invariant"), text_of (rows, i, "subject"),
          text_of (rows, i, "detail"));
  return TRUE;
}

static gboolean
check_journal (HrtAdmin *admin, Findings *findings, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtJournalComparison) found = NULL;

  if (admin->data_dir == NULL)
    return TRUE;
  hrt_journal_compare_async (admin->pool, admin->data_dir, TRUE, NULL, hrt_admin_on_ready, &result);
  found = hrt_journal_compare_finish (hrt_admin_await (&result), error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->problems->len; i++)
    tell (findings, "journal_file", admin->data_dir, g_ptr_array_index (found->problems, i));
  for (guint i = 0; i < found->unresolved->len; i++)
    tell (findings, "journal_sale_lost", admin->data_dir, g_ptr_array_index (found->unresolved, i));
  for (guint i = 0; i < found->replayed->len; i++)
    g_printerr (_ ("sale %s was lost by the database and has been brought back\n"),
                (const char *) g_ptr_array_index (found->replayed, i));
  for (guint i = 0; i < found->tails->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (found->tails, i));
  return TRUE;
}

int
hrt_admin_check_all (HrtAdmin *self, gboolean as_json)
{
  g_autoptr (HrtJsonWriter) json = as_json ? hrt_json_writer_new () : NULL;
  g_autoptr (GError) error = NULL;
  Findings findings = { .json = json };
  gboolean done;

  if (json != NULL)
    {
      hrt_json_writer_begin_object (json);
      hrt_json_writer_name (json, "broken");
      hrt_json_writer_begin_array (json);
    }
  /* The journal first: what it brings back must pass the check too. */
  done = check_journal (self, &findings, &error) && check_database (self, &findings, &error);
  if (!done)
    {
      hrt_admin_complain (_ ("checking"), error);
      return -1;
    }
  if (json != NULL)
    {
      hrt_json_writer_end_array (json);
      hrt_json_writer_name (json, "healthy");
      hrt_json_writer_bool (json, findings.n_broken == 0);
      hrt_json_writer_end_object (json);
      g_print ("%s\n", hrt_json_writer_peek (json));
    }
  else if (findings.n_broken == 0)
    g_print ("%s\n", _ ("Everything agrees."));
  return findings.n_broken;
}

/**
 * hrt_admin_check:
 * @argc: number of @argv
 * @argv: "check" and its options
 *
 * Returns: the exit code: 1 when anything is broken
 */
int
hrt_admin_check (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  gboolean as_json = FALSE;
  int n_broken;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Answer as one JSON object"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!hrt_admin_parse (&admin, &argc, &argv, entries, NULL,
                        _ ("Checks every rule of money and stock and prints a line for each that "
                           "is broken. Sales that only the journal file knows are brought back.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (!hrt_admin_open_migrated (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  n_broken = hrt_admin_check_all (&admin, as_json);
  return hrt_admin_close (&admin, n_broken == 0 ? HRT_ADMIN_OK : HRT_ADMIN_FAILED);
}
