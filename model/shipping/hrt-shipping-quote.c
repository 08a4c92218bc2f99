/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShippingQuote: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-shipping"

#include "hrt-shipping-quote.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtShippingQuote, service_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, code, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, courier, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, name_en, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, is_pickup, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, chargeable_g, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, min_days, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtShippingQuote, max_days, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtShippingQuote:
 *
 * What a service costs for one parcel. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtShippingQuote, hrt_shipping_quote, "shipping-quote", fields, NULL)

HrtShippingQuote *
hrt_shipping_quote_new (void)
{
  return g_object_new (HRT_TYPE_SHIPPING_QUOTE, NULL);
}
