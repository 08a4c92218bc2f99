/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderPage: one order: what, for whom, what happened, and what can be done next.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDER_PAGE (hrt_order_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderPage, hrt_order_page, HRT, ORDER_PAGE, GtkWidget)

GtkWidget *hrt_order_page_new (HrtDesk *desk);
void hrt_order_page_load (HrtOrderPage *self, gint64 order_id);

G_END_DECLS
