/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreSessions: the HTTP edge's session store on HrtPeople, and a session for who has none.
 */

#pragma once

#include "hrt-store-page.h"
#include "model/people/hrt-people.h"

G_BEGIN_DECLS

#define HRT_TYPE_STORE_SESSIONS (hrt_store_sessions_get_type ())
G_DECLARE_FINAL_TYPE (HrtStoreSessions, hrt_store_sessions, HRT, STORE_SESSIONS, GObject)

HrtWebSessionStore *hrt_store_sessions_new (HrtPeople *people);
HrtWebSession *hrt_store_sessions_make_session (HrtSession *session);

G_END_DECLS
