/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockMovement: one line of the ledger: how many, where, why, who.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_STOCK_MOVEMENT (hrt_stock_movement_get_type ())
G_DECLARE_FINAL_TYPE (HrtStockMovement, hrt_stock_movement, HRT, STOCK_MOVEMENT, HrtEntity)

struct _HrtStockMovement
{
  HrtEntity parent_instance;

  gint64 id;
  gint64 variant_id;
  gint64 location_id;
  char *location;
  gint64 quantity;    /* pieces; negative: out */
  const char *reason; /* "sale", "correction", … */
  gint64 order_id;    /* 0: none */
  char *order_number;
  gint64 staff_id;
  char *staff_name;
  gboolean oversold;
  char *note;
  gint64 at; /* us since 1970 UTC */
  char *sku;
  gint64 balance; /* on hand after it, at its location */
};

HrtStockMovement *hrt_stock_movement_new (void); /* a draft, or a test's */

G_END_DECLS
