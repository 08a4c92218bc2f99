/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShell: the frame of the shop: the rail with the places a person may go to, and the pages
 * themselves.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHELL (hrt_shell_get_type ())
G_DECLARE_FINAL_TYPE (HrtShell, hrt_shell, HRT, SHELL, GtkWidget)

GtkWidget *hrt_shell_new (HrtDesk *desk);
void hrt_shell_go_to (HrtShell *self, const char *place);
void hrt_shell_show_order (HrtShell *self, gint64 order_id);
void hrt_shell_toggle_rail (HrtShell *self);
const char *hrt_shell_get_place (HrtShell *self);
GtkWidget *hrt_shell_get_toasts (HrtShell *self);

G_END_DECLS
