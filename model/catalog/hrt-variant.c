/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariant: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-variant.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtVariant, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, product_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, sku, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, colour, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, compare_at_price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, cost, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtVariant, weight_g, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, length_cm, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, width_cm, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, height_cm, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, low_stock, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, serial_tracked, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtVariant, position, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, active, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, on_hand, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtVariant, available, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, barcodes, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtVariant, product_name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, product_slug, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, brand, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtVariant, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

/**
 * HrtVariant:
 *
 * With @product_name and @product_slug set when it was read apart from its product. Made by its
 * service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtVariant, hrt_variant, "variant", fields, NULL)

HrtVariant *
hrt_variant_new (void)
{
  return g_object_new (HRT_TYPE_VARIANT, NULL);
}
