/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCatalog: the home page, shelves and makers, and what the search index is built from.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-catalog-private.h"

/* --- shelves --- */

static gpointer
read_home (HrtPgResults *results, GTask *task, GError **error)
{
  HrtHome *home = g_new0 (HrtHome, 1);

  home->featured = hrt_service_read_list (results, 0, HRT_TYPE_PRODUCT);
  home->newest = hrt_service_read_list (results, 1, HRT_TYPE_PRODUCT);
  home->categories = hrt_service_read_list (results, 2, HRT_TYPE_CATEGORY);
  return home;
}

/**
 * hrt_catalog_load_home_async:
 * @self: the catalogue
 * @n_featured: most featured products
 * @n_newest: most new ones
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Everything the home page shows, in one round trip.
 */
void
hrt_catalog_load_home_async (HrtCatalog *self,
                             guint n_featured,
                             guint n_newest,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_CATALOG_LIST_FEATURED,
                    hrt_pg_params_int64 (hrt_pg_params_new (), n_featured));
  hrt_pg_batch_add (batch, HRT_STATEMENT_CATALOG_LIST_NEWEST,
                    hrt_pg_params_int64 (hrt_pg_params_new (), n_newest));
  hrt_pg_batch_add (batch, HRT_STATEMENT_CATALOG_LIST_TOP_CATEGORIES, NULL);
  hrt_service_run (hrt_service_task (self, hrt_catalog_load_home_async, cancellable, callback,
                                     user_data),
                   self->pool, HRT_PG_LANE_READ, batch, read_home, (GDestroyNotify) hrt_home_free);
}

HrtHome *
hrt_catalog_load_home_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_home_async, error);
}

/**
 * hrt_catalog_list_categories_async:
 * @self: the catalogue
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * The tree of shelves, flat, parents before children.
 */
void
hrt_catalog_list_categories_async (HrtCatalog *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  hrt_service_list (
      hrt_service_task (self, hrt_catalog_list_categories_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LIST_CATEGORIES, NULL, HRT_TYPE_CATEGORY);
}

GPtrArray *
hrt_catalog_list_categories_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_list_categories_async, error);
}

/**
 * hrt_catalog_list_brands_async:
 * @self: the catalogue
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * All makers by name.
 */
void
hrt_catalog_list_brands_async (HrtCatalog *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hrt_service_list (
      hrt_service_task (self, hrt_catalog_list_brands_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LIST_BRANDS, NULL, HRT_TYPE_BRAND);
}

GPtrArray *
hrt_catalog_list_brands_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_list_brands_async, error);
}

/* --- for the search index --- */

void
hrt_catalog_list_search_documents_async (HrtCatalog *self,
                                         gint64 after_variant_id,
                                         guint limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  hrt_service_list (
      hrt_service_task (self, hrt_catalog_list_search_documents_async, cancellable, callback,
                        user_data),
      self->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_CATALOG_LIST_SEARCH_DOCUMENTS,
      hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_new (), after_variant_id), limit),
      HRT_TYPE_SEARCH_DOCUMENT);
}

/**
 * hrt_catalog_list_search_documents_finish:
 * @self: the catalogue
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (element-type HrtSearchDocument): the next ones by variant id; fewer
 * than were asked for: these were the last
 */
GPtrArray *
hrt_catalog_list_search_documents_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_list_search_documents_async, error);
}

/**
 * hrt_catalog_load_search_documents_async:
 * @self: the catalogue
 * @product_ids: (array length=n_ids): products that have changed
 * @n_ids: how many
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * What the search index must know of these now. A product without a document is not to be found any
 * more.
 */
void
hrt_catalog_load_search_documents_async (HrtCatalog *self,
                                         const gint64 *product_ids,
                                         gsize n_ids,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_catalog_load_search_documents_async, cancellable,
                                      callback, user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LOAD_SEARCH_DOCUMENTS,
                    hrt_pg_params_int64_array (hrt_pg_params_new (), product_ids, n_ids),
                    HRT_TYPE_SEARCH_DOCUMENT);
}

GPtrArray *
hrt_catalog_load_search_documents_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_search_documents_async, error);
}
