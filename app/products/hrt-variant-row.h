/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariantRow: one thing that is sold, in the product's page: its price, its barcode, its stock.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "model/catalog/hrt-variant.h"

G_BEGIN_DECLS

#define HRT_TYPE_VARIANT_ROW (hrt_variant_row_get_type ())
G_DECLARE_FINAL_TYPE (HrtVariantRow, hrt_variant_row, HRT, VARIANT_ROW, AdwExpanderRow)

/* Signal "changed" (): price, barcode or stock was written. */
GtkWidget *hrt_variant_row_new (HrtDesk *desk, HrtVariant *variant);
void hrt_variant_row_show (HrtVariantRow *self, HrtVariant *variant);
gint64 hrt_variant_row_get_id (HrtVariantRow *self);

G_END_DECLS
