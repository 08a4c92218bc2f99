/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtThumb: a product's picture in a rounded square, or a quiet instrument while there is none.
 */

#pragma once

#include "hrt-picture-loader.h"

G_BEGIN_DECLS

#define HRT_TYPE_THUMB (hrt_thumb_get_type ())
G_DECLARE_FINAL_TYPE (HrtThumb, hrt_thumb, HRT, THUMB, GtkWidget)

GtkWidget *hrt_thumb_new (int size);
void hrt_thumb_show (HrtThumb *self, HrtPictureLoader *loader, const char *hash);

G_END_DECLS
