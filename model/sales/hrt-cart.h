/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCart: a visitor's cart, priced.
 */

#pragma once

#include "hrt-cart-line.h"

G_BEGIN_DECLS

#define HRT_TYPE_CART (hrt_cart_get_type ())
G_DECLARE_FINAL_TYPE (HrtCart, hrt_cart, HRT, CART, HrtEntity)

struct _HrtCart
{
  HrtEntity parent_instance;

  gint64 count;         /* pieces */
  gint64 subtotal;      /* rupiah */
  gint64 discount;      /* rupiah */
  gint64 shipping_cost; /* rupiah; of the service asked for; 0 without */
  gint64 tax;           /* rupiah */
  gboolean tax_included;
  gint64 total;    /* rupiah */
  gint64 weight_g; /* of the goods */
  gint64 shipping_service_id;

  GPtrArray *lines; /* (owned) (element-type HrtCartLine) */
};

HrtCart *hrt_cart_new (void); /* a draft, or a test's */

G_END_DECLS
