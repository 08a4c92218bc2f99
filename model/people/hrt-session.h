/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSession: a visitor of the web shop, signed in or not.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_SESSION (hrt_session_get_type ())
G_DECLARE_FINAL_TYPE (HrtSession, hrt_session, HRT, SESSION, HrtEntity)

struct _HrtSession
{
  HrtEntity parent_instance;

  gint64 customer_id; /* 0: a guest */
  char *name;         /* of the customer */
  char *email;
  char *phone;
  char *language;
  gint64 cart_count; /* pieces */
  gint64 created_at; /* us since 1970 UTC */
  gint64 expires_at; /* us since 1970 UTC */
};

HrtSession *hrt_session_new (void); /* a draft, or a test's */

G_END_DECLS
