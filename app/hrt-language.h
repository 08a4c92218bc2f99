/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The language of the windows, which can change while the program runs.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hrt_language_init (const char *preferred);
void hrt_language_set (const char *language);
const char *hrt_language_get (void);

G_END_DECLS
