/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtGoodsStep: sample shop, empty shelves or a CSV file.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_GOODS_STEP (hrt_goods_step_get_type ())
G_DECLARE_FINAL_TYPE (HrtGoodsStep, hrt_goods_step, HRT, GOODS_STEP, GtkBox)

/* Property "complete" (boolean): a choice is made, and a file where one is needed. */
void hrt_goods_step_withdraw_sample (HrtGoodsStep *self);
gboolean hrt_goods_step_wants_sample (HrtGoodsStep *self);
GFile *hrt_goods_step_get_file (HrtGoodsStep *self);

G_END_DECLS
