/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBrand: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-brand.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtBrand, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtBrand, slug, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtBrand, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtBrand, n_products, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtBrand:
 *
 * A maker of what is sold. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtBrand, hrt_brand, "brand", fields, NULL)

HrtBrand *
hrt_brand_new (void)
{
  return g_object_new (HRT_TYPE_BRAND, NULL);
}
