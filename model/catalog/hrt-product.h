/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProduct: what the shop shows: one or more variants under one name.
 */

#pragma once

#include "hrt-image.h"
#include "hrt-variant.h"

G_BEGIN_DECLS

#define HRT_TYPE_PRODUCT (hrt_product_get_type ())
G_DECLARE_FINAL_TYPE (HrtProduct, hrt_product, HRT, PRODUCT, HrtEntity)

struct _HrtProduct
{
  HrtEntity parent_instance;

  gint64 id;
  char *slug;
  char *name;
  gint64 brand_id; /* 0: none */
  char *brand;
  gint64 category_id;
  char *category_slug;
  char *category_name_id;
  char *category_name_en;
  gint64 supplier_id; /* 0: none */
  char *model;
  char *description_id;
  char *description_en;
  char *specification; /* [{"id", "en", "value", "value_en"?}] */
  gboolean featured;
  gboolean active;
  gint64 created_at;       /* us since 1970 UTC */
  gint64 updated_at;       /* us since 1970 UTC */
  gint64 price;            /* rupiah; of the cheapest active variant */
  gint64 price_to;         /* rupiah; of the dearest */
  gint64 compare_at_price; /* rupiah; of the cheapest; 0: none */
  gint64 n_variants;       /* active ones */
  gint64 variant_id;       /* the first active one */
  char *sku;               /* of it */
  gint64 on_hand;          /* pieces in the books, all variants */
  gint64 available;        /* pieces a customer may still buy, all variants */
  gint64 low_stock;        /* sum over the variants */
  char *image_hash;        /* NULL: no picture */
  char *image_alt;
  gint64 revision;

  GPtrArray *variants;     /* (owned) (nullable) (element-type HrtVariant) */
  GPtrArray *images;       /* (owned) (nullable) (element-type HrtImage) */
  gboolean is_placeholder; /* its place in a list is known, its values are on their way */
};

HrtProduct *hrt_product_new (void); /* a draft, or a test's */

G_END_DECLS
