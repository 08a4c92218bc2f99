/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * UUIDs of version 7: ordered by time, made by the client, the identity of a sale before it is one.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_UUID_LENGTH 36 /* without the NUL */

char *hrt_uuid_new (void);
char *hrt_uuid_new_at (gint64 unix_usec);
gboolean hrt_uuid_is_valid (const char *text);

G_END_DECLS
