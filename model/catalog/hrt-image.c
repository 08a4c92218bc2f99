/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImage: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-image.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtImage, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, product_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, hash, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, width, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, height, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, alt, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtImage, position, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtImage:
 *
 * One picture of a product; the files lie outside the database. Made by its service; belongs to
 * whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtImage, hrt_image, "image", fields, NULL)

HrtImage *
hrt_image_new (void)
{
  return g_object_new (HRT_TYPE_IMAGE, NULL);
}
