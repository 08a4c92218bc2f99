/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCategory: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-category.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtCategory, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, parent_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, slug, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, name_id, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, name_en, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, position, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, active, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, n_products, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtCategory, depth, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtCategory:
 *
 * A shelf of the shop, in a tree. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtCategory, hrt_category, "category", fields, NULL)

HrtCategory *
hrt_category_new (void)
{
  return g_object_new (HRT_TYPE_CATEGORY, NULL);
}
