/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebOrders: how many orders of the web shop wait, and a word when one comes in.
 */

#pragma once

#include "hrt-order.h"
#include "model/shop/hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_WEB_ORDERS (hrt_web_orders_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebOrders, hrt_web_orders, HRT, WEB_ORDERS, GObject)

/* Signals:
 *   arrived (GPtrArray *orders (element-type HrtOrder)): these came in since the last time, newest
 *     first; of each only what one says of it in a line
 *
 * Property: n-waiting (uint): web orders that are not sent, finished or cancelled */
HrtWebOrders *hrt_web_orders_new (HrtContext *context);
void hrt_web_orders_start (HrtWebOrders *self);
void hrt_web_orders_stop (HrtWebOrders *self);
guint hrt_web_orders_get_n_waiting (HrtWebOrders *self);

G_END_DECLS
