/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShippingQuote: what a service costs for one parcel.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHIPPING_QUOTE (hrt_shipping_quote_get_type ())
G_DECLARE_FINAL_TYPE (HrtShippingQuote, hrt_shipping_quote, HRT, SHIPPING_QUOTE, HrtEntity)

struct _HrtShippingQuote
{
  HrtEntity parent_instance;

  gint64 service_id;
  char *code;
  char *courier;
  char *name;
  char *name_en; /* empty: the same as name */
  gboolean is_pickup;
  gint64 price;        /* rupiah */
  gint64 chargeable_g; /* the weight that is charged */
  gint64 min_days;
  gint64 max_days;
};

HrtShippingQuote *hrt_shipping_quote_new (void); /* a draft, or a test's */

G_END_DECLS
