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

static void
on_made_again (HrtNewProduct *self, gint64 product_id)
{
  g_signal_emit (self, signals[SIGNAL_MADE], 0, product_id);
}

static void
drop_first (gpointer self, GClosure *closure)
{
  g_object_unref (self);
}

/* The dialog is closed by now: another one has what was typed and says what is wrong with it. Who
 * waits for this one hears of that one too. */
static void
ask_again (HrtNewProduct *self, const char *why)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  HrtNewProduct *again = hrt_new_product_new (parent, self->desk, self->categories);

  gtk_editable_set_text (again->name, gtk_editable_get_text (self->name));
  gtk_drop_down_set_selected (again->category, gtk_drop_down_get_selected (self->category));
  gtk_editable_set_text (again->sku, gtk_editable_get_text (self->sku));
  gtk_editable_set_text (again->price, gtk_editable_get_text (self->price));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (again), why);
  g_signal_connect_data (again, "made", G_CALLBACK (on_made_again), g_object_ref (self), drop_first,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (again));
}

static void
on_product_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtNewProduct) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_save_product_finish (HRT_CATALOG (source), result, &error);
  g_autofree char *why = NULL;

  if (outcome != NULL && !hrt_outcome_is_refused (outcome))
    {
      g_signal_emit (self, signals[SIGNAL_MADE], 0, outcome->id);
      return;
    }
  /* The program is ending, or somebody else is at the counter by now. */
  if (gtk_window_get_transient_for (GTK_WINDOW (self)) == NULL ||
      !hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS))
    return;
  if (error != NULL)
    g_message ("%s", error->message);
  why = outcome != NULL ? hrt_ui_dup_refusals (outcome->refusals) : hrt_ui_dup_error_text (error);
  ask_again (self, why);
}

/* A product and its only variant in one request: a refused one leaves nothing behind. */
static HrtProduct *
make_draft (HrtNewProduct *self)
{
  HrtProduct *draft = hrt_product_new ();
  HrtVariant *variant = hrt_variant_new ();
  guint selected = gtk_drop_down_get_selected (self->category);

  hrt_entity_set_text (draft, "name", gtk_editable_get_text (self->name));
  draft->active = TRUE;
  if (selected < self->categories->len)
    draft->category_id = ((HrtCategory *) g_ptr_array_index (self->categories, selected))->id;
  hrt_entity_set_text (variant, "sku", gtk_editable_get_text (self->sku));
  hrt_rupiah_parse (gtk_editable_get_text (self->price), &variant->price, NULL);
  variant->active = TRUE;
  draft->variants = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (draft->variants, variant);
  return draft;
}

static void
hrt_new_product_response (AdwMessageDialog *dialog, const char *response)
{
  HrtNewProduct *self = HRT_NEW_PRODUCT (dialog);
  g_autoptr (HrtProduct) draft = NULL;

  if (!g_str_equal (response, "ok"))
    return;
  draft = make_draft (self);
  hrt_catalog_save_product_async (get_catalog (self), draft, hrt_desk_get_staff_id (self->desk),
                                  NULL, on_product_saved, g_object_ref (self));
}

static void
hrt_new_product_dispose (GObject *object)
{
  HrtNewProduct *self = HRT_NEW_PRODUCT (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  G_OBJECT_CLASS (hrt_new_product_parent_class)->dispose (object);
}

static void
hrt_new_product_class_init (HrtNewProductClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_new_product_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = hrt_new_product_response;
  signals[SIGNAL_MADE] = g_signal_new ("made", HRT_TYPE_NEW_PRODUCT, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkEditable *
add_entry (HrtNewProduct *self, GtkWidget *group, const char *title, int max_chars)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  hrt_ui_limit_text (GTK_EDITABLE (row), max_chars);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static void
hrt_new_product_init (HrtNewProduct *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  self->name = add_entry (self, group, _ ("Name"), 200);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Category"));
  self->category = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  hrt_ui_name (GTK_WIDGET (self->category), _ ("Category"));
  gtk_widget_set_valign (GTK_WIDGET (self->category), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->category));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  self->sku = add_entry (self, group, _ ("Code (SKU)"), 60);
  self->price = add_entry (self, group, _ ("Price in rupiah"), 40);
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
