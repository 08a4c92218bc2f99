/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOwnerStep: the owner's account, with a password that is not one of the usual ones.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_OWNER_STEP (hrt_owner_step_get_type ())
G_DECLARE_FINAL_TYPE (HrtOwnerStep, hrt_owner_step, HRT, OWNER_STEP, GtkBox)

/* Property "complete" (boolean): name, sign-in name and an acceptable password are there. */
void hrt_owner_step_set_shop_words (HrtOwnerStep *self, const char *shop_name, const char *city);
const char *hrt_owner_step_get_name (HrtOwnerStep *self);
const char *hrt_owner_step_get_login (HrtOwnerStep *self);
const char *hrt_owner_step_get_password (HrtOwnerStep *self);
const char *hrt_owner_step_get_pin (HrtOwnerStep *self);

G_END_DECLS
