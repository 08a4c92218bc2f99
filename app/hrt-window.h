/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWindow: the one window of a till. It shows, in turn, the start, the assistant, the sign-in and
 * the shop.
 */

#pragma once

#include <adwaita.h>

#include "hrt-application.h"
#include "startup/hrt-start-up.h"

G_BEGIN_DECLS

#define HRT_TYPE_WINDOW (hrt_window_get_type ())
G_DECLARE_FINAL_TYPE (HrtWindow, hrt_window, HRT, WINDOW, AdwApplicationWindow)

HrtWindow *hrt_window_new (HrtApplication *app,
                           GSettings *settings,
                           HrtStartUp *start_up,
                           const char *till_code);
void hrt_window_quit (HrtWindow *self);
void hrt_window_show_order (HrtWindow *self, gint64 order_id);
void
hrt_window_close_desk_async (HrtWindow *self, GAsyncReadyCallback callback, gpointer user_data);
void hrt_window_close_desk_finish (HrtWindow *self, GAsyncResult *result);

G_END_DECLS
