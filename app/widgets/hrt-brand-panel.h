/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBrandPanel: the shop's face beside the assistant and the sign-in: pick, word mark, six
 * strings.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_BRAND_PANEL (hrt_brand_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrtBrandPanel, hrt_brand_panel, HRT, BRAND_PANEL, GtkWidget)

G_END_DECLS
