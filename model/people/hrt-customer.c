/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCustomer: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-customer.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtCustomer, id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, email, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, phone, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, language, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, active, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtCustomer, created_at, HRT_FIELD_TIME, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtCustomer, n_orders, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtCustomer, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

/**
 * HrtCustomer:
 *
 * Somebody with an account in the web shop. Made by its service; belongs to whoever holds it;
 * read-only.
 */
HRT_DEFINE_ENTITY (HrtCustomer, hrt_customer, "customer", fields, NULL)

HrtCustomer *
hrt_customer_new (void)
{
  return g_object_new (HRT_TYPE_CUSTOMER, NULL);
}
