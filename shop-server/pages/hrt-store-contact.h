/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Who orders, and where it goes: the fields of the checkout.
 */

#pragma once

#include "hrt-store-page.h"
#include "model/sales/hrt-sale.h"

G_BEGIN_DECLS

void hrt_store_contact_read (HrtStorePage *page, HrtCheckout *order, gboolean is_pickup);
void hrt_store_contact_show (HrtStorePage *page);

G_END_DECLS
