/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The product import: the file is checked in a worker, then goes to the database in one call.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-product-parse-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  HrtPgPool *pool;         /* (owned) */
  GBytes *csv;             /* (owned) */
  char *rows;              /* (owned) (nullable) JSON */
  HrtImportReport *report; /* (owned) (nullable) */
  gint64 staff_id;
  gboolean is_dry_run;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->pool);
  g_bytes_unref (import->csv);
  g_free (import->rows);
  g_clear_pointer (&import->report, hrt_import_report_free);
  g_free (import);
}

/* What the database found wrong, in words. */
static void
add_database_problem (
    HrtImportReport *report, gint64 row, const char *field, const char *code, const char *detail)
{
  const struct
  {
    const char *code;
    const char *text;
  } texts[] = {
    { "missing", N_ ("must not be empty for something new") },
    /* Translators: %s is a row number. */
    { "duplicate_sku", N_ ("the same SKU stands in row %s") },
    /* Translators: %s is a product's handle. */
    { "sku_of_other_product", N_ ("the SKU belongs to the product “%s”") },
    /* Translators: %s is a number below zero. */
    { "negative_stock", N_ ("something new cannot have a stock of %s") },
    /* Translators: %s is a price. */
    { "not_above_price", N_ ("must be higher than the price (%s)") },
    /* Translators: %s is a row number. */
    { "product_differs",
      N_ ("product, category or brand differ from row %s with the same handle") },
    /* Translators: %s is a barcode and the SKU that has it. */
    { "barcode_taken", N_ ("the barcode belongs to something else: %s") },
    /* Translators: %s is a barcode. */
    { "barcode_twice", N_ ("the barcode %s stands in the file twice") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].code, code) == 0)
      {
        g_auto (GStrv) parts = g_strsplit (_ (texts[i].text), "%s", 2);
        g_autofree char *text = g_strjoinv (detail, parts);

        _hrt_import_report_add (report, row, field, "%s", text);
        return;
      }
  _hrt_import_report_add (report, row, field, "%s %s", code, detail);
}

static void
read_counts (HrtImportReport *report, const char *detail)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *counts;
  JsonArray *categories;

  if (!json_parser_load_from_data (parser, detail, -1, NULL))
    return;
  counts = json_node_get_object (json_parser_get_root (parser));
  report->n_new_products = json_object_get_int_member_with_default (counts, "products_new", 0);
  report->n_new_variants = json_object_get_int_member_with_default (counts, "variants_new", 0);
  report->n_changed_variants =
      json_object_get_int_member_with_default (counts, "variants_changed", 0);
  categories = json_object_get_array_member (counts, "categories_new");
  for (guint i = 0; categories != NULL && i < json_array_get_length (categories); i++)
    g_ptr_array_add (report->new_categories,
                     g_strdup (json_array_get_string_element (categories, i)));
}

static void
read_answer (HrtImportReport *report, HrtPgRows *rows)
{
  int row_no = hrt_pg_rows_find_column (rows, "row_no");
  int field = hrt_pg_rows_find_column (rows, "field");
  int code = hrt_pg_rows_find_column (rows, "code");
  int detail = hrt_pg_rows_find_column (rows, "detail");

  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    {
      const char *what = hrt_pg_rows_get_text (rows, i, code);
      const char *more = hrt_pg_rows_get_text (rows, i, detail);

      report->is_done = strcmp (what, "imported") == 0;
      if (report->is_done || strcmp (what, "importable") == 0)
        read_counts (report, more);
      else
        add_database_problem (report, hrt_pg_rows_get_int64 (rows, i, row_no),
                              hrt_pg_rows_get_text (rows, i, field), what, more);
    }
}

static void
return_report (GTask *task)
{
  Import *import = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&import->report),
                         (GDestroyNotify) hrt_import_report_free);
  g_object_unref (task);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_query_finish (import->pool, result, &error);

  if (results == NULL)
    {
      g_prefix_error (&error, "importing products: ");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  read_answer (import->report, hrt_pg_results_get_rows (results, 0));
  return_report (task);
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Import *import = g_task_get_task_data (task);
  HrtPgParams *params;

  /* What is wrong in itself is told at once; only a clean file is compared with the shop. */
  if (import->report->n_problems > 0)
    {
      return_report (task);
      return;
    }
  params = hrt_pg_params_text (hrt_pg_params_new (), import->rows);
  params = import->staff_id != 0 ? hrt_pg_params_int64 (params, import->staff_id)
                                 : hrt_pg_params_null (params);
  hrt_pg_pool_query_async (import->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_CATALOG_IMPORT_PRODUCTS,
                           hrt_pg_params_bool (params, import->is_dry_run),
                           g_task_get_cancellable (task), on_imported, task);
}

static void
parse_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;

  import->rows = _hrt_product_parse (import->csv, import->report);
  g_task_return_boolean (task, TRUE);
}

/**
 * hrt_product_import_async:
 * @pool: a pool of the staff or owner role
 * @csv: the file; comma or semicolon, UTF-8 with or without a BOM
 * @staff_id: who does it; 0 only as the database's owner
 * @is_dry_run: only look what would happen
 * @cancellable: (nullable): gives up; nothing is half-imported
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes and changes products from a file, in one transaction. With any problem nothing is written,
 * and the report names each by row and column.
 *
 * Errors: `HRT_PG_ERROR` when the database cannot be asked or refuses; `G_IO_ERROR_CANCELLED`. A
 * file with mistakes is no error.
 */
void
hrt_product_import_async (HrtPgPool *pool,
                          GBytes *csv,
                          gint64 staff_id,
                          gboolean is_dry_run,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  g_autoptr (GTask) parsing = NULL;
  Import *import;

  g_return_if_fail (HRT_IS_PG_POOL (pool));
  g_return_if_fail (csv != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_product_import_async);
  import = g_new0 (Import, 1);
  import->pool = g_object_ref (pool);
  import->csv = g_bytes_ref (csv);
  import->report = _hrt_import_report_new ();
  import->staff_id = staff_id;
  import->is_dry_run = is_dry_run;
  g_task_set_task_data (task, import, import_free);

  parsing = g_task_new (NULL, NULL, on_parsed, task);
  g_task_set_source_tag (parsing, hrt_product_import_async);
  g_task_set_task_data (parsing, import, NULL);
  g_task_run_in_thread (parsing, parse_in_worker);
}

HrtImportReport *
hrt_product_import_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
