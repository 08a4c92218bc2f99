/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtFinder: what was found by name or code, as tiles; before anything is typed, what sells.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-finder.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-shelf-cell.h"
#include "../widgets/hrt-ui.h"
#include "model/catalog/hrt-catalog.h"

#define MAX_FOUND 40

/**
 * HrtFinder:
 *
 * GListStore of HrtVariant -> GtkNoSelection -> GtkGridView of HrtShelfCell. The list is small by design: the search
 * ranks, and what is not among the first is found by typing on.
 * Threading: main thread.
 */
struct _HrtFinder
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkStack *state;
  GtkGridView *grid;
  AdwStatusPage *nothing;

  HrtDesk *desk;             /* (owned) */
  GListStore *found;         /* (owned) (element-type HrtVariant) */
  GCancellable *cancellable; /* (owned) (nullable) of the search under way */
  char *text;                /* (owned) what is searched for */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtFinder, hrt_finder, GTK_TYPE_WIDGET)

static HrtTicketItem *
make_item (HrtVariant *variant)
{
  return hrt_ticket_item_new (variant->id, variant->product_name, variant->name,
                              variant->image_hash, variant->price);
}

static void
on_activate (HrtFinder *self, guint position)
{
  g_autoptr (HrtVariant) variant = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  g_autoptr (HrtTicketItem) item = NULL;

  if (variant == NULL)
    return;
  item = make_item (variant);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hrt_shelf_cell_new (GTK_ORIENTATION_VERTICAL));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *list_item, HrtFinder *self)
{
  HrtVariant *variant = gtk_list_item_get_item (list_item);
  const HrtShelfGoods goods = {
    .name = variant->product_name,
    .detail = variant->name[0] != '\0' ? variant->name : variant->sku,
    .image_hash = variant->image_hash,
    .price = variant->price,
    .price_to = variant->price,
    .available = variant->available,
    .low_stock = variant->low_stock,
    .is_active = variant->active,
  };

  hrt_shelf_cell_show (HRT_SHELF_CELL (gtk_list_item_get_child (list_item)),
                       hrt_desk_get_pictures (self->desk), &goods);
}

static void
show_found (HrtFinder *self, GPtrArray *variants)
{
  gboolean is_searching = self->text[0] != '\0';

  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       variants->pdata, variants->len);
  gtk_label_set_label (self->heading, is_searching ? _ ("FOUND") : _ ("ON THE SHELVES"));
  if (variants->len == 0 && is_searching)
    {
      g_autofree char *text = g_strdup_printf (_ ("Nothing here is called “%s”."), self->text);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->nothing, escaped);
    }
  gtk_stack_set_visible_child_name (self->state,
                                    variants->len > 0 || !is_searching ? "results" : "nothing");
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants
      = hrt_catalog_search_variants_finish (HRT_CATALOG (source), result, &error);

  if (variants != NULL && self->found != NULL)
    show_found (self, variants);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("search: %s", error->message);
}

/**
 * hrt_finder_search:
 * @text: what was typed; empty shows what is on the shelves
 */
void
hrt_finder_search (HrtFinder *self, const char *text)
{
  g_return_if_fail (HRT_IS_FINDER (self));

  g_free (self->text);
  self->text = g_strdup (text);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hrt_catalog_search_variants_async (hrt_desk_get_catalog (self->desk), text, MAX_FOUND,
                                     self->cancellable, on_found, g_object_ref (self));
}

/* A price or a stock moved: the tiles are read again, the place in the list stays. */
static void
on_goods_changed (HrtFinder *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hrt_finder_search (self, self->text);
}

void
hrt_finder_grab_focus (HrtFinder *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}
