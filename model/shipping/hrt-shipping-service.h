/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShippingService: a courier's service, or picking up.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHIPPING_SERVICE (hrt_shipping_service_get_type ())
G_DECLARE_FINAL_TYPE (HrtShippingService, hrt_shipping_service, HRT, SHIPPING_SERVICE, HrtEntity)

struct _HrtShippingService
{
  HrtEntity parent_instance;

  gint64 id;
  char *code;
  char *courier;
  char *name;
  char *name_en; /* empty: the same as name */
  gboolean is_pickup;
  gint64 base_price;         /* rupiah */
  gint64 price_per_kg;       /* rupiah */
  gint64 volumetric_divisor; /* cm3 per kg */
  gint64 min_weight_g;
  gint64 tolerance_g;
  gint64 min_days;
  gint64 max_days;
  gint64 position;
  gboolean active;
};

HrtShippingService *hrt_shipping_service_new (void); /* a draft, or a test's */

G_END_DECLS
