/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPictureStrip: the pictures of a product: dropped in or chosen, checked and made anew, taken
 * out again.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "model/catalog/hrt-product.h"

G_BEGIN_DECLS

#define HRT_TYPE_PICTURE_STRIP (hrt_picture_strip_get_type ())
G_DECLARE_FINAL_TYPE (HrtPictureStrip, hrt_picture_strip, HRT, PICTURE_STRIP, GtkWidget)

/* Signal "changed" (): a picture was added or removed. */
void hrt_picture_strip_show (HrtPictureStrip *self, HrtDesk *desk, HrtProduct *product);

G_END_DECLS
