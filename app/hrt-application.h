/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtApplication: the program as the desktop sees it: command line, actions, settings, the end.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_APPLICATION (hrt_application_get_type ())
G_DECLARE_FINAL_TYPE (HrtApplication, hrt_application, HRT, APPLICATION, AdwApplication)

HrtApplication *hrt_application_new (GSettings *settings);

G_END_DECLS
