/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShippingService: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-shipping"

#include "hrt-shipping-service.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtShippingService, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, code, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, courier, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, name_en, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, is_pickup, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, base_price, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, price_per_kg, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, volumetric_divisor, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, min_weight_g, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, tolerance_g, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, min_days, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, max_days, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingService, position, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtShippingService, active, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
};

/**
 * HrtShippingService:
 *
 * A courier's service, or picking up. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtShippingService, hrt_shipping_service, "shipping-service", fields, NULL)

HrtShippingService *
hrt_shipping_service_new (void)
{
  return g_object_new (HRT_TYPE_SHIPPING_SERVICE, NULL);
}
