/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTill: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-till.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtTill, id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTill, code, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTill, name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
};

/**
 * HrtTill:
 *
 * A counter with a drawer. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtTill, hrt_till, "till", fields, NULL)

HrtTill *
hrt_till_new (void)
{
  return g_object_new (HRT_TYPE_TILL, NULL);
}
