/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cart's page, for other handlers that have to show it.
 */

#pragma once

#include "hrt-store-page.h"

G_BEGIN_DECLS

void hrt_store_cart_send (HrtStorePage *page, HrtOutcome *outcome, guint status);

G_END_DECLS
