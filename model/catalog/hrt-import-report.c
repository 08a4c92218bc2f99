/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImportReport: what an import found wrong, or did.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-product-parse-private.h"

#define MAX_PROBLEMS 200

static void
problem_free (gpointer data)
{
  HrtImportProblem *problem = data;

  g_free (problem->column);
  g_free (problem->text);
  g_free (problem);
}

HrtImportReport *
_hrt_import_report_new (void)
{
  HrtImportReport *self = g_new0 (HrtImportReport, 1);

  self->new_categories = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

/**
 * hrt_import_report_free:
 * @self: (transfer full): a report
 *
 * Frees the report and everything in it.
 */
void
hrt_import_report_free (HrtImportReport *self)
{
  g_ptr_array_unref (self->new_categories);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

void
_hrt_import_report_add (
    HrtImportReport *self, gint64 row, const char *column, const char *format, ...)
{
  HrtImportProblem *problem;
  va_list arguments;

  self->n_problems++;
  if (self->problems->len >= MAX_PROBLEMS)
    return;
  problem = g_new0 (HrtImportProblem, 1);
  problem->row = row;
  problem->column = g_strdup (column);
  va_start (arguments, format);
  problem->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->problems, problem);
}
