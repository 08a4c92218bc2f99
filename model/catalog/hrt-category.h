/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCategory: a shelf of the shop, in a tree.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_CATEGORY (hrt_category_get_type ())
G_DECLARE_FINAL_TYPE (HrtCategory, hrt_category, HRT, CATEGORY, HrtEntity)

struct _HrtCategory
{
  HrtEntity parent_instance;

  gint64 id;
  gint64 parent_id; /* 0 at the top */
  char *slug;
  char *name_id;
  char *name_en;
  gint64 position;
  gboolean active;
  gint64 n_products; /* active ones on it and below */
  char *image_hash;  /* of one of its products */
  gint64 depth;      /* 0 at the top */
};

HrtCategory *hrt_category_new (void); /* a draft, or a test's */

G_END_DECLS
