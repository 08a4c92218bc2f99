/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPagedList: what its files share.
 */

#pragma once

#include "hrt-page-cache.h"
#include "hrt-paged-list.h"

G_BEGIN_DECLS

typedef struct
{
  HrtContext *context;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HrtPageCache *cache;       /* (owned) */
  guint n_items;
  GQueue wanted; /* (element-type uint) page numbers, the newest wish first */
  guint n_asked; /* pages whose rows are on their way */
  GError *error; /* (owned) (nullable) of the last look */

  gint64 asked_at;      /* us; when the last look began */
  gint64 took;          /* us; how long it took */
  guint refresh_source; /* a refresh that is due later */
  guint generation;     /* of the places; an older answer is not for us any more */
  gboolean is_finding;
  gboolean find_again;
  gboolean is_new; /* the next look is for something else than the last */
} HrtPagedListPrivate;

/* One answer on its way. */
typedef struct
{
  HrtPagedList *self; /* (owned) */
  guint generation;
  guint first; /* its first place */
} HrtPagedAsk;

HrtPagedAsk *_hrt_paged_ask_new (HrtPagedList *self, guint first);
void _hrt_paged_ask_free (HrtPagedAsk *ask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPagedAsk, _hrt_paged_ask_free)

HrtPagedListPrivate *_hrt_paged_list_get_private (HrtPagedList *self);
void _hrt_paged_list_set_error (HrtPagedList *self, GError *error);
void _hrt_paged_list_notify_loading (HrtPagedList *self);
void _hrt_paged_list_notify_n_items (HrtPagedList *self);
void _hrt_paged_list_ask_recent (HrtPagedList *self);
void _hrt_paged_list_fill (HrtPagedList *self, guint first, GPtrArray *rows, GHashTable *known);

G_END_DECLS
