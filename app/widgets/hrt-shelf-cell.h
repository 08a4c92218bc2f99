/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShelfCell: something that is sold, in a grid or a list: picture, name, price, what is in
 * stock.
 */

#pragma once

#include <gtk/gtk.h>

#include "hrt-picture-loader.h"
#include "model/catalog/hrt-product.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHELF_CELL (hrt_shelf_cell_get_type ())
G_DECLARE_FINAL_TYPE (HrtShelfCell, hrt_shelf_cell, HRT, SHELF_CELL, GtkWidget)

typedef struct
{
  const char *name;
  const char *detail;     /* (nullable) */
  const char *image_hash; /* (nullable) */
  gint64 price;           /* minor units */
  gint64 price_to;        /* of the dearest variant; equal to @price when there is one price */
  gint64 available;       /* pieces */
  gint64 low_stock;       /* at or below this the stock is called low */
  gboolean is_active;
} HrtShelfGoods;

void hrt_shelf_goods_describe (HrtShelfGoods *goods, HrtProduct *product);
GtkWidget *hrt_shelf_cell_new (GtkOrientation orientation);
void
hrt_shelf_cell_show (HrtShelfCell *self, HrtPictureLoader *pictures, const HrtShelfGoods *goods);
void hrt_shelf_cell_clear (HrtShelfCell *self);

G_END_DECLS
