/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrdersPage: sales of the till and orders of the web, in one list that keeps itself up to date.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDERS_PAGE (hrt_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrdersPage, hrt_orders_page, HRT, ORDERS_PAGE, GtkWidget)

GtkWidget *hrt_orders_page_new (HrtDesk *desk);
void hrt_orders_page_open (HrtOrdersPage *self, gint64 order_id);

G_END_DECLS
