/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderCell: an order in the list: number, when, who, how much, and what is to be done.
 */

#pragma once

#include "model/sales/hrt-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_ORDER_CELL (hrt_order_cell_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderCell, hrt_order_cell, HRT, ORDER_CELL, GtkBox)

GtkWidget *hrt_order_cell_new (void);
void hrt_order_cell_show (HrtOrderCell *self, const HrtOrder *order, const char *time_zone);

G_END_DECLS
