/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCartLine: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-cart-line.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtCartLine, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, product_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, product_slug, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, product_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, variant_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, sku, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, quantity, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, unit_price, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, discount, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, tax, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, total, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, available, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCartLine, problem, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
};

/**
 * HrtCartLine:
 *
 * What a visitor wants to buy. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtCartLine, hrt_cart_line, "cart-line", fields, NULL)

HrtCartLine *
hrt_cart_line_new (void)
{
  return g_object_new (HRT_TYPE_CART_LINE, NULL);
}
