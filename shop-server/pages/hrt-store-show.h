/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * How products, carts and orders stand in the tree that a template shows.
 */

#pragma once

#include "hrt-store-page.h"
#include "model/sales/hrt-cart.h"
#include "model/sales/hrt-order.h"

G_BEGIN_DECLS

void hrt_store_show_cards (HrtStorePage *page, const char *name, GPtrArray *products, guint limit);
void hrt_store_show_stock (HrtWebData *data, gint64 available, gint64 low_stock);
void hrt_store_show_product (HrtStorePage *page, HrtProduct *product);
gboolean hrt_store_show_can_order (HrtStorePage *page, HrtCart *cart);
void hrt_store_show_cart (HrtStorePage *page, HrtCart *cart);
void hrt_store_show_quotes (HrtStorePage *page, HrtCart *cart, GPtrArray *quotes, gint64 chosen_id);
void hrt_store_show_order (HrtStorePage *page, HrtOrder *order);
void hrt_store_show_orders (HrtStorePage *page, GPtrArray *orders);

G_END_DECLS
