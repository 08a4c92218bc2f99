/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImage: one picture of a product; the files lie outside the database.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_IMAGE (hrt_image_get_type ())
G_DECLARE_FINAL_TYPE (HrtImage, hrt_image, HRT, IMAGE, HrtEntity)

struct _HrtImage
{
  HrtEntity parent_instance;

  gint64 id;
  gint64 product_id;
  gint64 variant_id; /* 0: of the product as a whole */
  char *hash;
  gint64 width; /* pixels of the original */
  gint64 height;
  char *alt;
  gint64 position;
};

HrtImage *hrt_image_new (void); /* a draft, or a test's */

G_END_DECLS
