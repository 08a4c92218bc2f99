/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The address at which customers find the web shop, as people type it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hrt_web_address_parse (const char *text, GError **error);

G_END_DECLS
