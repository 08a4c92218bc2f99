/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderLine: one line of an order, with names and prices as they were on the day.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDER_LINE (hrt_order_line_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderLine, hrt_order_line, HRT, ORDER_LINE, HrtEntity)

struct _HrtOrderLine
{
  HrtEntity parent_instance;

  gint64 order_id;
  gint64 line_no; /* from 1 */
  gint64 variant_id;
  gint64 product_id;  /* 0: gone */
  char *product_slug; /* NULL: gone */
  char *sku;
  char *product_name;
  char *variant_name;
  gint64 quantity;   /* pieces */
  gint64 unit_price; /* rupiah */
  gint64 discount;   /* rupiah; share of the order's */
  gint64 tax;        /* rupiah; in the total, or on top */
  gint64 total;      /* rupiah; quantity x unit_price - discount */
  char *image_hash;
};

HrtOrderLine *hrt_order_line_new (void); /* a draft, or a test's */

G_END_DECLS
