/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreIndex: the search of the web shop: the index in memory, kept in step with the catalogue.
 */

#pragma once

#include "model/catalog/hrt-search-index.h"
#include "model/shop/hrt-context.h"

G_BEGIN_DECLS

typedef struct _HrtStoreIndex HrtStoreIndex;

HrtStoreIndex *hrt_store_index_new (HrtContext *context);
void hrt_store_index_free (HrtStoreIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtStoreIndex, hrt_store_index_free)

void hrt_store_index_build (HrtStoreIndex *self);
void hrt_store_index_update (HrtStoreIndex *self, const gint64 *product_ids, gsize n_ids);
gboolean hrt_store_index_is_ready (HrtStoreIndex *self);
GArray *hrt_store_index_find (HrtStoreIndex *self, const char *query, guint limit);

G_END_DECLS
