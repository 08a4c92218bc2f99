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

/* Each is tried when the one before found nothing. */
typedef enum
{
  HRT_SEARCH_PLAIN, /* words and beginnings as they are */
  HRT_SEARCH_WIDE,  /* one typo, middles of codes */
  HRT_SEARCH_LOOSE, /* without a word that goes with none of the others */
} HrtSearchEffort;

typedef struct
{
  const char *text; /* what was typed; any bytes, only the first 256 count */
  HrtSearchEffort effort;
  HrtSearchSkipFunc skip; /* (nullable) says which documents are not to be found */
  gpointer skip_data;
} HrtSearchQuestion;

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
guint hrt_search_index_find_at (HrtSearchIndex *self,
                                const HrtSearchQuestion *question,
                                HrtSearchHit *hits,
                                guint n_hits,
                                guint *n_of_kind,
                                gboolean *is_cut);

G_END_DECLS
