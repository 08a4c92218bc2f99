/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a look into the catalogue gave: freeing it, and the search document.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-product-page.h"

#include "hrt-brand.h"
#include "hrt-category.h"

void
hrt_product_page_free (HrtProductPage *self)
{
  g_clear_pointer (&self->products, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->brands, g_ptr_array_unref);
  g_free (self);
}

void
hrt_home_free (HrtHome *self)
{
  g_clear_pointer (&self->featured, g_ptr_array_unref);
  g_clear_pointer (&self->newest, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_free (self);
}

static const HrtField fields[] = {
  HRT_FIELD (HrtSearchDocument, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, product_id, HRT_FIELD_INT64, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, rank, HRT_FIELD_INT64, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, text, HRT_FIELD_TEXT, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, kind, HRT_FIELD_TEXT, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, revision, HRT_FIELD_INT64, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtSearchDocument, active, HRT_FIELD_BOOL, HRT_EXPOSE_NEVER),
};

/**
 * HrtSearchDocument:
 *
 * What the search index knows of one variant. Read-only.
 */
HRT_DEFINE_ENTITY (HrtSearchDocument, hrt_search_document, "search-document", fields, NULL)
