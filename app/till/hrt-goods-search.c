/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the till finds for a few typed words: the index in memory says which, the database what they
 * cost and how many there are.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-goods-search.h"

#include "model/catalog/hrt-catalog.h"

/* More than the tiles: several colours of a guitar are one tile. */
#define MAX_HITS 160

/* What the index said of one product. */
typedef struct
{
  gint64 product_id;
  gint64 variant_id; /* the first of its variants that was hit */
  guint n_hits;
} Place;

typedef struct
{
  GArray *places;   /* (owned) (element-type Place) best first */
  GPtrArray *found; /* (owned) (element-type HrtEntity) */
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->places, g_array_unref);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_free (search);
}

static HrtCatalog *
get_catalog (GTask *task)
{
  return hrt_context_get_catalog (hrt_desk_get_context (g_task_get_source_object (task)));
}

static const Place *
find_place (GArray *places, gint64 product_id)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).product_id == product_id)
      return &g_array_index (places, Place, i);
  return NULL;
}

static void
give_back (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&search->found),
                         (GDestroyNotify) g_ptr_array_unref);
}

/* A variant takes the place of its product. */
static void
put_variant (Search *search, HrtVariant *variant)
{
  for (guint i = 0; i < search->found->len; i++)
    {
      gpointer *entity = &g_ptr_array_index (search->found, i);

      if (!HRT_IS_PRODUCT (*entity) || HRT_PRODUCT (*entity)->id != variant->product_id)
        continue;
      g_object_unref (*entity);
      *entity = g_object_ref (variant);
      return;
    }
}

static void
on_variants_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) variants =
      hrt_catalog_load_variants_finish (HRT_CATALOG (source), result, &error);

  if (variants == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < variants->len; i++)
    {
      HrtVariant *variant = g_ptr_array_index (variants, i);

      if (variant->active)
        put_variant (g_task_get_task_data (task), variant);
    }
  give_back (task);
}

/* Who types "f310 sunburst" has said which colour: that variant is shown, not the product to choose
 * it from. */
static GArray *
list_meant_variants (Search *search)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < search->found->len; i++)
    {
      HrtProduct *product = g_ptr_array_index (search->found, i);
      const Place *place = find_place (search->places, product->id);

      if (place != NULL && place->n_hits == 1 && product->n_variants > 1)
        g_array_append_val (ids, place->variant_id);
    }
  return ids;
}

static void
on_products_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) products =
      hrt_catalog_load_products_finish (HRT_CATALOG (source), result, &error);
  g_autoptr (GArray) variants = NULL;

  if (products == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < products->len; i++)
    {
      HrtProduct *product = g_ptr_array_index (products, i);

      if (product->active && product->n_variants > 0)
        g_ptr_array_add (search->found, g_object_ref (product));
    }
  variants = list_meant_variants (search);
  if (variants->len > 0)
    hrt_catalog_load_variants_async (HRT_CATALOG (source),
                                     (const gint64 *) (gpointer) variants->data, variants->len,
                                     g_task_get_cancellable (task), on_variants_loaded,
                                     g_object_ref (task));
  else
    give_back (task);
}

static GArray *
list_places (HrtSearch *index, const char *text, guint limit)
{
  HrtSearchHit hits[MAX_HITS];
  guint n = hrt_search_find_variants (index, text, hits, MAX_HITS);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < n; i++)
    {
      Place *known = (Place *) find_place (places, hits[i].product_id);
      Place place = { hits[i].product_id, hits[i].variant_id, 1 };

      if (known != NULL)
        known->n_hits++;
      else if (places->len < limit)
        g_array_append_val (places, place);
    }
  return places;
}

static void
ask_index (GTask *task, HrtSearch *index, const char *text, guint limit)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  search->places = list_places (index, text, limit);
  for (guint i = 0; i < search->places->len; i++)
    g_array_append_val (ids, g_array_index (search->places, Place, i).product_id);
  hrt_catalog_load_products_async (get_catalog (task), (const gint64 *) (gpointer) ids->data,
                                   ids->len, g_task_get_cancellable (task), on_products_loaded,
                                   g_object_ref (task));
}

static void
on_page_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (HrtProductPage) page =
      hrt_catalog_find_products_finish (HRT_CATALOG (source), result, &error);

  if (page != NULL)
    g_task_return_pointer (task, g_ptr_array_ref (page->products),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
ask_database (GTask *task, const char *text, guint limit)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();

  hrt_product_query_set_text (query, text[0] != '\0' ? text : NULL);
  query->sort = text[0] != '\0' ? HRT_PRODUCT_SORT_NAME : HRT_PRODUCT_SORT_FEATURED;
  query->limit = limit;
  hrt_catalog_find_products_async (get_catalog (task), query, g_task_get_cancellable (task),
                                   on_page_found, g_object_ref (task));
}

/**
 * hrt_goods_search_async:
 * @desk: the way to the index and the catalogue
 * @text: what was typed; empty finds what is on the shelves
 * @limit: most tiles, at most 160
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Forgives a typo once the index is loaded; until then the database looks for the text as it is.
 */
void
hrt_goods_search_async (HrtDesk *desk,
                        const char *text,
                        guint limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);
  HrtSearch *index = hrt_desk_get_search (desk);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, hrt_goods_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  search->found = g_ptr_array_new_with_free_func (g_object_unref);
  if (text[0] != '\0' && hrt_search_is_ready (index))
    ask_index (task, index, text, limit);
  else
    ask_database (task, text, limit);
}

/**
 * hrt_goods_search_finish:
 * @desk: the same
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Errors: as hrt_catalog_find_products_finish()
 *
 * Returns: (transfer full) (element-type HrtEntity): HrtProducts, and HrtVariants where the text
 * says which; what is for sale, best first
 */
GPtrArray *
hrt_goods_search_finish (HrtDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
