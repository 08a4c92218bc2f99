/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStaff: a member of staff.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_STAFF (hrt_staff_get_type ())
G_DECLARE_FINAL_TYPE (HrtStaff, hrt_staff, HRT, STAFF, HrtEntity)

struct _HrtStaff
{
  HrtEntity parent_instance;

  gint64 id;
  char *login;
  char *name;
  const char *role; /* "admin", "staff", "cashier" */
  gboolean has_pin;
  gboolean active;
  char *language;
  gint64 created_at; /* us since 1970 UTC */
  gint64 revision;
};

HrtStaff *hrt_staff_new (void); /* a draft, or a test's */
const char *hrt_staff_get_name (HrtStaff *self);
const char *hrt_staff_get_role (HrtStaff *self);

G_END_DECLS
