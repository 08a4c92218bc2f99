/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBanner: a strip above the page that says something for as long as it holds.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_BANNER (hrt_banner_get_type ())
G_DECLARE_FINAL_TYPE (HrtBanner, hrt_banner, HRT, BANNER, GtkWidget)

/* Signal "clicked" (): its button. */
GtkWidget *hrt_banner_new (const char *icon_name, gboolean is_bad);
void hrt_banner_show (HrtBanner *self, const char *text, const char *button);
void hrt_banner_hide (HrtBanner *self);

G_END_DECLS
