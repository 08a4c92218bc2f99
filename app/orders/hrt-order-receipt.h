/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the receipt of an order says, when it has just been paid and ever after.
 */

#pragma once

#include "../hrt-desk.h"
#include "../till/hrt-receipt.h"
#include "model/sales/hrt-order.h"
#include "model/sales/hrt-sales.h"

G_BEGIN_DECLS

HrtReceipt *hrt_order_receipt_new (HrtDesk *desk, HrtOrder *order, HrtOutcome *cash);

G_END_DECLS
