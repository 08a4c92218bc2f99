/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearch: the search index of one process, loaded at start and kept in step with the catalogue.
 */

#pragma once

#include "hrt-search-index.h"
#include "model/shop/hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_SEARCH (hrt_search_get_type ())
G_DECLARE_FINAL_TYPE (HrtSearch, hrt_search, HRT, SEARCH, GObject)

HrtSearch *hrt_search_new (HrtContext *context);
void hrt_search_start (HrtSearch *self);
gboolean hrt_search_is_ready (HrtSearch *self);
guint
hrt_search_find_variants (HrtSearch *self, const char *text, HrtSearchHit *hits, guint n_hits);
GArray *hrt_search_find_products (HrtSearch *self, const char *text, guint limit);
GArray *hrt_search_list_products (HrtSearch *self, const char *text, gboolean *is_cut);

G_END_DECLS
