/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCatalog: finding and reading.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-catalog-private.h"

#include <string.h>

#include "model/base/hrt-barcode.h"

/**
 * HrtCatalog:
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way. Reads share one pipelined connection: whatever is asked in
 * one turn of the main loop goes out together.
 *
 * As the role hrt_web it sees only what is for sale, and the functions named "for staff" fail.
 */
G_DEFINE_FINAL_TYPE (HrtCatalog, hrt_catalog, G_TYPE_OBJECT)

static void
hrt_catalog_dispose (GObject *object)
{
  HrtCatalog *self = HRT_CATALOG (object);

  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (hrt_catalog_parent_class)->dispose (object);
}

static void
hrt_catalog_class_init (HrtCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_catalog_dispose;
}

static void
hrt_catalog_init (HrtCatalog *self)
{
}

HrtCatalog *
hrt_catalog_new (HrtContext *context)
{
  HrtCatalog *self = g_object_new (HRT_TYPE_CATALOG, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  return self;
}

/* --- finding --- */

static gpointer
read_page (HrtPgResults *results, GTask *task, GError **error)
{
  HrtProductPage *page = g_new0 (HrtProductPage, 1);

  page->products = hrt_service_read_list (results, 0, HRT_TYPE_PRODUCT);
  page->n_total = hrt_service_read_int64 (results, 1, "n");
  page->price_min = hrt_service_read_int64 (results, 1, "price_min");
  page->price_max = hrt_service_read_int64 (results, 1, "price_max");
  if (hrt_pg_results_get_n (results) > 2)
    {
      page->categories = hrt_service_read_list (results, 2, HRT_TYPE_CATEGORY);
      page->brands = hrt_service_read_list (results, 3, HRT_TYPE_BRAND);
    }
  else
    {
      page->categories = g_ptr_array_new_with_free_func (g_object_unref);
      page->brands = g_ptr_array_new_with_free_func (g_object_unref);
    }
  return page;
}

/* As hrt.is_counted() of the database: whether nobody knows the answer before every product was
 * looked at. */
static gboolean
is_long (HrtProductQuery *query)
{
  return query->text != NULL || query->price_min > 0 || query->price_max > 0 || query->in_stock;
}

static void
add_filtered (HrtPgBatch *batch, HrtStatement statement, const char *filter)
{
  hrt_pg_batch_add (batch, statement, hrt_pg_params_text (hrt_pg_params_new (), filter));
}

/**
 * hrt_catalog_find_products_async:
 * @self: the catalogue
 * @query: which ones
 * @cancellable: (nullable): to give up
 * @callback: called when the page is there
 * @user_data: for @callback
 *
 * One round trip: the page, the count and, when asked for, the facets. Each facet counts without
 * its own condition, so that the other choices stay in sight. What no index answers (a text without
 * the search, a price, what is in stock) is a long question: it does not stand in the way of
 * others.
 */
void
hrt_catalog_find_products_async (HrtCatalog *self,
                                 HrtProductQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *filter = _hrt_product_query_dup_json (query);
  HrtPgBatch *batch = hrt_pg_batch_new ();

  add_filtered (batch, HRT_STATEMENT_CATALOG_FIND_PRODUCTS, filter);
  add_filtered (batch, HRT_STATEMENT_CATALOG_COUNT_PRODUCTS, filter);
  if (query->with_facets)
    {
      add_filtered (batch, HRT_STATEMENT_CATALOG_COUNT_BY_CATEGORY, filter);
      add_filtered (batch, HRT_STATEMENT_CATALOG_COUNT_BY_BRAND, filter);
    }
  hrt_service_run (hrt_service_task (self, hrt_catalog_find_products_async, cancellable, callback,
                                     user_data),
                   self->pool, is_long (query) ? HRT_PG_LANE_REPORT : HRT_PG_LANE_READ, batch,
                   read_page, (GDestroyNotify) hrt_product_page_free);
}

HrtProductPage *
hrt_catalog_find_products_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_find_products_async, error);
}

/**
 * hrt_catalog_load_products_async:
 * @self: the catalogue
 * @ids: (array length=n_ids): products
 * @n_ids: how many
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * List rows in the order of @ids; what is gone, or not for this role, is missing.
 */
void
hrt_catalog_load_products_async (HrtCatalog *self,
                                 const gint64 *ids,
                                 gsize n_ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_catalog_load_products_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LOAD_PRODUCTS,
                    hrt_pg_params_int64_array (hrt_pg_params_new (), ids, n_ids), HRT_TYPE_PRODUCT);
}

GPtrArray *
hrt_catalog_load_products_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_products_async, error);
}

/**
 * hrt_catalog_load_products_of_variants_async:
 * @self: the catalogue
 * @variant_ids: (array length=n_ids): variants
 * @n_ids: how many
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * List rows of the products that have these variants, in no order; after stock has changed.
 */
void
hrt_catalog_load_products_of_variants_async (HrtCatalog *self,
                                             const gint64 *variant_ids,
                                             gsize n_ids,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_catalog_load_products_of_variants_async,
                                      cancellable, callback, user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LOAD_PRODUCTS_OF_VARIANTS,
                    hrt_pg_params_int64_array (hrt_pg_params_new (), variant_ids, n_ids),
                    HRT_TYPE_PRODUCT);
}

GPtrArray *
hrt_catalog_load_products_of_variants_finish (HrtCatalog *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_products_of_variants_async, error);
}

/* --- one product --- */

static void
add_with_id (HrtPgBatch *batch, HrtStatement statement, gint64 id)
{
  hrt_pg_batch_add (batch, statement, hrt_pg_params_int64 (hrt_pg_params_new (), id));
}

static gpointer
read_product (HrtPgResults *results, GTask *task, GError **error)
{
  HrtProduct *product = hrt_service_read_one (results, 0, HRT_TYPE_PRODUCT, error);

  if (product == NULL)
    return NULL;
  product->variants = hrt_service_read_list (results, 1, HRT_TYPE_VARIANT);
  product->images = hrt_service_read_list (results, 2, HRT_TYPE_IMAGE);
  return product;
}

static gpointer
read_staff_product (HrtPgResults *results, GTask *task, GError **error)
{
  HrtProduct *product = read_product (results, task, error);

  if (product != NULL)
    product->supplier_id = hrt_service_read_int64 (results, 3, "supplier_id");
  return product;
}

/**
 * hrt_catalog_load_product_async:
 * @self: the catalogue
 * @product_id: which one
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * For staff: with every variant, its cost and barcodes.
 *
 * Errors: %HRT_MODEL_ERROR_NOT_FOUND
 */
void
hrt_catalog_load_product_async (HrtCatalog *self,
                                gint64 product_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();

  add_with_id (batch, HRT_STATEMENT_CATALOG_GET_PRODUCT, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_LIST_VARIANTS_STAFF, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_LIST_IMAGES, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_GET_SUPPLIER, product_id);
  hrt_service_run (hrt_service_task (self, hrt_catalog_load_product_async, cancellable, callback,
                                     user_data),
                   self->pool, HRT_PG_LANE_READ, batch, read_staff_product, g_object_unref);
}

HrtProduct *
hrt_catalog_load_product_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_product_async, error);
}

/* As the view shelf_product does for a list; the variants are the active ones in their order. */
static void
sum_variants (HrtProduct *product)
{
  const HrtVariant *cheapest = NULL, *first = NULL;

  for (guint i = 0; i < product->variants->len; i++)
    {
      const HrtVariant *variant = g_ptr_array_index (product->variants, i);

      first = first != NULL ? first : variant;
      if (cheapest == NULL || variant->price < cheapest->price ||
          (variant->price == cheapest->price && variant->id < cheapest->id))
        cheapest = variant;
      product->price_to = MAX (product->price_to, variant->price);
      product->on_hand += variant->on_hand;
      product->available += variant->available;
      product->low_stock += variant->low_stock;
    }
  product->n_variants = product->variants->len;
  if (first == NULL)
    return;
  product->price = cheapest->price;
  product->compare_at_price = cheapest->compare_at_price;
  product->variant_id = first->id;
  hrt_entity_set_text (product, "sku", first->sku);
}

/* A variant's own picture, else one of all variants, else any; the earlier of two. */
static const HrtImage *
find_picture (const HrtProduct *product, gint64 variant_id)
{
  const HrtImage *common = NULL;

  for (guint i = 0; i < product->images->len; i++)
    {
      const HrtImage *image = g_ptr_array_index (product->images, i);

      if (image->variant_id == variant_id)
        return image;
      if (common == NULL && image->variant_id == 0)
        common = image;
    }
  return common != NULL ? common : g_ptr_array_index (product->images, 0);
}

static void
choose_pictures (HrtProduct *product)
{
  const HrtImage *first;

  if (product->images->len == 0)
    return;
  first = g_ptr_array_index (product->images, 0);
  hrt_entity_set_text (product, "image_hash", first->hash);
  hrt_entity_set_text (product, "image_alt", first->alt);
  for (guint i = 0; i < product->variants->len; i++)
    {
      HrtVariant *variant = g_ptr_array_index (product->variants, i);

      hrt_entity_set_text (variant, "image_hash", find_picture (product, variant->id)->hash);
    }
}

static gpointer
read_product_page (HrtPgResults *results, GTask *task, GError **error)
{
  gpointer product = read_product (results, task, error);

  if (product == NULL)
    return NULL;
  sum_variants (product);
  choose_pictures (product);
  g_task_set_task_data (task, hrt_service_read_list (results, 3, HRT_TYPE_PRODUCT),
                        (GDestroyNotify) g_ptr_array_unref);
  return product;
}

/**
 * hrt_catalog_load_product_page_async:
 * @self: the catalogue
 * @product_id: which one
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Everything the web shop's product page shows, four others of its shelf included, in one round
 * trip.
 *
 * Errors: %HRT_MODEL_ERROR_NOT_FOUND, also for one that is not for sale
 */
void
hrt_catalog_load_product_page_async (HrtCatalog *self,
                                     gint64 product_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();

  add_with_id (batch, HRT_STATEMENT_CATALOG_GET_PRODUCT_TEXTS, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_LIST_VARIANTS, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_LIST_IMAGES, product_id);
  add_with_id (batch, HRT_STATEMENT_CATALOG_LIST_RELATED, product_id);
  hrt_service_run (hrt_service_task (self, hrt_catalog_load_product_page_async, cancellable,
                                     callback, user_data),
                   self->pool, HRT_PG_LANE_READ, batch, read_product_page, g_object_unref);
}

/**
 * hrt_catalog_load_product_page_finish:
 * @self: the catalogue
 * @result: of the call
 * @related: (out) (optional) (transfer full) (element-type HrtProduct): the others
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the product with variants and images
 */
HrtProduct *
hrt_catalog_load_product_page_finish (HrtCatalog *self,
                                      GAsyncResult *result,
                                      GPtrArray **related,
                                      GError **error)
{
  HrtProduct *product =
      hrt_service_finish (self, result, hrt_catalog_load_product_page_async, error);

  if (related != NULL)
    *related = product ? g_ptr_array_ref (g_task_get_task_data (G_TASK (result))) : NULL;
  return product;
}

/* --- variants --- */

void
hrt_catalog_load_variant_async (HrtCatalog *self,
                                gint64 variant_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  hrt_service_one (
      hrt_service_task (self, hrt_catalog_load_variant_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LOAD_VARIANTS,
      hrt_pg_params_int64_array (hrt_pg_params_new (), &variant_id, 1), HRT_TYPE_VARIANT);
}

HrtVariant *
hrt_catalog_load_variant_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_variant_async, error);
}

/**
 * hrt_catalog_load_variants_async:
 * @self: the catalogue
 * @ids: (array length=n_ids): variants
 * @n_ids: how many
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * For staff: in the order of @ids; what is gone is missing.
 */
void
hrt_catalog_load_variants_async (HrtCatalog *self,
                                 const gint64 *ids,
                                 gsize n_ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_catalog_load_variants_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_LOAD_VARIANTS,
                    hrt_pg_params_int64_array (hrt_pg_params_new (), ids, n_ids), HRT_TYPE_VARIANT);
}

GPtrArray *
hrt_catalog_load_variants_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_load_variants_async, error);
}

/**
 * hrt_catalog_resolve_code_async:
 * @self: the catalogue
 * @code: what was scanned or typed
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * For staff. By barcode (however the scanner writes it), else by SKU in the case given or in
 * capitals.
 *
 * Errors: %HRT_MODEL_ERROR_NOT_FOUND; also for one that cannot be a code
 */
void
hrt_catalog_resolve_code_async (HrtCatalog *self,
                                const char *code,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *barcode = hrt_barcode_normalise (code);
  g_autofree char *typed = g_strstrip (g_strdup (code));
  GTask *task =
      hrt_service_task (self, hrt_catalog_resolve_code_async, cancellable, callback, user_data);

  if (*typed == '\0' || strlen (typed) > 60 || !g_utf8_validate (typed, -1, NULL))
    {
      g_task_return_new_error (task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND, "no code");
      g_object_unref (task);
      return;
    }
  hrt_service_one (task, self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_CATALOG_RESOLVE_CODE,
                   hrt_pg_params_text (hrt_pg_params_text (hrt_pg_params_new (), barcode), typed),
                   HRT_TYPE_VARIANT);
}

HrtVariant *
hrt_catalog_resolve_code_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_resolve_code_async, error);
}
