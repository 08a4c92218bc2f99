/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearchDelta: products that changed since the index was built, few enough for an index
 * of their own at every change.
 */

#pragma once

#include "hrt-search-index.h"

G_BEGIN_DECLS

typedef struct _HrtSearchDelta HrtSearchDelta;

HrtSearchDelta *hrt_search_delta_new (void);
void hrt_search_delta_free (HrtSearchDelta *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtSearchDelta, hrt_search_delta_free)

void hrt_search_delta_forget (HrtSearchDelta *self, gint64 product_id);
void hrt_search_delta_add (
    HrtSearchDelta *self, HrtSearchHit hit, gint64 rank, const char *text, const char *kind);
guint hrt_search_delta_get_n (HrtSearchDelta *self);
gboolean hrt_search_delta_covers (const HrtSearchHit *hit, gpointer self);
HrtSearchIndex *hrt_search_delta_get_index (HrtSearchDelta *self);

G_END_DECLS
