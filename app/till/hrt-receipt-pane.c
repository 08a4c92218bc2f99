/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceiptPane: after the sale: the change in large figures, the receipt, its PDF; later a copy.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-pane.h"

#include <glib/gi18n.h>

#include "../devices/hrt-receipt-folder.h"
#include "../hrt-paths.h"
#include "../widgets/hrt-key-label.h"
#include "../widgets/hrt-ui.h"
#include "hrt-receipt-draw.h"
#include "hrt-receipt-view.h"
#include "model/base/hrt-money.h"

struct _HrtReceiptPane
{
  GtkWidget parent_instance;

  GtkLabel *change_title;
  GtkLabel *change;
  HrtReceiptView *receipt;
  GtkLabel *saved;
  GtkWidget *open;
  GtkWidget *next;
  HrtKeyLabel *next_label;
  char *path; /* (owned) (nullable) of the PDF that is shown or being written */
};

enum
{
  SIGNAL_NEXT,
  SIGNAL_PRINT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtReceiptPane, hrt_receipt_pane, GTK_TYPE_WIDGET)

static void
on_open_clicked (HrtReceiptPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
on_next_clicked (HrtReceiptPane *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
on_print_clicked (HrtReceiptPane *self)
{
  g_signal_emit (self, signals[SIGNAL_PRINT], 0);
}

static void
on_pdf_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtReceiptPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = hrt_receipt_save_pdf_finish (result, &error);

  if (self->saved == NULL) /* the page was closed meanwhile */
    return;
  if (is_saved)
    {
      g_autofree char *shown = hrt_paths_dup_shown (self->path);

      gtk_label_set_label (self->saved, shown);
    }
  else
    {
      g_warning ("%s", error->message);
      gtk_label_set_label (
          self->saved, _ ("The PDF could not be saved. Please check the folder in Preferences."));
    }
  gtk_widget_set_sensitive (self->open, is_saved);
}

static void
save_pdf (HrtReceiptPane *self, const HrtReceipt *receipt, guint paper_mm, GSettings *settings)
{
  /* The customer's own receipt is not overwritten by one that is marked as a copy. */
  g_autofree char *name = g_strconcat (receipt->number, receipt->is_copy ? "-copy" : "", NULL);

  g_free (self->path);
  self->path = hrt_receipt_folder_dup_path (settings, name);
  gtk_label_set_label (self->saved, "");
  gtk_widget_set_sensitive (self->open, FALSE);
  if (g_settings_get_boolean (settings, "receipt-pdf"))
    hrt_receipt_save_pdf_async (receipt, paper_mm, self->path,
                                gtk_widget_get_pango_context (GTK_WIDGET (self->receipt)),
                                on_pdf_saved, g_object_ref (self));
}

/**
 * hrt_receipt_pane_show:
 * @settings: of this machine: width of the paper, folder of the PDFs
 */
void
hrt_receipt_pane_show (HrtReceiptPane *self, const HrtReceipt *receipt, GSettings *settings)
{
  guint paper_mm = (guint) g_settings_get_enum (settings, "receipt-paper");
  g_autofree char *change = hrt_rupiah_format (receipt->change, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *spoken = g_strdup_printf (_ ("Change %s"), change);

  g_return_if_fail (HRT_IS_RECEIPT_PANE (self));

  gtk_label_set_label (self->change_title,
                       receipt->is_copy
                           /* Translators: above a receipt that is shown again */
                           ? _ ("COPY OF THE RECEIPT")
                           : _ ("CHANGE"));
  /* In large figures it asks to be given, and this one was given long ago. */
  gtk_widget_set_visible (GTK_WIDGET (self->change), !receipt->is_copy);
  gtk_label_set_label (self->change, change);
  hrt_ui_name (GTK_WIDGET (self->change), spoken);
  hrt_receipt_view_set_receipt (self->receipt, receipt, paper_mm);
  save_pdf (self, receipt, paper_mm, settings);
  gtk_widget_grab_focus (self->next);
}

/**
 * hrt_receipt_pane_set_next_label:
 * @label: what the button that leaves the receipt says
 */
void
hrt_receipt_pane_set_next_label (HrtReceiptPane *self, const char *label)
{
  g_return_if_fail (HRT_IS_RECEIPT_PANE (self));

  hrt_key_label_set_label (self->next_label, label);
  hrt_ui_name (self->next, label);
}

static void
hrt_receipt_pane_dispose (GObject *object)
{
  HrtReceiptPane *self = HRT_RECEIPT_PANE (object);

  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_RECEIPT_PANE);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (hrt_receipt_pane_parent_class)->dispose (object);
}

static void
hrt_receipt_pane_class_init (HrtReceiptPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_receipt_pane_dispose;
  signals[SIGNAL_NEXT] = g_signal_new ("next", HRT_TYPE_RECEIPT_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PRINT] = g_signal_new ("print", HRT_TYPE_RECEIPT_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HRT_TYPE_KEY_LABEL);
  g_type_ensure (HRT_TYPE_RECEIPT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-receipt-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, change_title);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, change);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, receipt);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, saved);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, open);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, next);
  gtk_widget_class_bind_template_child (widget_class, HrtReceiptPane, next_label);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
}

static void
hrt_receipt_pane_init (HrtReceiptPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (self->next, _ ("Next Customer"));
}
