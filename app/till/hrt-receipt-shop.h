/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What every receipt of the shop begins and ends with, whatever was paid at the counter.
 */

#pragma once

#include "../hrt-desk.h"
#include "hrt-receipt.h"

G_BEGIN_DECLS

HrtReceipt *hrt_receipt_new_for_shop (
    HrtDesk *desk, const char *number, gint64 paid_at, const char *cashier, const char *secret);

G_END_DECLS
