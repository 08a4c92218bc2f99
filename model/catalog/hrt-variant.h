/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariant: what is sold: a SKU with its price, size and stock.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_VARIANT (hrt_variant_get_type ())
G_DECLARE_FINAL_TYPE (HrtVariant, hrt_variant, HRT, VARIANT, HrtEntity)

struct _HrtVariant
{
  HrtEntity parent_instance;

  gint64 id;
  gint64 product_id;
  char *sku;
  char *name;              /* "Tobacco Sunburst"; empty when there is only one */
  char *colour;            /* "#7a3b12" or NULL */
  gint64 price;            /* rupiah */
  gint64 compare_at_price; /* rupiah; 0: none */
  gint64 cost;             /* rupiah; 0 unless asked for by staff */
  gint64 weight_g;
  gint64 length_cm;
  gint64 width_cm;
  gint64 height_cm;
  gint64 low_stock; /* at or below it stock is called low */
  gboolean serial_tracked;
  gint64 position;
  gboolean active;
  gint64 on_hand;   /* pieces in the books */
  gint64 available; /* pieces a customer may still buy */
  char *barcodes;   /* separated by blanks */
  char *product_name;
  char *product_slug;
  char *brand;
  char *image_hash; /* its own picture, else the product's */
  gint64 revision;
};

HrtVariant *hrt_variant_new (void); /* a draft, or a test's */

G_END_DECLS
