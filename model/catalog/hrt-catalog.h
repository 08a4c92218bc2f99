/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCatalog: products, variants, prices, codes, shelves.
 */

#pragma once

#include "hrt-brand.h"
#include "hrt-category.h"
#include "hrt-product-page.h"
#include "hrt-product-query.h"
#include "hrt-product.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-outcome.h"

G_BEGIN_DECLS

#define HRT_TYPE_CATALOG (hrt_catalog_get_type ())
G_DECLARE_FINAL_TYPE (HrtCatalog, hrt_catalog, HRT, CATALOG, GObject)

HrtCatalog *hrt_catalog_new (HrtContext *context);
/* A page of products with the total and, when asked for, the facets. */
void hrt_catalog_find_products_async (HrtCatalog *self,
                                      HrtProductQuery *query,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HrtProductPage *
hrt_catalog_find_products_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* List rows, in the order of @ids; what is gone is missing. */
void hrt_catalog_load_products_async (HrtCatalog *self,
                                      const gint64 *ids,
                                      gsize n_ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
hrt_catalog_load_products_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* List rows of the products that have these variants. */
void hrt_catalog_load_products_of_variants_async (HrtCatalog *self,
                                                  const gint64 *variant_ids,
                                                  gsize n_ids,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *hrt_catalog_load_products_of_variants_finish (HrtCatalog *self,
                                                         GAsyncResult *result,
                                                         GError **error);
/* For staff: with all variants, costs, barcodes, images and stock. The web shop uses
 * load_product_page. */
void hrt_catalog_load_product_async (HrtCatalog *self,
                                     gint64 product_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtProduct *
hrt_catalog_load_product_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_load_variant_async (HrtCatalog *self,
                                     gint64 variant_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtVariant *
hrt_catalog_load_variant_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_load_variants_async (HrtCatalog *self,
                                      const gint64 *ids,
                                      gsize n_ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
hrt_catalog_load_variants_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* The product page of the web shop in one round trip: the product and its related ones. */
void hrt_catalog_load_product_page_async (HrtCatalog *self,
                                          gint64 product_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
HrtProduct *hrt_catalog_load_product_page_finish (HrtCatalog *self,
                                                  GAsyncResult *result,
                                                  GPtrArray **related,
                                                  GError **error);
/* Featured products, newest ones, and the top categories, in one round trip. */
void hrt_catalog_load_home_async (HrtCatalog *self,
                                  guint n_featured,
                                  guint n_newest,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtHome *hrt_catalog_load_home_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* The tree, flat, parents before children. */
void hrt_catalog_list_categories_async (HrtCatalog *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
hrt_catalog_list_categories_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_list_brands_async (HrtCatalog *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *hrt_catalog_list_brands_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* By barcode, else by SKU; HRT_MODEL_ERROR_NOT_FOUND when nothing has it. */
void hrt_catalog_resolve_code_async (HrtCatalog *self,
                                     const char *code,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtVariant *
hrt_catalog_resolve_code_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* Pages of what the search index is built from: variants with id > @after, at most @limit. */
void hrt_catalog_list_search_documents_async (HrtCatalog *self,
                                              gint64 after_variant_id,
                                              guint limit,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *
hrt_catalog_list_search_documents_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* Of the given products only; to follow a change. */
void hrt_catalog_load_search_documents_async (HrtCatalog *self,
                                              const gint64 *product_ids,
                                              gsize n_ids,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *
hrt_catalog_load_search_documents_finish (HrtCatalog *self, GAsyncResult *result, GError **error);

/* Writing. The draft's or the given revision is the one that was read (0: whatever it is now);
 * HRT_MODEL_ERROR_CONFLICT when it is not the newest. HrtOutcome.id and .revision: of what was
 * saved. A draft with id 0 is a new one; a new product needs its variants in the draft. Of a draft,
 * texts that are NULL stay as they are. */
void hrt_catalog_save_product_async (HrtCatalog *self,
                                     HrtProduct *draft,
                                     gint64 staff_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtOutcome *
hrt_catalog_save_product_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_save_variant_async (HrtCatalog *self,
                                     HrtVariant *draft,
                                     gint64 staff_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtOutcome *
hrt_catalog_save_variant_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_set_price_async (HrtCatalog *self,
                                  gint64 variant_id,
                                  gint64 price,
                                  gint64 staff_id,
                                  gint64 revision,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_catalog_set_price_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* @variant_id 0 takes the code away from whatever has it. */
void hrt_catalog_set_barcode_async (HrtCatalog *self,
                                    gint64 variant_id,
                                    const char *code,
                                    gint64 staff_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtOutcome *hrt_catalog_set_barcode_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* @draft: product_id, variant_id, hash, width, height, alt. */
void hrt_catalog_add_image_async (HrtCatalog *self,
                                  HrtImage *draft,
                                  gint64 staff_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_catalog_add_image_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
void hrt_catalog_remove_image_async (HrtCatalog *self,
                                     gint64 image_id,
                                     gint64 staff_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtOutcome *
hrt_catalog_remove_image_finish (HrtCatalog *self, GAsyncResult *result, GError **error);
/* The product's pictures in a new order. */
void hrt_catalog_move_images_async (HrtCatalog *self,
                                    gint64 product_id,
                                    const gint64 *image_ids,
                                    gsize n_ids,
                                    gint64 staff_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtOutcome *hrt_catalog_move_images_finish (HrtCatalog *self, GAsyncResult *result, GError **error);

G_END_DECLS
