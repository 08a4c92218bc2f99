/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStaff: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-staff.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtStaff, id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, login, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, role, HRT_FIELD_ENUM, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, has_pin, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, active, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, language, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, created_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtStaff, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

/**
 * HrtStaff:
 *
 * The hashes of password and PIN never leave the service. Made by its service; belongs to whoever
 * holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtStaff, hrt_staff, "staff", fields, NULL)

HrtStaff *
hrt_staff_new (void)
{
  return g_object_new (HRT_TYPE_STAFF, NULL);
}

const char *
hrt_staff_get_name (HrtStaff *self)
{
  g_return_val_if_fail (HRT_IS_STAFF (self), NULL);
  return self->name;
}

/**
 * hrt_staff_get_role:
 * @self: a member of staff
 *
 * Returns: (transfer none): "admin", "staff" or "cashier"
 */
const char *
hrt_staff_get_role (HrtStaff *self)
{
  g_return_val_if_fail (HRT_IS_STAFF (self), NULL);
  return self->role;
}
