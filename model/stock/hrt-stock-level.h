/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockLevel: how many of a variant are at a location.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_STOCK_LEVEL (hrt_stock_level_get_type ())
G_DECLARE_FINAL_TYPE (HrtStockLevel, hrt_stock_level, HRT, STOCK_LEVEL, HrtEntity)

struct _HrtStockLevel
{
  HrtEntity parent_instance;

  gint64 variant_id;
  gint64 location_id;
  char *location;
  gint64 on_hand;   /* pieces in the books */
  gint64 held;      /* promised to unpaid web orders */
  gint64 available; /* on_hand - held, not below 0 */
};

HrtStockLevel *hrt_stock_level_new (void); /* a draft, or a test's */

G_END_DECLS
