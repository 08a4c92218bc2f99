/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCartLine: what a visitor wants to buy.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_CART_LINE (hrt_cart_line_get_type ())
G_DECLARE_FINAL_TYPE (HrtCartLine, hrt_cart_line, HRT, CART_LINE, HrtEntity)

struct _HrtCartLine
{
  HrtEntity parent_instance;

  gint64 variant_id;
  gint64 product_id;
  char *product_slug;
  char *product_name;
  char *variant_name;
  char *sku;
  gint64 quantity;
  gint64 unit_price; /* rupiah */
  gint64 discount;   /* rupiah */
  gint64 tax;        /* rupiah */
  gint64 total;      /* rupiah */
  gint64 available;  /* pieces */
  char *image_hash;
  const char *problem; /* "out_of_stock", "inactive_variant" … or NULL */
};

HrtCartLine *hrt_cart_line_new (void); /* a draft, or a test's */

G_END_DECLS
