/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStock: what is there, and every reason it changed.
 */

#pragma once

#include "hrt-stock-level.h"
#include "hrt-stock-movement.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-outcome.h"

G_BEGIN_DECLS

#define HRT_TYPE_STOCK (hrt_stock_get_type ())
G_DECLARE_FINAL_TYPE (HrtStock, hrt_stock, HRT, STOCK, GObject)

HrtStock *hrt_stock_new (HrtContext *context);
/* One per location. */
void hrt_stock_load_levels_async (HrtStock *self,
                                  gint64 variant_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *hrt_stock_load_levels_finish (HrtStock *self, GAsyncResult *result, GError **error);
/* Newest first; of all variants of a product, or of one (the other id 0); @before_id 0: from the
 * newest. */
void hrt_stock_list_movements_async (HrtStock *self,
                                     gint64 product_id,
                                     gint64 variant_id,
                                     gint64 before_id,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *hrt_stock_list_movements_finish (HrtStock *self, GAsyncResult *result, GError **error);
/* @draft: variant_id, location_id (0: the first), quantity (pieces, not 0), reason ("receipt",
 * "correction", "damage", "loss", "found", "count", "return"), staff_id, note. */
void hrt_stock_adjust_async (HrtStock *self,
                             const char *key,
                             HrtStockMovement *draft,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
HrtOutcome *hrt_stock_adjust_finish (HrtStock *self, GAsyncResult *result, GError **error);

G_END_DECLS
