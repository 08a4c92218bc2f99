/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin import products FILE.csv: all of it or nothing, each mistake by row and column.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/catalog/hrt-product-import.h"

static void
print_problems (HrtImportReport *report)
{
  for (guint i = 0; i < report->problems->len; i++)
    {
      HrtImportProblem *problem = g_ptr_array_index (report->problems, i);

      if (problem->row == 0)
        g_printerr ("%s\n", problem->text);
      else if (*problem->column == '\0')
        /* Translators: row of a file, then what is wrong with it. */
        g_printerr (_ ("row %d: %s\n"), (int) problem->row, problem->text);
      else
        /* Translators: row and column of a file, then what is wrong there. */
        g_printerr (_ ("row %d, column %s: %s\n"), (int) problem->row, problem->column,
                    problem->text);
    }
  if (report->n_problems > report->problems->len)
    g_printerr (_ ("… and %d more\n"), (int) (report->n_problems - report->problems->len));
  g_printerr ("%s\n", _ ("Nothing was imported."));
}

static void
print_count (const char *text, gint64 n, const char *end)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_auto (GStrv) parts = g_strsplit (text, "%d", 2);
  g_autofree char *whole = g_strjoinv (number, parts);

  g_print ("%s%s", whole, end);
}

static void
print_result (HrtImportReport *report)
{
  const char *rows = report->is_done
                         ? ngettext ("%d row imported", "%d rows imported", (gulong) report->n_rows)
                         : ngettext ("%d row could be imported", "%d rows could be imported",
                                     (gulong) report->n_rows);
  const char *products =
      ngettext ("%d new product", "%d new products", (gulong) report->n_new_products);
  const char *variants =
      ngettext ("%d new variant", "%d new variants", (gulong) report->n_new_variants);
  const char *others =
      report->is_done
          ? ngettext ("%d changed", "%d changed", (gulong) report->n_changed_variants)
          : ngettext ("%d known one", "%d known ones", (gulong) report->n_changed_variants);

  print_count (rows, report->n_rows, ": ");
  print_count (products, report->n_new_products, ", ");
  print_count (variants, report->n_new_variants, ", ");
  print_count (others, report->n_changed_variants, "\n");
  for (guint i = 0; i < report->new_categories->len; i++)
    /* Translators: %s is the name of a category of goods. */
    g_print (_ ("new category: %s\n"),
             (const char *) g_ptr_array_index (report->new_categories, i));
}

static int
import_file (HrtAdmin *admin, const char *path, gboolean is_dry_run)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  file = g_mapped_file_new (path, FALSE, &error);
  if (file == NULL)
    {
      hrt_admin_complain (_ ("reading the file"), error);
      return HRT_ADMIN_FAILED;
    }
  csv = g_mapped_file_get_bytes (file);
  hrt_product_import_async (admin->pool, csv, 0, is_dry_run, NULL, hrt_admin_on_ready, &result);
  report = hrt_product_import_finish (hrt_admin_await (&result), &error);
  if (report == NULL)
    {
      hrt_admin_complain (_ ("nothing was imported"), error);
      return HRT_ADMIN_FAILED;
    }
  if (report->n_problems > 0)
    {
      print_problems (report);
      return HRT_ADMIN_FAILED;
    }
  print_result (report);
  return HRT_ADMIN_OK;
}

/**
 * hrt_admin_import:
 * @argc: number of @argv
 * @argv: "import", its options, "products", the file
 *
 * Returns: the exit code
 */
int
hrt_admin_import (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  gboolean is_dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &is_dry_run, N_ ("Only look what would happen"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!hrt_admin_parse (
          &admin, &argc, &argv, entries, _ ("products FILE.csv"),
          _ ("Makes and changes products from a CSV file (comma or semicolon, UTF-8). Columns: "
             "sku, "
             "handle, product, variant, brand, category, model, price, compare_at_price, cost, "
             "weight_g, length_cm, width_cm, height_cm, barcodes, stock, description_id, "
             "description_en, active. Only sku must be there; an empty field leaves a known "
             "product "
             "as it is; stock counts for new ones only.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (argc != 3 || strcmp (argv[1], "products") != 0)
    return hrt_admin_close (&admin, hrt_admin_usage (_ ("write: import products FILE.csv")));
  if (!hrt_admin_open_migrated (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  return hrt_admin_close (&admin, import_file (&admin, argv[2], is_dry_run));
}
