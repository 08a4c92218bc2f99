/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCsvDialog: a list of products from a file: first read without writing, then, when it is right,
 * taken in.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-csv-dialog.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "model/catalog/hrt-product-import.h"

#define MAX_PROBLEMS_SHOWN 12

struct _HrtCsvDialog
{
  AdwMessageDialog parent_instance;

  HrtDesk *desk;             /* (owned) */
  GFile *file;               /* (owned) */
  GBytes *csv;               /* (owned) (nullable) until it is read */
  GCancellable *cancellable; /* (owned) cancelled when the dialog is closed */
};

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtCsvDialog, hrt_csv_dialog, ADW_TYPE_MESSAGE_DIALOG)

static HrtPgPool *
get_pool (HrtCsvDialog *self)
{
  return hrt_context_get_pool (hrt_desk_get_context (self->desk));
}

static char *
dup_problems_text (HrtImportReport *report)
{
  GString *text = g_string_new (_ ("Nothing was taken in. Please correct the file:"));
  guint n = MIN (report->problems->len, MAX_PROBLEMS_SHOWN);

  for (guint i = 0; i < n; i++)
    {
      HrtImportProblem *problem = g_ptr_array_index (report->problems, i);

      g_string_append_c (text, '\n');
      if (problem->row == 0)
        g_string_append (text, problem->text);
      else if (*problem->column == '\0')
        g_string_append_printf (text, _ ("Row %d: %s"), (int) problem->row, problem->text);
      else
        /* Translators: row and column of a file, then what is wrong there. */
        g_string_append_printf (text, _ ("Row %d, column %s: %s"), (int) problem->row,
                                problem->column, problem->text);
    }
  if (report->n_problems > n)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("… and %d more"), (int) (report->n_problems - n));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_summary_text (HrtImportReport *report)
{
  /* Translators: numbers of rows, products, variants; each may be 1 */
  return g_strdup_printf (_ ("Rows: %d. New products: %d, new variants: %d, changed: %d."),
                          (int) report->n_rows, (int) report->n_new_products,
                          (int) report->n_new_variants, (int) report->n_changed_variants);
}

static void
show_report (HrtCsvDialog *self, HrtImportReport *report)
{
  g_autofree char *text =
      report->n_problems > 0 ? dup_problems_text (report) : dup_summary_text (report);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), text);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "ok",
                                           report->n_problems == 0 && report->n_rows > 0);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtCsvDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtImportReport) report = hrt_product_import_finish (result, &error);
  g_autofree char *text = NULL;

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report != NULL)
    {
      show_report (self, report);
      return;
    }
  g_message ("%s", error->message);
  text = hrt_ui_dup_error_text (error);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), text);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtCsvDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (csv == NULL)
    {
      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), _ ("The file cannot be read."));
      return;
    }
  self->csv = g_bytes_ref (csv);
  hrt_product_import_async (get_pool (self), csv, hrt_desk_get_staff_id (self->desk), TRUE,
                            self->cancellable, on_checked, g_object_ref (self));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtCsvDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtImportReport) report = hrt_product_import_finish (result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget *anywhere = parent != NULL ? gtk_window_get_focus (parent) : NULL;

  if (report != NULL && report->is_done)
    g_signal_emit (self, signals[SIGNAL_IMPORTED], 0);
  if (anywhere == NULL)
    return;
  if (error != NULL)
    hrt_ui_toast_error (anywhere, error);
  else
    hrt_ui_toast (anywhere, report->is_done ? _ ("The products are on the shelves")
                                            : _ ("Nothing was taken in"));
}

static void
hrt_csv_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  HrtCsvDialog *self = HRT_CSV_DIALOG (dialog);

  if (g_str_equal (response, "ok") && self->csv != NULL)
    hrt_product_import_async (get_pool (self), self->csv, hrt_desk_get_staff_id (self->desk), FALSE,
                              NULL, on_imported, g_object_ref (self));
  else
    g_cancellable_cancel (self->cancellable);
}

static void
hrt_csv_dialog_dispose (GObject *object)
{
  HrtCsvDialog *self = HRT_CSV_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->file);
  g_clear_pointer (&self->csv, g_bytes_unref);
  G_OBJECT_CLASS (hrt_csv_dialog_parent_class)->dispose (object);
}

static void
hrt_csv_dialog_finalize (GObject *object)
{
  g_object_unref (HRT_CSV_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (hrt_csv_dialog_parent_class)->finalize (object);
}

static void
hrt_csv_dialog_class_init (HrtCsvDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_csv_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hrt_csv_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = hrt_csv_dialog_response;
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", HRT_TYPE_CSV_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_csv_dialog_init (HrtCsvDialog *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hrt_csv_dialog_new:
 * @parent: the window it belongs to
 * @file: the list, read at once and written only when the person confirms
 *
 * Returns: (transfer none): the dialog, not shown yet; GTK owns it
 */
HrtCsvDialog *
hrt_csv_dialog_new (GtkWindow *parent, HrtDesk *desk, GFile *file)
{
  HrtCsvDialog *self =
      g_object_new (HRT_TYPE_CSV_DIALOG, "transient-for", parent, "modal", TRUE, "heading",
                    _ ("A List of Products"), "body", _ ("Reading the file…"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  self->desk = g_object_ref (desk);
  self->file = g_object_ref (file);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "ok", _ ("Take It In"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "ok", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "ok", FALSE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_file_load_bytes_async (file, self->cancellable, on_read, g_object_ref (self));
  return self;
}
