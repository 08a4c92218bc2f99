/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductList: any number of products as a GListModel; only what is looked at is read.
 */

#pragma once

#include "hrt-product-query.h"
#include "hrt-product.h"
#include "model/shop/hrt-paged-list.h"

G_BEGIN_DECLS

#define HRT_TYPE_PRODUCT_LIST (hrt_product_list_get_type ())
G_DECLARE_FINAL_TYPE (HrtProductList, hrt_product_list, HRT, PRODUCT_LIST, HrtPagedList)

/* A GListModel of HrtProduct. Properties: loading (boolean), n-items (uint), error (boxed GError,
 * nullable). An item may be a placeholder (is_placeholder, nothing is set): it is filled in
 * place, each property notified. */
HrtProductList *hrt_product_list_new (HrtContext *context);
void hrt_product_list_set_query (HrtProductList *self, HrtProductQuery *query);
HrtProductQuery *hrt_product_list_get_query (HrtProductList *self);
void hrt_product_list_refresh (HrtProductList *self);
gboolean hrt_product_list_is_loading (HrtProductList *self);

G_END_DECLS
