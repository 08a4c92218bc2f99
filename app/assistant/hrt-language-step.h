/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtLanguageStep: which language the shop speaks; the choice acts at once.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_LANGUAGE_STEP (hrt_language_step_get_type ())
G_DECLARE_FINAL_TYPE (HrtLanguageStep, hrt_language_step, HRT, LANGUAGE_STEP, GtkBox)

/* Signal "chosen" (const char *language) */

G_END_DECLS
