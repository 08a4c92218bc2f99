/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderNews: tells whoever is there that an order came in from the web.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDER_NEWS (hrt_order_news_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderNews, hrt_order_news, HRT, ORDER_NEWS, GObject)

/* Where a window wants to have a toast now, for hrt_ui_toast(). */
typedef GtkWidget *(*HrtOrderNewsGetToasts) (GtkWindow *window);

HrtOrderNews *
hrt_order_news_new (GtkWindow *window, HrtDesk *desk, HrtOrderNewsGetToasts get_toasts);
void hrt_order_news_withdraw (GApplication *app);

G_END_DECLS
