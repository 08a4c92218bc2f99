/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cart's page, for other handlers that have to show it.
 */

#pragma once

#include "hrt-store-page.h"
#include "model/sales/hrt-cart.h"

G_BEGIN_DECLS

/* How many of one thing a form may ask for. */
#define HRT_STORE_CART_MAX_QUANTITY 999

void hrt_store_cart_name_refusals (HrtOutcome *outcome, HrtCart *cart);
void hrt_store_cart_refuse_quantity (HrtStorePage *page);
void hrt_store_cart_send (HrtStorePage *page, HrtOutcome *outcome, guint status);

G_END_DECLS
