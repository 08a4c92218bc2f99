/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The product export: a page of variants after the other, as CSV that the import takes back.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-product-import.h"

#include <string.h>

#include "hrt-product-columns-private.h"

#define PAGE 2000

typedef struct
{
  HrtPgPool *pool;    /* (owned) */
  GOutputStream *out; /* (owned) */
  GString *text;      /* (owned) the page being written */
  gint64 after;
  gint64 n_rows;
  gboolean is_last;
} Export;

static void load_page (GTask *task);

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->pool);
  g_object_unref (export->out);
  g_string_free (export->text, TRUE);
  g_free (export);
}

/* Always in quotes; what a spreadsheet would run as a formula gets an apostrophe in front. */
static void
append_field (GString *text, const char *field)
{
  g_string_append_c (text, '"');
  if (*field != '\0' && strchr ("=+-@\t\r", *field) != NULL)
    g_string_append_c (text, '\'');
  for (const char *c = field; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void
append_rows (Export *export, HrtPgRows *rows)
{
  int id = hrt_pg_rows_find_column (rows, "variant_id");
  int columns[32];

  g_assert (_hrt_product_n_columns <= G_N_ELEMENTS (columns));
  for (guint i = 0; i < _hrt_product_n_columns; i++)
    columns[i] = hrt_pg_rows_find_column (rows, _hrt_product_columns[i].name);
  for (guint row = 0; row < hrt_pg_rows_get_n (rows); row++)
    {
      for (guint i = 0; i < _hrt_product_n_columns; i++)
        {
          g_string_append (export->text, i > 0 ? "," : "");
          append_field (export->text, hrt_pg_rows_get_text (rows, row, columns[i]));
        }
      g_string_append (export->text, "\r\n");
      export->after = hrt_pg_rows_get_int64 (rows, row, id);
      export->n_rows++;
    }
  export->is_last = hrt_pg_rows_get_n (rows) < PAGE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (export->out, result, NULL, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (export->is_last)
    {
      g_task_return_int (task, export->n_rows);
      g_object_unref (task);
    }
  else
    load_page (task);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_query_finish (export->pool, result, &error);

  if (results == NULL)
    {
      g_prefix_error (&error, "exporting products: ");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  append_rows (export, hrt_pg_results_get_rows (results, 0));
  g_output_stream_write_all_async (export->out, export->text->str, export->text->len,
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_written,
                                   task);
}

static void
load_page (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  HrtPgParams *params = hrt_pg_params_int64 (hrt_pg_params_new (), export->after);

  if (export->n_rows > 0)
    g_string_truncate (export->text, 0);
  hrt_pg_pool_query_async (export->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_CATALOG_EXPORT_PRODUCTS,
                           hrt_pg_params_int64 (params, PAGE), g_task_get_cancellable (task),
                           on_page, task);
}

/**
 * hrt_product_export_async:
 * @pool: a pool of the owner role, or of staff who may see costs
 * @out: where the CSV goes; stays open
 * @cancellable: (nullable): stops; @out has a part then
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Writes all products as CSV, UTF-8 with a BOM (spreadsheets here need it), one row per variant.
 *
 * Errors: `HRT_PG_ERROR`, `G_IO_ERROR`.
 */
void
hrt_product_export_async (HrtPgPool *pool,
                          GOutputStream *out,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Export *export;

  g_return_if_fail (HRT_IS_PG_POOL (pool));
  g_return_if_fail (G_IS_OUTPUT_STREAM (out));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_product_export_async);
  export = g_new0 (Export, 1);
  export->pool = g_object_ref (pool);
  export->out = g_object_ref (out);
  export->text = g_string_new ("\357\273\277");
  for (guint i = 0; i < _hrt_product_n_columns; i++)
    g_string_append_printf (export->text, "%s%s", i > 0 ? "," : "", _hrt_product_columns[i].name);
  g_string_append (export->text, "\r\n");
  g_task_set_task_data (task, export, export_free);
  load_page (task);
}

/**
 * hrt_product_export_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: how many variants were written, -1 on error
 */
gint64
hrt_product_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  return g_task_propagate_int (G_TASK (result), error);
}
