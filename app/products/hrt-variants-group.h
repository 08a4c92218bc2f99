/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariantsGroup: prices and stock of a product, a row for each thing that is sold.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "model/catalog/hrt-product.h"

G_BEGIN_DECLS

#define HRT_TYPE_VARIANTS_GROUP (hrt_variants_group_get_type ())
G_DECLARE_FINAL_TYPE (
    HrtVariantsGroup, hrt_variants_group, HRT, VARIANTS_GROUP, AdwPreferencesGroup)

/* Signal "changed" (): price, barcode or stock of one was written. */
void hrt_variants_group_show (HrtVariantsGroup *self, HrtDesk *desk, HrtProduct *product);

G_END_DECLS
