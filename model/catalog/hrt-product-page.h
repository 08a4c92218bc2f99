/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a look into the catalogue gave: a page with its facets, the home page, documents for the
 * search.
 */

#pragma once

#include "hrt-product.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *products; /* (owned) (element-type HrtProduct) list rows */
  gint64 n_total;      /* all that match */
  gint64 price_min;    /* of all that match; rupiah; 0 without facets */
  gint64 price_max;
  GPtrArray *categories; /* (owned) (element-type HrtCategory) n_products = how many match; empty
                            without facets */
  GPtrArray *brands;     /* (owned) (element-type HrtBrand) as above */
} HrtProductPage;

void hrt_product_page_free (HrtProductPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtProductPage, hrt_product_page_free)

typedef struct
{
  GPtrArray *featured;   /* (owned) (element-type HrtProduct) */
  GPtrArray *newest;     /* (owned) (element-type HrtProduct) */
  GPtrArray *categories; /* (owned) (element-type HrtCategory) the top ones, with a picture each */
} HrtHome;

void hrt_home_free (HrtHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtHome, hrt_home_free)

/* For hrt_search_builder_add(): one per variant. */
#define HRT_TYPE_SEARCH_DOCUMENT (hrt_search_document_get_type ())
G_DECLARE_FINAL_TYPE (HrtSearchDocument, hrt_search_document, HRT, SEARCH_DOCUMENT, HrtEntity)

struct _HrtSearchDocument
{
  HrtEntity parent_instance;

  gint64 variant_id;
  gint64 product_id;
  gint64 rank;     /* pieces sold lately, featured first */
  char *text;      /* name, brand, model, variant, SKU, barcodes, shelf in both languages */
  char *kind;      /* what it is: the noun of the shelf's name in both languages */
  gint64 revision; /* the newer one of product and variant */
  gboolean active; /* FALSE: not to be found any more */
};

G_END_DECLS
