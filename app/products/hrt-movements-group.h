/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtMovementsGroup: the last movements of a product's stock, when, why and by whom.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_MOVEMENTS_GROUP (hrt_movements_group_get_type ())
G_DECLARE_FINAL_TYPE (
    HrtMovementsGroup, hrt_movements_group, HRT, MOVEMENTS_GROUP, AdwPreferencesGroup)

void hrt_movements_group_load (HrtMovementsGroup *self,
                               HrtDesk *desk,
                               gint64 product_id,
                               GCancellable *cancellable);

G_END_DECLS
