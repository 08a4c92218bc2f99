/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of the catalogue share among themselves.
 */

#pragma once

#include "hrt-catalog.h"
#include "model/base/hrt-json-writer.h"
#include "model/shop/hrt-service.h"

G_BEGIN_DECLS

struct _HrtCatalog
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
};

char *_hrt_product_query_dup_json (HrtProductQuery *self);

G_END_DECLS
