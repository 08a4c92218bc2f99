/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderLine: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-order-line.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtOrderLine, order_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, line_no, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, product_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, product_slug, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, sku, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, product_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, variant_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, quantity, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, unit_price, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, discount, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, tax, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, total, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderLine, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
};

/**
 * HrtOrderLine:
 *
 * One line of an order, with names and prices as they were on the day. Made by its service; belongs
 * to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtOrderLine, hrt_order_line, "order-line", fields, NULL)

HrtOrderLine *
hrt_order_line_new (void)
{
  return g_object_new (HRT_TYPE_ORDER_LINE, NULL);
}
