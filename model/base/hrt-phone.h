/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Telephone numbers as people in Indonesia write them, to E.164 and back.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hrt_phone_normalise (const char *typed);
gboolean hrt_phone_is_mobile (const char *e164);
char *hrt_phone_format (const char *e164);
char *hrt_phone_make_whatsapp_link (const char *e164);

G_END_DECLS
