/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrder: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-order.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtOrder, id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, key, HRT_FIELD_UUID, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, number, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, channel, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, status, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, payment_status, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, fulfilment_status, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, customer_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, staff_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, staff_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, shift_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, location_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, contact_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, contact_phone, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, contact_email, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, address, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, city, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, postal_code, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, note, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, shipping_service_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, shipping_name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, shipping_name_en, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, payment_method, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, subtotal, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, discount, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, shipping_cost, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, tax, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, rounding, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, total, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, tax_included, HRT_FIELD_BOOL, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, tendered, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, change, HRT_FIELD_MONEY, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, transferred, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, paid_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, cashier_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrder, language, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, placed_at, HRT_FIELD_TIME, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, expires_at, HRT_FIELD_TIME, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, n_lines, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, n_pieces, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, first_line, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, secret, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrder, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

static void
clear_order (gpointer instance)
{
  HrtOrder *self = instance;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
}

/**
 * HrtOrder:
 *
 * A list row has no lines and events; one that was loaded has them. Made by its service; belongs to
 * whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtOrder, hrt_order, "order", fields, clear_order)

HrtOrder *
hrt_order_new (void)
{
  return g_object_new (HRT_TYPE_ORDER, NULL);
}
