/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The table of the product file's columns; limits are those of the database's constraints.
 */

#include "hrt-product-columns-private.h"

const HrtColumn _hrt_product_columns[] = {
  { "sku", HRT_COLUMN_TEXT, 60, TRUE },
  { "handle", HRT_COLUMN_SLUG, 100, FALSE },
  { "product", HRT_COLUMN_TEXT, 200, FALSE },
  { "variant", HRT_COLUMN_TEXT, 200, FALSE },
  { "brand", HRT_COLUMN_TEXT, 120, FALSE },
  { "category", HRT_COLUMN_TEXT, 120, FALSE },
  { "model", HRT_COLUMN_TEXT, 200, FALSE },
  { "price", HRT_COLUMN_MONEY, G_GINT64_CONSTANT (1000000000000), FALSE },
  { "compare_at_price", HRT_COLUMN_MONEY, G_GINT64_CONSTANT (1000000000000), FALSE },
  { "cost", HRT_COLUMN_MONEY, G_GINT64_CONSTANT (1000000000000), FALSE },
  { "weight_g", HRT_COLUMN_NUMBER, 2000000, FALSE },
  { "length_cm", HRT_COLUMN_NUMBER, 1000, FALSE },
  { "width_cm", HRT_COLUMN_NUMBER, 1000, FALSE },
  { "height_cm", HRT_COLUMN_NUMBER, 1000, FALSE },
  { "barcodes", HRT_COLUMN_CODES, 48, FALSE },
  { "stock", HRT_COLUMN_NUMBER, 1000000, FALSE },
  { "description_id", HRT_COLUMN_PROSE, 20000, FALSE },
  { "description_en", HRT_COLUMN_PROSE, 20000, FALSE },
  { "active", HRT_COLUMN_FLAG, 0, FALSE },
};
const guint _hrt_product_n_columns = G_N_ELEMENTS (_hrt_product_columns);
