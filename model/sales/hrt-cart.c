/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCart: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-cart.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtCart, count, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, subtotal, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, discount, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, shipping_cost, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, tax, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, tax_included, HRT_FIELD_BOOL, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, total, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, weight_g, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCart, shipping_service_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
};

static void
clear_cart (gpointer instance)
{
  HrtCart *self = instance;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

/**
 * HrtCart:
 *
 * A visitor's cart, priced. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtCart, hrt_cart, "cart", fields, clear_cart)

HrtCart *
hrt_cart_new (void)
{
  return g_object_new (HRT_TYPE_CART, NULL);
}
