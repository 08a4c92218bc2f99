/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductsPage: everything the shop sells: found, filtered, sorted, opened.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-products-page.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-shelf-cell.h"
#include "../widgets/hrt-ui.h"
#include "hrt-category-names.h"
#include "hrt-csv-dialog.h"
#include "hrt-new-product.h"
#include "hrt-product-editor.h"
#include "model/catalog/hrt-catalog.h"
#include "model/catalog/hrt-product-list.h"

#define MAX_SEARCH 200 /* characters */

/* What the search index gives at most. */
#define MAX_FOUND 160

/**
 * HrtProductsPage:
 *
 * HrtProductList (knows the count, reads pages) -> GtkNoSelection -> GtkListView and GtkGridView of
 * HrtShelfCell. Filter and order are the list's query: a million products never come here.
 * Threading: main thread.
 */
struct _HrtProductsPage
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *list_side;
  GtkWidget *detail_side;
  GtkEditable *search;
  GtkWidget *rail_button;
  GtkWidget *add;
  GtkWidget *import;
  GtkDropDown *category;
  GtkDropDown *sort;
  GtkWidget *as_list;
  GtkWidget *as_grid;
  GtkStack *state;
  GtkListView *list;
  GtkGridView *grid;
  GtkLabel *count;
  AdwWindowTitle *detail_title;
  GtkWidget *back;
  GtkStack *detail;

  gboolean wants_first; /* open the first as soon as it is there */

  HrtDesk *desk;            /* (owned) */
  HrtProductList *products; /* (owned) */
  GPtrArray
      *categories; /* (owned) (nullable) (element-type HrtCategory) of the drop-down, after "all" */
  HrtProductEditor *page;        /* (unowned) (nullable) a child of @detail */
  HrtProduct *opened;            /* (owned) (nullable) the one of the list that @page shows */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  GCancellable *cancellable;     /* (owned) cancelled when the page goes */
};

G_DEFINE_FINAL_TYPE (HrtProductsPage, hrt_products_page, GTK_TYPE_WIDGET)

/* In the order of the drop-down. */
static const HrtProductSort sorts[] = { HRT_PRODUCT_SORT_NAME, HRT_PRODUCT_SORT_PRICE_UP,
                                        HRT_PRODUCT_SORT_PRICE_DOWN, HRT_PRODUCT_SORT_NEWEST };

static gint64
get_category_id (HrtProductsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->category);
  HrtCategory *category;

  if (self->categories == NULL || selected == 0 || selected > self->categories->len)
    return 0;
  category = g_ptr_array_index (self->categories, selected - 1);
  return category->id;
}

/* What was found comes best first, unless another order than the usual one was chosen. */
static void
look_for (HrtProductsPage *self, HrtProductQuery *query, const char *text)
{
  HrtSearch *index = hrt_desk_get_search (self->desk);
  g_autoptr (GArray) ids = NULL;

  if (!hrt_search_is_ready (index))
    {
      hrt_product_query_set_text (query, text);
      return;
    }
  ids = hrt_search_find_products (index, text, MAX_FOUND);
  hrt_product_query_set_ids (query, (const gint64 *) (gpointer) ids->data, ids->len);
  if (query->sort == sorts[0])
    query->sort = HRT_PRODUCT_SORT_GIVEN;
}

static void
on_filter_changed (HrtProductsPage *self)
{
  g_autoptr (HrtProductQuery) query = NULL;
  const char *text;
  guint sort;

  if (self->products == NULL)
    return;
  query = hrt_product_query_new ();
  text = gtk_editable_get_text (self->search);
  sort = gtk_drop_down_get_selected (self->sort);
  query->category_id = get_category_id (self);
  query->sort = sorts[MIN (sort, G_N_ELEMENTS (sorts) - 1)];
  if (text[0] != '\0')
    look_for (self, query, text);
  query->include_inactive = hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS);
  hrt_product_list_set_query (self->products, query);
}

static void
on_search_ready (HrtProductsPage *self)
{
  if (self->search != NULL && gtk_editable_get_text (self->search)[0] != '\0')
    on_filter_changed (self);
}

static void
on_stop_search (HrtProductsPage *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
on_page_saved (HrtProductsPage *self)
{
  hrt_product_list_refresh (self->products);
}

static void
show_product (HrtProductsPage *self, gint64 product_id)
{
  if (self->page == NULL)
    {
      self->page = HRT_PRODUCT_EDITOR (hrt_product_editor_new (self->desk));
      g_signal_connect_object (self->page, "saved", G_CALLBACK (on_page_saved), self,
                               G_CONNECT_SWAPPED);
      g_object_bind_property (self->page, "title", self->detail_title, "title", G_BINDING_DEFAULT);
      gtk_stack_add_named (self->detail, GTK_WIDGET (self->page), "product");
    }
  hrt_product_editor_load (self->page, product_id);
  gtk_stack_set_visible_child_name (self->detail, "product");
  adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
}

/* A notification draws a cell again. */
static void
mark (HrtProductsPage *self, HrtProduct *product)
{
  g_autoptr (HrtProduct) before = g_steal_pointer (&self->opened);

  self->opened = g_object_ref (product);
  if (before != NULL)
    g_object_notify (G_OBJECT (before), "revision");
  g_object_notify (G_OBJECT (product), "revision");
}

static void
on_activate (HrtProductsPage *self, guint position)
{
  g_autoptr (HrtProduct) product = g_list_model_get_item (G_LIST_MODEL (self->products), position);

  if (product == NULL)
    return;
  mark (self, product);
  show_product (self, product->id);
}

static void
open_first (HrtProductsPage *self, guint n)
{
  if (!self->wants_first || hrt_product_list_is_loading (self->products))
    return;
  self->wants_first = FALSE;
  if (n > 0)
    on_activate (self, 0);
}

static void
show_state (HrtProductsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->products));
  /* Of the two buttons the one that goes off says so first, while none of them is on. */
  gboolean is_grid = !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->as_list));
  g_autofree char *text = g_strdup_printf (g_dngettext (NULL, "%u product", "%u products", n), n);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  if (n == 0 && !hrt_product_list_is_loading (self->products))
    gtk_stack_set_visible_child_name (self->state, "nothing");
  else
    gtk_stack_set_visible_child_name (self->state, is_grid ? "grid" : "list");
  open_first (self, n);
}

static void
on_view_toggled (HrtProductsPage *self)
{
  if (self->products != NULL)
    show_state (self);
}

static void
on_activate_tile (HrtProductsPage *self, guint position)
{
  on_activate (self, position);
}

/* Enter opens the first of what is found for the text as it is now. */
static void
on_search_activate (HrtProductsPage *self)
{
  on_filter_changed (self);
  self->wants_first = TRUE;
  show_state (self);
}

static void
on_back_clicked (HrtProductsPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
}

static void
show_in_cell (HrtProductsPage *self, GtkListItem *list_item)
{
  HrtProduct *product = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  HrtShelfGoods goods = { 0 };

  if (product == NULL || cell == NULL)
    return;
  if (product->is_placeholder || product->name == NULL)
    {
      hrt_shelf_cell_clear (HRT_SHELF_CELL (cell));
      return;
    }
  hrt_shelf_goods_describe (&goods, product);
  hrt_shelf_cell_show (HRT_SHELF_CELL (cell), hrt_desk_get_pictures (self->desk), &goods);
  hrt_ui_mark_open (cell, self->opened != NULL && self->opened->id == product->id);
}

/* A placeholder is filled in place, a known product changes in place: both notify. */
static void
on_product_notify (GObject *product, GParamSpec *pspec, gpointer user_data)
{
  GtkListItem *list_item = user_data;
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GtkWidget *page = cell != NULL ? gtk_widget_get_ancestor (cell, HRT_TYPE_PRODUCTS_PAGE) : NULL;

  if (page != NULL)
    show_in_cell (HRT_PRODUCTS_PAGE (page), list_item);
}

static void
on_setup_row (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hrt_shelf_cell_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
on_setup_tile (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hrt_shelf_cell_new (GTK_ORIENTATION_VERTICAL));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *list_item, HrtProductsPage *self)
{
  show_in_cell (self, list_item);
  g_signal_connect (gtk_list_item_get_item (list_item), "notify", G_CALLBACK (on_product_notify),
                    list_item);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_product_notify,
                                        list_item);
}

static GtkListItemFactory *
make_factory (HrtProductsPage *self, GCallback on_setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", on_setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}

static void
on_categories_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtProductsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories =
      hrt_catalog_list_categories_finish (HRT_CATALOG (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;

  if (categories == NULL || self->category == NULL)
    return;
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _ ("All categories"));
  for (guint i = 0; i < categories->len; i++)
    gtk_string_list_take (names, hrt_category_names_dup (g_ptr_array_index (categories, i)));
  self->categories = g_steal_pointer (&categories);
  gtk_drop_down_set_model (self->category, G_LIST_MODEL (names));
}

static void
on_product_made (HrtProductsPage *self, gint64 product_id)
{
  hrt_product_list_refresh (self->products);
  show_product (self, product_id);
}

static void
on_add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (widget);
  HrtNewProduct *dialog =
      hrt_new_product_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->desk, self->categories);

  g_signal_connect_object (dialog, "made", G_CALLBACK (on_product_made), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_file (HrtProductsPage *self, GFile *file)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtCsvDialog *dialog = hrt_csv_dialog_new (window, self->desk, file);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (on_page_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, HrtProductsPage *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      import_file (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("A List of Products"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_set_name (filter, _ ("CSV files"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

/* The keyboard begins where a product is looked for. */
static gboolean
hrt_products_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (widget);

  if (gtk_widget_get_focus_child (widget) == NULL && direction == GTK_DIR_TAB_FORWARD &&
      adw_leaflet_get_visible_child (self->leaflet) == self->list_side)
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET_CLASS (hrt_products_page_parent_class)->focus (widget, direction);
}

/* The list that the assistant was given waits for the first look at this page. */
static void
hrt_products_page_map (GtkWidget *widget)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (widget);
  g_autoptr (GFile) csv =
      hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS) ? hrt_desk_steal_csv (self->desk) : NULL;

  GTK_WIDGET_CLASS (hrt_products_page_parent_class)->map (widget);
  if (csv != NULL)
    import_file (self, csv);
}

static void
hrt_products_page_dispose (GObject *object)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_PRODUCTS_PAGE);
  g_clear_object (&self->chooser);
  g_clear_object (&self->products);
  g_clear_object (&self->opened);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  G_OBJECT_CLASS (hrt_products_page_parent_class)->dispose (object);
}

static void
hrt_products_page_finalize (GObject *object)
{
  g_object_unref (HRT_PRODUCTS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (hrt_products_page_parent_class)->finalize (object);
}

static void
hrt_products_page_class_init (HrtProductsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hrt_products_page_dispose;
  object_class->finalize = hrt_products_page_finalize;
  widget_class->map = hrt_products_page_map;
  widget_class->focus = hrt_products_page_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, detail_side);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, search);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, rail_button);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, add);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, import);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, category);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, sort);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, as_list);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, as_grid);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, state);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, grid);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, count);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, detail_title);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, back);
  gtk_widget_class_bind_template_child (widget_class, HrtProductsPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_view_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_tile);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_install_action (widget_class, "products.find", NULL, on_find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "products.find",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "products.add", NULL, on_add);
  gtk_widget_class_install_action (widget_class, "products.import", NULL, on_import);
}

static void
hrt_products_page_init (HrtProductsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->list_side);
  hrt_ui_name (GTK_WIDGET (self->search), _ ("Search products"));
  hrt_ui_limit_text (GTK_EDITABLE (self->search), MAX_SEARCH);
  hrt_ui_name (self->rail_button, _ ("Places"));
  hrt_ui_name (self->add, _ ("New product"));
  hrt_ui_name (self->import, _ ("Import a CSV file"));
  gtk_widget_set_tooltip_text (self->add, _ ("New product"));
  gtk_widget_set_tooltip_text (self->import, _ ("Import a CSV file"));
  hrt_ui_name (GTK_WIDGET (self->category), _ ("Category"));
  hrt_ui_name (GTK_WIDGET (self->sort), _ ("Order of the list"));
  hrt_ui_name (self->as_list, _ ("As a list"));
  hrt_ui_name (self->as_grid, _ ("As pictures"));
  hrt_ui_name (self->back, _ ("Back"));
  hrt_ui_name (GTK_WIDGET (self->list), _ ("Products"));
  hrt_ui_name (GTK_WIDGET (self->grid), _ ("Products"));
}

static void
attach_list (HrtProductsPage *self)
{
  g_autoptr (GtkListItemFactory) row_factory = make_factory (self, G_CALLBACK (on_setup_row));
  g_autoptr (GtkListItemFactory) tile_factory = make_factory (self, G_CALLBACK (on_setup_tile));
  g_autoptr (GtkNoSelection) model =
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->products)));

  gtk_list_view_set_factory (self->list, row_factory);
  gtk_grid_view_set_factory (self->grid, tile_factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (self->products, "items-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->products, "notify::loading", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hrt_products_page_take_scan:
 * @page: an #HrtProductsPage
 * @code: what a scanner read while no field of the page had the keyboard
 *
 * Looks for it and opens what is found.
 */
void
hrt_products_page_take_scan (GtkWidget *page, const char *code)
{
  HrtProductsPage *self = HRT_PRODUCTS_PAGE (page);

  g_return_if_fail (code != NULL);

  gtk_editable_set_text (self->search, code);
  on_search_activate (self);
}

/**
 * hrt_products_page_new:
 * @desk: the way to the services
 *
 * Returns: (transfer floating): the page, reading its list
 */
GtkWidget *
hrt_products_page_new (HrtDesk *desk)
{
  HrtProductsPage *self = g_object_new (HRT_TYPE_PRODUCTS_PAGE, NULL);
  HrtContext *context = hrt_desk_get_context (desk);

  self->desk = g_object_ref (desk);
  self->products = hrt_product_list_new (context);
  gtk_widget_set_visible (self->add, hrt_desk_may (desk, HRT_DESK_EDIT_PRODUCTS));
  gtk_widget_set_visible (self->import, hrt_desk_may (desk, HRT_DESK_EDIT_PRODUCTS));
  attach_list (self);
  g_signal_connect_object (hrt_desk_get_search (desk), "notify::ready",
                           G_CALLBACK (on_search_ready), self, G_CONNECT_SWAPPED);
  on_filter_changed (self);
  hrt_catalog_list_categories_async (hrt_context_get_catalog (context), self->cancellable,
                                     on_categories_listed, g_object_ref (self));
  return GTK_WIDGET (self);
}
