/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSession: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-session.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtSession, customer_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, name, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, email, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, phone, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, language, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, cart_count, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtSession, created_at, HRT_FIELD_TIME, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSession, expires_at, HRT_FIELD_TIME, HRT_EXPOSE_NEVER),
};

/**
 * HrtSession:
 *
 * Known by the SHA-256 of the id in the visitor's cookie. Made by its service; belongs to whoever
 * holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtSession, hrt_session, "session", fields, NULL)

HrtSession *
hrt_session_new (void)
{
  return g_object_new (HRT_TYPE_SESSION, NULL);
}
