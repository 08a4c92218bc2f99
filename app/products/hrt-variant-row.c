/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariantRow: one thing that is sold, in the product's page: its price, its barcode, its stock.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-variant-row.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-thumb.h"
#include "../widgets/hrt-ui.h"
#include "hrt-stock-dialog.h"
#include "model/base/hrt-money.h"
#include "model/catalog/hrt-catalog.h"

struct _HrtVariantRow
{
  AdwExpanderRow parent_instance;

  HrtThumb *thumb;
  GtkLabel *price_label;
  GtkLabel *stock_label;
  GtkEditable *price;
  GtkEditable *barcode;
  AdwActionRow *stock;

  HrtDesk *desk;       /* (owned) */
  HrtVariant *variant; /* (owned) (nullable) until shown */
  char *shown_price;   /* (owned) (nullable) what its field was filled with */
  char *shown_barcode; /* (owned) (nullable) the same */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtVariantRow, hrt_variant_row, ADW_TYPE_EXPANDER_ROW)

static HrtCatalog *
get_catalog (HrtVariantRow *self)
{
  return hrt_context_get_catalog (hrt_desk_get_context (self->desk));
}

static void
take_outcome (HrtVariantRow *self, HrtOutcome *outcome, const GError *error)
{
  if (hrt_ui_toast_outcome (GTK_WIDGET (self), outcome, error))
    hrt_ui_toast (GTK_WIDGET (self), _ ("Saved"));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_price_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtVariantRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_set_price_finish (HRT_CATALOG (source), result, &error);

  take_outcome (self, outcome, error);
}

/* From here on the field follows the database again. */
static void
note_applied (GtkEditable *field, char **shown)
{
  g_free (*shown);
  *shown = g_strdup (gtk_editable_get_text (field));
}

static void
on_price_applied (HrtVariantRow *self)
{
  gint64 price = 0;

  if (!hrt_rupiah_parse (gtk_editable_get_text (self->price), &price, NULL) || price < 0)
    {
      hrt_ui_toast (GTK_WIDGET (self), _ ("This is not an amount. Write for example 1.500.000"));
      gtk_widget_add_css_class (GTK_WIDGET (self->price), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->price), "error");
  note_applied (self->price, &self->shown_price);
  hrt_catalog_set_price_async (get_catalog (self), self->variant->id, price,
                               hrt_desk_get_staff_id (self->desk), self->variant->revision, NULL,
                               on_price_set, g_object_ref (self));
}

static void
on_barcode_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtVariantRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_set_barcode_finish (HRT_CATALOG (source), result, &error);

  take_outcome (self, outcome, error);
}

/* The first word of @text that is not among those of @others; (transfer full) (nullable) */
static char *
find_new_word (const char *text, const char *others)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_auto (GStrv) known = g_strsplit (others, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && !g_strv_contains ((const char *const *) known, words[i]))
      return g_strdup (words[i]);
  return NULL;
}

/* A variant may have several codes (old labels stay on the shelf), separated by blanks: the one
 * that was typed in is added, the one that was taken out is removed. */
static void
on_barcode_applied (HrtVariantRow *self)
{
  const char *typed = gtk_editable_get_text (self->barcode);
  const char *known = self->variant->barcodes != NULL ? self->variant->barcodes : "";
  g_autofree char *added = find_new_word (typed, known);
  g_autofree char *removed = added == NULL ? find_new_word (known, typed) : NULL;

  if (added == NULL && removed == NULL)
    return;
  note_applied (self->barcode, &self->shown_barcode);
  hrt_catalog_set_barcode_async (get_catalog (self), added != NULL ? self->variant->id : 0,
                                 added != NULL ? added : removed,
                                 hrt_desk_get_staff_id (self->desk), NULL, on_barcode_set,
                                 g_object_ref (self));
}

static void
on_stock_adjusted (HrtVariantRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_adjust_clicked (HrtVariantRow *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtStockDialog *dialog = hrt_stock_dialog_new (window, self->desk, self->variant);

  g_signal_connect_object (dialog, "adjusted", G_CALLBACK (on_stock_adjusted), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkEditable *
add_entry (HrtVariantRow *self, const char *title, GCallback on_apply)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_editable (GTK_EDITABLE (row), hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS));
  g_signal_connect_swapped (row, "apply", on_apply, self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return GTK_EDITABLE (row);
}

static void
add_stock_row (HrtVariantRow *self, HrtVariant *variant)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Correct…"));
  g_autofree char *name = g_strdup_printf (_ ("Correct the stock of %s"), variant->sku);

  self->stock = ADW_ACTION_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Stock"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS));
  hrt_ui_name (button, name);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_adjust_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_summary (HrtVariantRow *self)
{
  self->thumb = HRT_THUMB (hrt_thumb_new (40));
  self->price_label = GTK_LABEL (gtk_label_new (NULL));
  self->stock_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->price_label), "amount");
  gtk_widget_set_valign (GTK_WIDGET (self->stock_label), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->stock_label), _ ("Free to sell"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->thumb));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->stock_label));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->price_label));
}

static void
show_summary (HrtVariantRow *self, HrtVariant *variant)
{
  g_autofree char *price = hrt_rupiah_format (variant->price, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *stock = g_strdup_printf ("%d", (int) variant->available);
  g_autofree char *in_words = g_strdup_printf (_ ("%d in the books, %d free to sell"),
                                               (int) variant->on_hand, (int) variant->available);
  const char *level = variant->available <= 0                    ? "bad"
                      : variant->available <= variant->low_stock ? "warn"
                                                                 : "good";
  const char *const classes[] = { "tag", level, NULL };

  hrt_thumb_show (self->thumb, hrt_desk_get_pictures (self->desk), variant->image_hash);
  gtk_label_set_label (self->price_label, price);
  gtk_label_set_label (self->stock_label, stock);
  gtk_widget_set_css_classes (GTK_WIDGET (self->stock_label), (const char **) classes);
  adw_action_row_set_subtitle (self->stock, in_words);
}

/* What somebody is typing stays; the button that applies it is only shown for that. */
static void
fill_field (GtkEditable *field, char **shown, const char *text)
{
  gboolean is_typing = *shown != NULL && !g_str_equal (gtk_editable_get_text (field), *shown);

  g_free (*shown);
  *shown = g_strdup (text);
  if (is_typing || g_str_equal (gtk_editable_get_text (field), text))
    return;
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (field), FALSE);
  gtk_editable_set_text (field, text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (field), TRUE);
}

/**
 * hrt_variant_row_show:
 * @variant: the same one, as it is now
 *
 * A field that is being typed in keeps its text, the keyboard stays where it is.
 */
void
hrt_variant_row_show (HrtVariantRow *self, HrtVariant *variant)
{
  g_autofree char *price = hrt_rupiah_format (variant->price, HRT_MONEY_STYLE_BARE);

  g_return_if_fail (HRT_IS_VARIANT_ROW (self));

  g_set_object (&self->variant, variant);
  show_summary (self, variant);
  fill_field (self->price, &self->shown_price, price);
  fill_field (self->barcode, &self->shown_barcode,
              variant->barcodes != NULL ? variant->barcodes : "");
}

gint64
hrt_variant_row_get_id (HrtVariantRow *self)
{
  return self->variant->id;
}

static void
hrt_variant_row_dispose (GObject *object)
{
  HrtVariantRow *self = HRT_VARIANT_ROW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->variant);
  g_clear_pointer (&self->shown_price, g_free);
  g_clear_pointer (&self->shown_barcode, g_free);
  G_OBJECT_CLASS (hrt_variant_row_parent_class)->dispose (object);
}

static void
hrt_variant_row_class_init (HrtVariantRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_variant_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_VARIANT_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_variant_row_init (HrtVariantRow *self)
{
}

/**
 * hrt_variant_row_new:
 * @variant: what the row shows; see hrt_variant_row_show()
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
hrt_variant_row_new (HrtDesk *desk, HrtVariant *variant)
{
  HrtVariantRow *self = g_object_new (HRT_TYPE_VARIANT_ROW, NULL);
  gboolean has_name = variant->name != NULL && variant->name[0] != '\0';
  g_autofree char *title = g_markup_escape_text (has_name ? variant->name : variant->sku, -1);
  g_autofree char *subtitle = g_markup_escape_text (has_name ? variant->sku : "", -1);

  self->desk = g_object_ref (desk);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  add_summary (self);
  self->price = add_entry (self, _ ("Price in rupiah"), G_CALLBACK (on_price_applied));
  self->barcode = add_entry (self, _ ("Barcode"), G_CALLBACK (on_barcode_applied));
  add_stock_row (self, variant);
  hrt_variant_row_show (self, variant);
  return GTK_WIDGET (self);
}
