/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Builds an HrtSearchIndex. Documents come in the order of their rank; the result is immutable and
 * may be read by any thread. Building is plain computing: do it in a worker.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-index-private.h"
#include "hrt-search-text.h"
#include "model/base/hrt-large-memory.h"

#include <string.h>

struct _HrtSearchBuilder
{
  HrtSearchVocabulary *vocabulary; /* (owned) (nullable) after finish */
  GArray *documents;               /* (owned) (element-type HrtSearchHit) */
  GArray *forward_first;           /* (owned) (element-type guint32) */
  GArray *forward_terms;           /* (owned) (element-type guint32) */
  GArray *ranks;                   /* (owned) (element-type Rank) */
};

typedef struct
{
  gint64 rank;
  guint32 document; /* number by arrival */
} Rank;

/**
 * hrt_search_builder_new:
 *
 * Returns: (transfer full): a builder without documents
 */
HrtSearchBuilder *
hrt_search_builder_new (void)
{
  HrtSearchBuilder *self = g_new0 (HrtSearchBuilder, 1);

  self->vocabulary = hrt_search_vocabulary_new ();
  self->documents = g_array_new (FALSE, FALSE, sizeof (HrtSearchHit));
  self->forward_first = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->forward_terms = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  return self;
}

void
hrt_search_builder_free (HrtSearchBuilder *self)
{
  g_clear_pointer (&self->vocabulary, hrt_search_vocabulary_free);
  g_clear_pointer (&self->documents, g_array_unref);
  g_clear_pointer (&self->forward_first, g_array_unref);
  g_clear_pointer (&self->forward_terms, g_array_unref);
  g_clear_pointer (&self->ranks, g_array_unref);
  g_free (self);
}

static void
add_word (const char *word, gsize length, gpointer user_data)
{
  HrtSearchBuilder *self = user_data;
  guint32 term = hrt_search_vocabulary_intern (self->vocabulary, word, length);
  guint32 first = g_array_index (self->forward_first, guint32, self->forward_first->len - 1);

  for (guint32 i = first; i < self->forward_terms->len; i++)
    if (g_array_index (self->forward_terms, guint32, i) == term)
      return;
  g_array_append_val (self->forward_terms, term);
}

/**
 * hrt_search_builder_add:
 * @self: a builder
 * @variant_id: what a hit names
 * @product_id: the product it belongs to
 * @rank: the larger, the better; among equals the first added wins
 * @text: names, brand, category, SKU and barcodes, parted by spaces; any UTF-8
 *
 * Adds a document.
 */
void
hrt_search_builder_add (
    HrtSearchBuilder *self, gint64 variant_id, gint64 product_id, gint64 rank, const char *text)
{
  g_autofree char *folded = hrt_search_fold (text);
  HrtSearchHit document = { variant_id, product_id };
  guint32 first = self->forward_terms->len;
  Rank ranked = { rank, self->documents->len };

  g_array_append_val (self->ranks, ranked);
  g_array_append_val (self->documents, document);
  g_array_append_val (self->forward_first, first);
  hrt_search_split (folded, add_word, self);
}

static void
add_kind_word (const char *word, gsize length, gpointer user_data)
{
  char marked[HRT_SEARCH_WORD_MAX + 1] = { HRT_SEARCH_KIND_MARK };

  length = MIN (length, HRT_SEARCH_WORD_MAX - 1);
  memcpy (marked + 1, word, length);
  add_word (marked, length + 1, user_data);
}

/**
 * hrt_search_builder_mark_kind:
 * @self: a builder with a document
 * @kind: (nullable): a word or two for what the last document is, in any language: "gitar guitars"
 *
 * Who searches for guitars is shown these before what is for them.
 */
void
hrt_search_builder_mark_kind (HrtSearchBuilder *self, const char *kind)
{
  g_autofree char *folded = hrt_search_fold (kind != NULL ? kind : "");

  g_return_if_fail (self->documents->len > 0);
  hrt_search_split (folded, add_kind_word, self);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *left = a;
  const Rank *right = b;

  if (left->rank != right->rank)
    return left->rank > right->rank ? -1 : 1;
  return left->document < right->document ? -1 : left->document > right->document;
}

/* From the order of arrival to the order of rank; terms get their alphabetical numbers on the way.
 */
static void
place_documents (HrtSearchBuilder *self, HrtSearchIndex *index, const guint32 *renumbered)
{
  guint32 n = self->documents->len;
  guint32 next = 0;

  g_array_sort (self->ranks, compare_ranks);
  index->n_documents = n;
  index->documents = hrt_large_array_new (HrtSearchHit, n + 1);
  index->forward_first = hrt_large_array_new (guint32, n + 1);
  index->forward_terms = hrt_large_array_new (guint32, self->forward_terms->len + 1);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 from = g_array_index (self->ranks, Rank, i).document;
      guint32 end = g_array_index (self->forward_first, guint32, from + 1);

      index->documents[i] = g_array_index (self->documents, HrtSearchHit, from);
      index->forward_first[i] = next;
      for (guint32 k = g_array_index (self->forward_first, guint32, from); k < end; k++)
        index->forward_terms[next++] = renumbered[g_array_index (self->forward_terms, guint32, k)];
    }
  index->forward_first[n] = next;
}

/* Counting sort by term; documents come in ascending order, so each term's postings are ascending
 * too. */
static void
build_postings (HrtSearchIndex *index)
{
  guint32 n_terms = hrt_search_vocabulary_get_n (index->vocabulary);
  guint32 n_entries = index->forward_first[index->n_documents];
  guint32 *first = hrt_large_array_new (guint32, n_terms + 1);
  g_autofree guint32 *cursor = hrt_large_array_new (guint32, n_terms + 1);

  memset (first, 0, (n_terms + 1) * sizeof (guint32));
  for (guint32 i = 0; i < n_entries; i++)
    first[index->forward_terms[i] + 1]++;
  for (guint32 term = 0; term < n_terms; term++)
    first[term + 1] += first[term];
  memcpy (cursor, first, n_terms * sizeof (guint32));
  index->postings = hrt_large_array_new (guint32, n_entries + 1);
  for (guint32 document = 0; document < index->n_documents; document++)
    for (guint32 i = index->forward_first[document]; i < index->forward_first[document + 1]; i++)
      index->postings[cursor[index->forward_terms[i]]++] = document;
  index->posting_first = first;
}

/**
 * hrt_search_builder_finish:
 * @self: (transfer full): a builder
 *
 * Returns: (transfer full): the index over everything that was added
 */
HrtSearchIndex *
hrt_search_builder_finish (HrtSearchBuilder *self)
{
  HrtSearchIndex *index = g_new0 (HrtSearchIndex, 1);
  guint32 n_entries = self->forward_terms->len;
  g_autofree guint32 *renumbered = NULL;

  g_atomic_ref_count_init (&index->ref_count);
  g_array_append_val (self->forward_first, n_entries);
  index->vocabulary = g_steal_pointer (&self->vocabulary);
  renumbered = hrt_search_vocabulary_freeze (index->vocabulary);
  place_documents (self, index, renumbered);
  build_postings (index);
  hrt_search_builder_free (self);
  return index;
}
