/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearchIndex: the catalogue's words in memory: prefixes, one typo, middles of codes, synonyms,
 * best rank first.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrtSearchIndex HrtSearchIndex;
typedef struct _HrtSearchBuilder HrtSearchBuilder;

typedef struct
{
  gint64 variant_id;
  gint64 product_id;
} HrtSearchHit;

/* Says TRUE for a document that is not to be found any more (changed or gone since the index was
 * built). */
typedef gboolean (*HrtSearchSkipFunc) (const HrtSearchHit *hit, gpointer user_data);

HrtSearchBuilder *hrt_search_builder_new (void);
void hrt_search_builder_free (HrtSearchBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtSearchBuilder, hrt_search_builder_free)
void hrt_search_builder_add (
    HrtSearchBuilder *self, gint64 variant_id, gint64 product_id, gint64 rank, const char *text);
void hrt_search_builder_mark_kind (HrtSearchBuilder *self, const char *kind);
HrtSearchIndex *hrt_search_builder_finish (HrtSearchBuilder *self);

HrtSearchIndex *hrt_search_index_ref (HrtSearchIndex *self);
void hrt_search_index_unref (HrtSearchIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtSearchIndex, hrt_search_index_unref)
guint hrt_search_index_get_n_documents (HrtSearchIndex *self);
gsize hrt_search_index_get_size (HrtSearchIndex *self);
guint hrt_search_index_find (HrtSearchIndex *self,
                             const char *query,
                             HrtSearchSkipFunc skip,
                             gpointer user_data,
                             HrtSearchHit *hits,
                             guint n_hits);
gboolean hrt_search_index_names_kind (HrtSearchIndex *self, const char *query);
GArray *hrt_search_index_list (HrtSearchIndex *self,
                               const char *query,
                               HrtSearchSkipFunc skip,
                               gpointer user_data,
                               guint n_max,
                               gboolean *is_cut);

G_END_DECLS
