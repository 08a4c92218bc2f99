/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductsPage: everything the shop sells: found, filtered, sorted, opened.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_PRODUCTS_PAGE (hrt_products_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtProductsPage, hrt_products_page, HRT, PRODUCTS_PAGE, GtkWidget)

GtkWidget *hrt_products_page_new (HrtDesk *desk);
void hrt_products_page_take_scan (GtkWidget *page, const char *code);

G_END_DECLS
