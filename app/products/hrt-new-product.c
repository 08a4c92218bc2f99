/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtNewProduct: the least that a new product needs: a name, a shelf, a code and a price.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-new-product.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-category-names.h"
#include "model/base/hrt-money.h"
#include "model/catalog/hrt-catalog.h"

struct _HrtNewProduct
{
  AdwMessageDialog parent_instance;

  GtkEditable *name;
  GtkEditable *sku;
  GtkEditable *price;
  GtkDropDown *category;
  HrtDesk *desk;         /* (owned) */
  GPtrArray *categories; /* (owned) (element-type HrtCategory) */
  char *made_name;       /* (owned) (nullable) what was sent */
  char *made_sku;        /* (owned) (nullable) */
  gint64 made_price;     /* minor units */
  gint64 product_id;
};

enum
{
  SIGNAL_MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtNewProduct, hrt_new_product, ADW_TYPE_MESSAGE_DIALOG)

static HrtCatalog *
get_catalog (HrtNewProduct *self)
{
  return hrt_context_get_catalog (hrt_desk_get_context (self->desk));
}

static void
update (HrtNewProduct *self)
{
  gint64 price = 0;
  gboolean is_complete = gtk_editable_get_text (self->name)[0] != '\0' &&
                         gtk_editable_get_text (self->sku)[0] != '\0' &&
                         hrt_rupiah_parse (gtk_editable_get_text (self->price), &price, NULL) &&
                         price >= 0;

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "ok", is_complete);
}

/* The dialog is closed by now: what went wrong is said in the window. */
static gboolean
is_done (HrtNewProduct *self, HrtOutcome *outcome, const GError *error)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget *anywhere = parent != NULL ? gtk_window_get_focus (parent) : NULL;

  return hrt_ui_toast_outcome (anywhere, outcome, error);
}

static void
on_variant_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtNewProduct) self = user_data;
  g_autoptr (GError) error = NULL;

  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_save_variant_finish (HRT_CATALOG (source), result, &error);

  is_done (self, outcome, error);
  g_signal_emit (self, signals[SIGNAL_MADE], 0, self->product_id, self->made_name);
}

static void
on_product_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtNewProduct) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtVariant) variant = NULL;

  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_save_product_finish (HRT_CATALOG (source), result, &error);

  if (!is_done (self, outcome, error))
    return;
  self->product_id = outcome->id;
  variant = hrt_variant_new ();
  variant->product_id = self->product_id;
  hrt_entity_set_text (variant, "sku", self->made_sku);
  variant->price = self->made_price;
  variant->active = TRUE;
  hrt_catalog_save_variant_async (get_catalog (self), variant, hrt_desk_get_staff_id (self->desk),
                                  NULL, on_variant_saved, g_object_ref (self));
}

static void
hrt_new_product_response (AdwMessageDialog *dialog, const char *response)
{
  HrtNewProduct *self = HRT_NEW_PRODUCT (dialog);
  g_autoptr (HrtProduct) draft = NULL;
  guint selected = gtk_drop_down_get_selected (self->category);

  if (!g_str_equal (response, "ok") ||
      !hrt_rupiah_parse (gtk_editable_get_text (self->price), &self->made_price, NULL))
    return;
  draft = hrt_product_new ();
  self->made_name = g_strdup (gtk_editable_get_text (self->name));
  self->made_sku = g_strdup (gtk_editable_get_text (self->sku));
  hrt_entity_set_text (draft, "name", self->made_name);
  draft->active = TRUE;
  if (selected < self->categories->len)
    draft->category_id = ((HrtCategory *) g_ptr_array_index (self->categories, selected))->id;
  hrt_catalog_save_product_async (get_catalog (self), draft, hrt_desk_get_staff_id (self->desk),
                                  NULL, on_product_saved, g_object_ref (self));
}

static void
hrt_new_product_dispose (GObject *object)
{
  HrtNewProduct *self = HRT_NEW_PRODUCT (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->made_name, g_free);
  g_clear_pointer (&self->made_sku, g_free);
  G_OBJECT_CLASS (hrt_new_product_parent_class)->dispose (object);
}

static void
hrt_new_product_class_init (HrtNewProductClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_new_product_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = hrt_new_product_response;
  signals[SIGNAL_MADE] = g_signal_new ("made", HRT_TYPE_NEW_PRODUCT, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static GtkEditable *
add_entry (HrtNewProduct *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static void
hrt_new_product_init (HrtNewProduct *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  self->name = add_entry (self, group, _ ("Name"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Category"));
  self->category = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->category), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->category));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  self->sku = add_entry (self, group, _ ("Code (SKU)"));
  self->price = add_entry (self, group, _ ("Price in rupiah"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), group);
}

/**
 * hrt_new_product_new:
 * @categories: (nullable) (element-type HrtCategory): the shelves to choose from
 */
HrtNewProduct *
hrt_new_product_new (GtkWindow *parent, HrtDesk *desk, GPtrArray *categories)
{
  HrtNewProduct *self = g_object_new (HRT_TYPE_NEW_PRODUCT, "transient-for", parent, "modal", TRUE,
                                      "heading", _ ("New Product"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  g_autoptr (GtkStringList) names = NULL;

  self->desk = g_object_ref (desk);
  self->categories = categories != NULL ? g_ptr_array_ref (categories) : g_ptr_array_new ();
  names = hrt_category_names_new_list (self->categories);
  gtk_drop_down_set_model (self->category, G_LIST_MODEL (names));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "ok", _ ("Add"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "ok", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "ok");
  adw_message_dialog_set_close_response (dialog, "cancel");
  update (self);
  return self;
}
