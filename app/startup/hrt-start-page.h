/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartPage: what is on the screen while the database comes up, and what went wrong when it does
 * not.
 */

#pragma once

#include <gtk/gtk.h>

#include "hrt-start-up.h"

G_BEGIN_DECLS

#define HRT_TYPE_START_PAGE (hrt_start_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtStartPage, hrt_start_page, HRT, START_PAGE, GtkWidget)

GtkWidget *hrt_start_page_new (HrtStartUp *start_up);

G_END_DECLS
