/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockMovement: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-stock"

#include "hrt-stock-movement.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtStockMovement, id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, location_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, location, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, quantity, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, reason, HRT_FIELD_ENUM, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, order_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, order_number, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, staff_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, staff_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, oversold, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, note, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, sku, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStockMovement, balance, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

/**
 * HrtStockMovement:
 *
 * One line of the ledger: how many, where, why, who. Made by its service; belongs to whoever holds
 * it; read-only.
 */
HRT_DEFINE_ENTITY (HrtStockMovement, hrt_stock_movement, "stock-movement", fields, NULL)

HrtStockMovement *
hrt_stock_movement_new (void)
{
  return g_object_new (HRT_TYPE_STOCK_MOVEMENT, NULL);
}
