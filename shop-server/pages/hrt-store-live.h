/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What other processes change is on the next page that is asked for.
 */

#pragma once

#include "hrt-store.h"

G_BEGIN_DECLS

void hrt_store_live_follow (HrtStore *store);

G_END_DECLS
