/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShopStep: name and address of the shop.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_SHOP_STEP (hrt_shop_step_get_type ())
G_DECLARE_FINAL_TYPE (HrtShopStep, hrt_shop_step, HRT, SHOP_STEP, GtkBox)

/* Property "complete" (boolean): enough is filled in to go on. */
const char *hrt_shop_step_get_name (HrtShopStep *self);
const char *hrt_shop_step_get_address (HrtShopStep *self);
const char *hrt_shop_step_get_city (HrtShopStep *self);
const char *hrt_shop_step_get_postal_code (HrtShopStep *self);
const char *hrt_shop_step_get_phone (HrtShopStep *self);

G_END_DECLS
