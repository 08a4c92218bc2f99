/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A receipt on a printer: the system's own dialog, its portal in a sandbox, its spooler on Windows.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-print.h"

#include <glib/gi18n.h>
#include <math.h>

#include "../devices/hrt-receipt-folder.h"
#include "../widgets/hrt-ui.h"
#include "hrt-receipt-draw.h"

/* A job on its way. Threading: main thread. Lifetime: the print operation's. */
typedef struct
{
  GPtrArray *rows;     /* (owned) */
  GSettings *settings; /* (owned) */
  GtkWidget *anywhere; /* (owned) where a failure is said */
  guint paper_mm;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->rows);
  g_object_unref (job->settings);
  g_object_unref (job->anywhere);
  g_free (job);
}

/* What was chosen last time: the printer above all. */
static GtkPrintSettings *
load_settings (GSettings *settings, const char *number)
{
  g_autofree char *text = g_settings_get_string (settings, "printer");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = hrt_receipt_folder_dup_path (settings, number);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strconcat (number, "-print", NULL);
  GtkPrintSettings *loaded = NULL;

  if (*text != '\0' && g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    loaded = gtk_print_settings_new_from_key_file (file, NULL, NULL);
  if (loaded == NULL)
    loaded = gtk_print_settings_new ();
  /* For a printer that writes a file: beside the receipts, and none of them overwritten. */
  gtk_print_settings_unset (loaded, GTK_PRINT_SETTINGS_OUTPUT_URI);
  gtk_print_settings_set (loaded, GTK_PRINT_SETTINGS_OUTPUT_DIR, folder);
  gtk_print_settings_set (loaded, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  return loaded;
}

static void
keep_settings (GSettings *settings, GtkPrintSettings *chosen)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  gtk_print_settings_to_key_file (chosen, file, NULL);
  text = g_key_file_to_data (file, NULL, NULL);
  g_settings_set_string (settings, "printer", text);
}

/* The roll is as long as the receipt, and its printer has no margins of its own to respect. */
static GtkPageSetup *
make_page_setup (double height_points, guint paper_mm)
{
  GtkPageSetup *page = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new_custom ("hurtrock-receipt", _ ("Receipt roll"), paper_mm,
                                                   height_points / 72 * 25.4, GTK_UNIT_MM);

  gtk_page_setup_set_paper_size (page, paper);
  gtk_page_setup_set_top_margin (page, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (page, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (page, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (page, 0, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return page;
}

/* Paper that is narrower than the receipt makes it smaller; wider paper leaves it as it is. */
static double
find_scale (GtkPrintContext *context, guint paper_mm)
{
  return MIN (1, gtk_print_context_get_width (context) / hrt_receipt_paper_points (paper_mm));
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  double height =
      hrt_receipt_measure (pango, job->rows, job->paper_mm) * find_scale (context, job->paper_mm);
  double page = gtk_print_context_get_height (context);

  /* Half a point of rounding makes no second page. */
  gtk_print_operation_set_n_pages (operation, MAX (1, (int) ceil ((height - 0.5) / page)));
  g_object_unref (pango);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  double scale = find_scale (context, job->paper_mm);
  double height = gtk_print_context_get_height (context);

  cairo_rectangle (cr, 0, 0, gtk_print_context_get_width (context), height);
  cairo_clip (cr);
  cairo_translate (cr, 0, -page * height);
  cairo_scale (cr, scale, scale);
  hrt_receipt_draw (cr, pango, job->rows, job->paper_mm);
  g_object_unref (pango);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    keep_settings (job->settings, gtk_print_operation_get_print_settings (operation));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  g_warning ("printing: %s", error != NULL ? error->message : "no reason");
  hrt_ui_toast (job->anywhere,
                _ ("The receipt could not be printed. Please check the printer and try again."));
}

/**
 * hrt_receipt_print:
 * @receipt: what to print; copied
 * @settings: of this machine: width of the paper, the printer that was chosen last, which is kept
 * @anywhere: a widget of the window that asks and is told of a failure
 *
 * Asks for the printer and prints while the till goes on.
 */
void
hrt_receipt_print (const HrtReceipt *receipt, GSettings *settings, GtkWidget *anywhere)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) print_settings = load_settings (settings, receipt->number);
  g_autoptr (GtkPageSetup) page = NULL;
  Job *job = g_new0 (Job, 1);

  job->rows = hrt_receipt_dup_rows (receipt);
  job->settings = g_object_ref (settings);
  job->anywhere = g_object_ref (anywhere);
  job->paper_mm = (guint) g_settings_get_enum (settings, "receipt-paper");
  page = make_page_setup (hrt_receipt_measure (gtk_widget_get_pango_context (anywhere), job->rows,
                                               job->paper_mm),
                          job->paper_mm);
  g_object_set_data_full (G_OBJECT (operation), "job", job, job_free);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_print_settings (operation, print_settings);
  gtk_print_operation_set_job_name (operation, receipt->number);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), job);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (anywhere)), NULL);
  g_object_unref (operation);
}
