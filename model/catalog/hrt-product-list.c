/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductList: products as a GListModel, kept in step with what changes.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-product-list.h"

#include "hrt-catalog-private.h"

/**
 * HrtProductList:
 *
 * See #HrtPagedList. A changed product is read again where it is shown, and its place among the
 * others soon after.
 */
struct _HrtProductList
{
  HrtPagedList parent_instance;

  HrtProductQuery *query; /* (owned) (nullable) nothing is shown before there is one */
};

G_DEFINE_FINAL_TYPE (HrtProductList, hrt_product_list, HRT_TYPE_PAGED_LIST)

static HrtCatalog *
get_catalog (gpointer self)
{
  return hrt_context_get_catalog (hrt_paged_list_get_context (self));
}

/* The catalogue's tasks have the catalogue as their source; the list's finish functions get them as
 * they are. */
static HrtCatalog *
source_of (GAsyncResult *result)
{
  return g_task_get_source_object (G_TASK (result));
}

static void
load_span_async (HrtPagedList *list,
                 guint first,
                 guint n_rows,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_copy (HRT_PRODUCT_LIST (list)->query);

  query->offset = first;
  query->limit = n_rows;
  query->with_facets = FALSE;
  hrt_catalog_find_products_async (get_catalog (list), query, cancellable, callback, user_data);
}

static GPtrArray *
load_span_finish (HrtPagedList *list, GAsyncResult *result, guint *n_total, GError **error)
{
  g_autoptr (HrtProductPage) page =
      hrt_catalog_find_products_finish (source_of (result), result, error);

  if (page == NULL)
    return NULL;
  *n_total = (guint) CLAMP (page->n_total, 0, G_MAXINT);
  return g_ptr_array_ref (page->products);
}

static void
load_rows_async (HrtPagedList *list,
                 const gint64 *ids,
                 gsize n_ids,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  hrt_catalog_load_products_async (get_catalog (list), ids, n_ids, cancellable, callback,
                                   user_data);
}

static GPtrArray *
load_rows_finish (HrtPagedList *list, GAsyncResult *result, GError **error)
{
  return hrt_catalog_load_products_finish (source_of (result), result, error);
}

static void
set_placeholder (gpointer item, gboolean is_placeholder)
{
  HRT_PRODUCT (item)->is_placeholder = is_placeholder;
}

static void
hrt_product_list_finalize (GObject *object)
{
  g_clear_object (&HRT_PRODUCT_LIST (object)->query);
  G_OBJECT_CLASS (hrt_product_list_parent_class)->finalize (object);
}

static void
hrt_product_list_class_init (HrtProductListClass *klass)
{
  HrtPagedListClass *list_class = HRT_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hrt_product_list_finalize;
  list_class->item_type = HRT_TYPE_PRODUCT;
  list_class->load_span_async = load_span_async;
  list_class->load_span_finish = load_span_finish;
  list_class->load_rows_async = load_rows_async;
  list_class->load_rows_finish = load_rows_finish;
  list_class->set_placeholder = set_placeholder;
}

static void
hrt_product_list_init (HrtProductList *self)
{
}

static void
on_products_changed (HrtProductList *self, const char *what, GVariant *ids)
{
  gsize n;
  const gint64 *changed = g_variant_get_fixed_array (ids, &n, sizeof (gint64));

  if (self->query == NULL)
    return;
  hrt_paged_list_refresh_rows (HRT_PAGED_LIST (self), changed, n);
  hrt_paged_list_refresh_soon (HRT_PAGED_LIST (self));
}

static void
on_stock_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtProductList) self = user_data;
  g_autoptr (GPtrArray) rows =
      hrt_catalog_load_products_of_variants_finish (HRT_CATALOG (source), result, NULL);

  /* Without an answer the rows stay as they are until the next change: the line is down, and a
   * resync follows. */
  if (rows != NULL)
    hrt_paged_list_take_rows (HRT_PAGED_LIST (self), rows);
}

static void
on_stock_changed (HrtProductList *self, const char *what, GVariant *ids)
{
  gsize n;
  const gint64 *changed = g_variant_get_fixed_array (ids, &n, sizeof (gint64));

  if (self->query == NULL)
    return;
  hrt_catalog_load_products_of_variants_async (get_catalog (self), changed, n, NULL, on_stock_rows,
                                               g_object_ref (self));
  if (self->query->in_stock)
    hrt_paged_list_refresh_soon (HRT_PAGED_LIST (self));
}

/**
 * hrt_product_list_new:
 * @context: the shop
 *
 * Returns: (transfer full): an empty list; hrt_product_list_set_query() fills it
 */
HrtProductList *
hrt_product_list_new (HrtContext *context)
{
  HrtProductList *self = g_object_new (HRT_TYPE_PRODUCT_LIST, NULL);

  hrt_paged_list_attach (HRT_PAGED_LIST (self), context);
  g_signal_connect_object (context, "changed::product", G_CALLBACK (on_products_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed::stock", G_CALLBACK (on_stock_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hrt_product_list_set_query:
 * @self: a list
 * @query: which products; offset and limit do not count
 *
 * The old rows stay until the new ones are known.
 */
void
hrt_product_list_set_query (HrtProductList *self, HrtProductQuery *query)
{
  g_return_if_fail (HRT_IS_PRODUCT_LIST (self) && HRT_IS_PRODUCT_QUERY (query));

  if (g_set_object (&self->query, query))
    hrt_paged_list_look_for_other (HRT_PAGED_LIST (self));
}

HrtProductQuery *
hrt_product_list_get_query (HrtProductList *self)
{
  g_return_val_if_fail (HRT_IS_PRODUCT_LIST (self), NULL);
  return self->query;
}

void
hrt_product_list_refresh (HrtProductList *self)
{
  g_return_if_fail (HRT_IS_PRODUCT_LIST (self));

  if (self->query != NULL)
    hrt_paged_list_refresh (HRT_PAGED_LIST (self));
}

gboolean
hrt_product_list_is_loading (HrtProductList *self)
{
  return hrt_paged_list_is_loading (HRT_PAGED_LIST (self));
}
