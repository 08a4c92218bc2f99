/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProduct: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-product.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtProduct, id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, slug, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, brand_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, brand, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, category_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, category_slug, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, category_name_id, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, category_name_en, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, supplier_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtProduct, model, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, description_id, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, description_en, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, specification, HRT_FIELD_JSON, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, featured, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, active, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, created_at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, updated_at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, price_to, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, compare_at_price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, n_variants, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, sku, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, on_hand, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtProduct, available, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, low_stock, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, image_alt, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtProduct, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

static void
clear_product (gpointer instance)
{
  HrtProduct *self = instance;

  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_clear_pointer (&self->images, g_ptr_array_unref);
}

/**
 * HrtProduct:
 *
 * A list row has the summary fields; one that was loaded has its variants and images too. Made by
 * its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtProduct, hrt_product, "product", fields, clear_product)

HrtProduct *
hrt_product_new (void)
{
  return g_object_new (HRT_TYPE_PRODUCT, NULL);
}
