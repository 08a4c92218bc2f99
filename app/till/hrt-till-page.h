/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillPage: the cashier's screen: scan, ticket, cash, receipt. Every key is understood here,
 * wherever the focus is.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_TILL_PAGE (hrt_till_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtTillPage, hrt_till_page, HRT, TILL_PAGE, GtkWidget)

GtkWidget *hrt_till_page_new (HrtDesk *desk);
void hrt_till_page_take_scan (GtkWidget *page, const char *code);
GtkWidget *hrt_till_page_get_toasts (GtkWidget *page);

G_END_DECLS
