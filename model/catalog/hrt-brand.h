/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBrand: a maker of what is sold.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_BRAND (hrt_brand_get_type ())
G_DECLARE_FINAL_TYPE (HrtBrand, hrt_brand, HRT, BRAND, HrtEntity)

struct _HrtBrand
{
  HrtEntity parent_instance;

  gint64 id;
  char *slug;
  char *name;
  gint64 n_products; /* active ones */
};

HrtBrand *hrt_brand_new (void); /* a draft, or a test's */

G_END_DECLS
