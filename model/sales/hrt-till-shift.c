/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillShift: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-till-shift.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtTillShift, id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, key, HRT_FIELD_UUID, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, till_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, opened_by, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, opened_by_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, opened_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, opening_float, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, closed_by, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, closed_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, expected_cash, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, counted_cash, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, note, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, n_sales, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillShift, sales_total, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
};

/**
 * HrtTillShift:
 *
 * A drawer between its opening and its counting. Made by its service; belongs to whoever holds it;
 * read-only.
 */
HRT_DEFINE_ENTITY (HrtTillShift, hrt_till_shift, "till-shift", fields, NULL)

HrtTillShift *
hrt_till_shift_new (void)
{
  return g_object_new (HRT_TYPE_TILL_SHIFT, NULL);
}
