/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPageCache: the rows of a long list that were looked at lately, by their places.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HRT_PAGE_ROWS 128

/* The rows of one page. */
typedef struct
{
  guint number;
  gpointer items[HRT_PAGE_ROWS]; /* (owned) (nullable) an HrtEntity each, once it was asked for */
  guint64 last_used;             /* of the cache's clock */
  gboolean is_fresh;             /* its rows have the values of the database */
  gboolean is_asked;             /* its rows are on their way, or in the queue */
} HrtPage;

typedef struct _HrtPageCache HrtPageCache;

HrtPageCache *_hrt_page_cache_new (void);
void _hrt_page_cache_free (HrtPageCache *self);
HrtPage *_hrt_page_cache_use (HrtPageCache *self, guint number);
HrtPage *_hrt_page_cache_find (HrtPageCache *self, guint number);
gboolean _hrt_page_cache_is_recent (HrtPageCache *self, HrtPage *page);
HrtPage *_hrt_page_cache_get_newest (HrtPageCache *self);
GPtrArray *_hrt_page_cache_list (HrtPageCache *self);
gpointer *_hrt_page_cache_slot (HrtPageCache *self, guint position);
void _hrt_page_cache_make_stale (HrtPageCache *self);
void _hrt_page_cache_splice (HrtPageCache *self, guint position, guint n_removed, guint n_added);
GHashTable *_hrt_page_cache_index (HrtPageCache *self);
gint64 *_hrt_page_cache_id (gpointer item);

G_END_DECLS
