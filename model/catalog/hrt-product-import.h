/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Products from and to a CSV file: all of it or nothing, every mistake named by row and column.
 */

#pragma once

#include <gio/gio.h>

#include "model/pg/hrt-pg-pool.h"

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

void hrt_product_import_async (HrtPgPool *pool,
                               GBytes *csv,
                               gint64 staff_id,
                               gboolean is_dry_run,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HrtImportReport *hrt_product_import_finish (GAsyncResult *result, GError **error);

void hrt_product_export_async (HrtPgPool *pool,
                               GOutputStream *out,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 hrt_product_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
