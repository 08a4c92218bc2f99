/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockLevel: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-stock"

#include "hrt-stock-level.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtStockLevel, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockLevel, location_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockLevel, location, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockLevel, on_hand, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockLevel, held, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockLevel, available, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtStockLevel:
 *
 * How many of a variant are at a location. Made by its service; belongs to whoever holds it;
 * read-only.
 */
HRT_DEFINE_ENTITY (HrtStockLevel, hrt_stock_level, "stock-level", fields, NULL)

HrtStockLevel *
hrt_stock_level_new (void)
{
  return g_object_new (HRT_TYPE_STOCK_LEVEL, NULL);
}
