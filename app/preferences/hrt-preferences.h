/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPreferences: language, light or dark, web shop, receipts.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_PREFERENCES (hrt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HrtPreferences, hrt_preferences, HRT, PREFERENCES, AdwPreferencesWindow)

/* Signal "language-chosen" (const char *language). */
HrtPreferences *hrt_preferences_new (GtkWindow *parent, HrtDesk *desk);

G_END_DECLS
