/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtFinder: what was found by name or code, as tiles; before anything is typed, what is on the
 * shelves.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-finder.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-shelf-cell.h"
#include "../widgets/hrt-ui.h"
#include "hrt-goods-search.h"
#include "model/catalog/hrt-catalog.h"

#define MAX_FOUND 48

/**
 * HrtFinder:
 *
 * GListStore of HrtProduct (or, one step further, of the HrtVariants of one of them) ->
 * GtkNoSelection -> GtkGridView of HrtShelfCell. The list is short by design: the search ranks, and
 * what is not among the first is found by typing on. Threading: main thread.
 */
struct _HrtFinder
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkStack *state;
  GtkGridView *grid;
  AdwStatusPage *nothing;

  HrtDesk *desk;             /* (owned) */
  GListStore *found;         /* (owned) (element-type HrtEntity) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  char *text;                /* (owned) what is searched for */
  gint64 product_id;         /* whose variants are shown; 0: products are */
  gboolean wants_first;      /* choose the first as soon as it is found */
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_NOTHING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtFinder, hrt_finder, GTK_TYPE_WIDGET)

static HrtCatalog *
get_catalog (HrtFinder *self)
{
  return hrt_context_get_catalog (hrt_desk_get_context (self->desk));
}

/* A newer question makes the answer to the older one unwanted. */
static GCancellable *
renew_cancellable (HrtFinder *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
choose_variant (HrtFinder *self, HrtVariant *variant)
{
  g_autoptr (HrtTicketItem) item =
      hrt_ticket_item_new (variant->id, variant->product_name, variant->name, variant->image_hash,
                           variant->price);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item);
}

static void
on_variant_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtVariant) variant =
      hrt_catalog_load_variant_finish (HRT_CATALOG (source), result, &error);

  if (self->found == NULL)
    return;
  if (variant != NULL)
    choose_variant (self, variant);
  else
    hrt_ui_toast_error (GTK_WIDGET (self), error);
}

static void
replace_found (HrtFinder *self, GPtrArray *entities)
{
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       entities->pdata, entities->len);
}

/* A colour has to be chosen: the product's variants take the place of the products. */
static void
on_product_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProduct) product =
      hrt_catalog_load_product_finish (HRT_CATALOG (source), result, &error);
  g_autofree char *heading = NULL;

  if (self->found == NULL)
    return;
  if (product == NULL)
    {
      hrt_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  self->product_id = product->id;
  heading = g_utf8_strup (product->name, -1);
  gtk_label_set_label (self->heading, heading);
  replace_found (self, product->variants);
  gtk_stack_set_visible_child_name (self->state, "results");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_activate (HrtFinder *self, guint position)
{
  g_autoptr (GObject) entity = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (HRT_IS_VARIANT (entity))
    {
      choose_variant (self, HRT_VARIANT (entity));
    }
  else if (HRT_IS_PRODUCT (entity))
    {
      HrtProduct *product = HRT_PRODUCT (entity);

      if (product->n_variants > 1)
        hrt_catalog_load_product_async (get_catalog (self), product->id, renew_cancellable (self),
                                        on_product_loaded, g_object_ref (self));
      else
        hrt_catalog_load_variant_async (get_catalog (self), product->variant_id,
                                        renew_cancellable (self), on_variant_loaded,
                                        g_object_ref (self));
    }
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hrt_shelf_cell_new (GTK_ORIENTATION_VERTICAL));
}

static void
describe_variant (HrtVariant *variant, gboolean is_among_its_own, HrtShelfGoods *goods)
{
  gboolean has_name = variant->name != NULL && variant->name[0] != '\0';

  goods->name = has_name && is_among_its_own ? variant->name : variant->product_name;
  goods->detail = has_name && !is_among_its_own ? variant->name : variant->sku;
  goods->image_hash = variant->image_hash;
  goods->price = goods->price_to = variant->price;
  goods->available = variant->available;
  goods->low_stock = variant->low_stock;
  goods->is_active = variant->active;
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *list_item, HrtFinder *self)
{
  GObject *entity = gtk_list_item_get_item (list_item);
  HrtShelfGoods goods = { 0 };

  if (HRT_IS_VARIANT (entity))
    describe_variant (HRT_VARIANT (entity), self->product_id != 0, &goods);
  else
    hrt_shelf_goods_describe (&goods, HRT_PRODUCT (entity));
  hrt_shelf_cell_show (HRT_SHELF_CELL (gtk_list_item_get_child (list_item)),
                       hrt_desk_get_pictures (self->desk), &goods);
}

static void
show_found (HrtFinder *self, GPtrArray *goods)
{
  gboolean is_searching = self->text[0] != '\0';

  self->product_id = 0;
  replace_found (self, goods);
  gtk_label_set_label (self->heading, is_searching ? _ ("FOUND") : _ ("ON THE SHELVES"));
  if (goods->len == 0 && is_searching)
    {
      g_autofree char *text = g_strdup_printf (_ ("Nothing here is called “%s”."), self->text);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->nothing, escaped);
    }
  gtk_stack_set_visible_child_name (self->state,
                                    goods->len > 0 || !is_searching ? "results" : "nothing");
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) goods = hrt_goods_search_finish (HRT_DESK (source), result, &error);
  gboolean wants_first = self->wants_first;

  if (self->found == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->wants_first = FALSE;
  if (goods == NULL)
    {
      hrt_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  show_found (self, goods);
  if (wants_first && goods->len > 0)
    on_activate (self, 0);
  else if (wants_first)
    g_signal_emit (self, signals[SIGNAL_NOTHING], 0);
}

/**
 * hrt_finder_search:
 * @text: what was typed; empty shows what is on the shelves
 */
void
hrt_finder_search (HrtFinder *self, const char *text)
{
  g_autofree char *copy = g_strdup (text);

  g_return_if_fail (HRT_IS_FINDER (self));

  g_free (self->text);
  self->text = g_steal_pointer (&copy);
  hrt_goods_search_async (self->desk, self->text, MAX_FOUND, renew_cancellable (self), on_found,
                          g_object_ref (self));
}

/**
 * hrt_finder_choose_first:
 * @text: what was typed
 *
 * As if the first result for @text had been pressed; reads it when the search for it has not been
 * made yet.
 */
void
hrt_finder_choose_first (HrtFinder *self, const char *text)
{
  g_return_if_fail (HRT_IS_FINDER (self));

  self->wants_first = TRUE;
  hrt_finder_search (self, text);
}

/**
 * hrt_finder_go_back:
 *
 * From the variants of a product back to the products.
 *
 * Returns: whether there was a way back
 */
gboolean
hrt_finder_go_back (HrtFinder *self)
{
  g_return_val_if_fail (HRT_IS_FINDER (self), FALSE);

  if (self->product_id == 0)
    return FALSE;
  hrt_finder_search (self, self->text);
  return TRUE;
}

void
hrt_finder_grab_focus (HrtFinder *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

gboolean
hrt_finder_has_focus (HrtFinder *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
}

/* A price or a stock moved somewhere: the tiles are read again. */
static void
on_goods_changed (HrtFinder *self)
{
  if (self->text != NULL && self->product_id == 0 && !self->wants_first &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_autofree char *text = g_strdup (self->text);

      hrt_finder_search (self, text);
    }
}

/**
 * hrt_finder_set_desk:
 * @desk: the way to the catalogue; call once, before the first search
 *
 * From then on the tiles follow what other processes change.
 */
void
hrt_finder_set_desk (HrtFinder *self, HrtDesk *desk)
{
  HrtContext *context = hrt_desk_get_context (desk);

  g_return_if_fail (HRT_IS_FINDER (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (context, "changed::product", G_CALLBACK (on_goods_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed::stock", G_CALLBACK (on_goods_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_goods_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hrt_desk_get_search (desk), "notify::ready",
                           G_CALLBACK (on_goods_changed), self, G_CONNECT_SWAPPED);
}

static void
hrt_finder_dispose (GObject *object)
{
  HrtFinder *self = HRT_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_FINDER);
  g_clear_object (&self->found);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (hrt_finder_parent_class)->dispose (object);
}

static void
hrt_finder_class_init (HrtFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_finder_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HRT_TYPE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, HRT_TYPE_TICKET_ITEM);
  signals[SIGNAL_NOTHING] = g_signal_new ("nothing", HRT_TYPE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtFinder, heading);
  gtk_widget_class_bind_template_child (widget_class, HrtFinder, state);
  gtk_widget_class_bind_template_child (widget_class, HrtFinder, grid);
  gtk_widget_class_bind_template_child (widget_class, HrtFinder, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
hrt_finder_init (HrtFinder *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *model;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (HRT_TYPE_ENTITY);
  self->text = g_strdup ("");
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  gtk_grid_view_set_factory (self->grid, factory);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
  hrt_ui_name (GTK_WIDGET (self->grid), _ ("Goods"));
  g_object_unref (model);
  g_object_unref (factory);
}
