/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Going on without a window, because the owner wants the web shop to stay open: what the desktop is
 * asked and told.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hrt_background_is_possible (GApplication *app);
void hrt_background_begin (GApplication *app, const char *web_text);
void hrt_background_warn (GApplication *app, const char *web_text);
void hrt_background_end (GApplication *app);

G_END_DECLS
