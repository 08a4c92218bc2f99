/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImportReport: what an import found wrong, or did.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thing that is wrong with the file. */
typedef struct
{
  gint64 row;   /* line of the file as a spreadsheet counts: the heading is 1; 0: the file */
  char *column; /* (owned) as in the heading; "" = the row as a whole */
  char *text;   /* (owned) a sentence in the user's language */
} HrtImportProblem;

typedef struct
{
  gboolean is_done; /* written; FALSE with problems and after a dry run */
  gint64 n_rows;
  gint64 n_new_products;
  gint64 n_new_variants;
  gint64 n_changed_variants;
  GPtrArray *new_categories; /* (element-type utf8) */
  GPtrArray *problems;       /* (element-type HrtImportProblem) by row; at most 200 */
  gint64 n_problems;         /* all of them */
} HrtImportReport;

void hrt_import_report_free (HrtImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtImportReport, hrt_import_report_free)

G_END_DECLS
