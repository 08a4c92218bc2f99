/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductQuery: which products, in what order, which of them. Filled once, then only read.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  HRT_PRODUCT_SORT_NAME,
  HRT_PRODUCT_SORT_NEWEST,
  HRT_PRODUCT_SORT_PRICE_UP,
  HRT_PRODUCT_SORT_PRICE_DOWN,
  HRT_PRODUCT_SORT_FEATURED,
  HRT_PRODUCT_SORT_GIVEN, /* the order of @ids */
} HrtProductSort;

#define HRT_TYPE_PRODUCT_QUERY (hrt_product_query_get_type ())
G_DECLARE_FINAL_TYPE (HrtProductQuery, hrt_product_query, HRT, PRODUCT_QUERY, GObject)

/* Members are set directly; the zero value of each means "any". */
struct _HrtProductQuery
{
  GObject parent_instance;

  char *text;  /* (owned) (nullable) part of a name, brand, model or SKU; needs no index */
  GArray *ids; /* (owned) (nullable) (element-type gint64) only these: hits of the search index */
  gint64 category_id; /* it and everything below */
  GArray *brand_ids;  /* (owned) (nullable) (element-type gint64) */
  gint64 price_min;   /* rupiah */
  gint64 price_max;   /* rupiah; 0: no limit */
  gboolean in_stock;  /* a customer may buy at least one */
  gboolean featured;
  gboolean include_inactive; /* staff only */
  gboolean with_facets;      /* counts by category and brand, and the range of prices */
  HrtProductSort sort;
  guint offset;
  guint limit; /* 1 to 1000 */
};

HrtProductQuery *hrt_product_query_new (void);
HrtProductQuery *hrt_product_query_copy (HrtProductQuery *self);
void hrt_product_query_set_text (HrtProductQuery *self, const char *text);
void hrt_product_query_add_brand (HrtProductQuery *self, gint64 brand_id);
void hrt_product_query_set_ids (HrtProductQuery *self, const gint64 *ids, gsize n_ids);
gboolean hrt_product_query_equal (HrtProductQuery *self, HrtProductQuery *other);

G_END_DECLS
