/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearchQuery: what was typed, as sets of an index's terms.
 */

#pragma once

#include "hrt-search-index-private.h"
#include "hrt-search-text.h"

G_BEGIN_DECLS

#define HRT_SEARCH_MAX_WORDS  8
#define HRT_SEARCH_MAX_RANGES 96
/* The word, its plural, and both of what the trade calls the same. */
#define HRT_SEARCH_MAX_WHOLE 24

typedef struct
{
  char text[HRT_SEARCH_WORD_MAX + 1];
  gsize length;
  guint32
      whole[HRT_SEARCH_MAX_WHOLE]; /* terms that are the word, in another form or language too */
  guint n_whole;
  HrtSearchRange ranges[HRT_SEARCH_MAX_RANGES];
  guint n_ranges;
  guint64 n_postings;
} HrtSearchQueryWord;

typedef struct
{
  HrtSearchQueryWord words[HRT_SEARCH_MAX_WORDS];
  guint n_words;
} HrtSearchQuery;

/* How much of a kind's name a word has to be. */
typedef enum
{
  HRT_SEARCH_KIND_WHOLE,  /* "drum": Drums, not Drumsticks */
  HRT_SEARCH_KIND_BEGUN,  /* "gita": Gitar */
  HRT_SEARCH_KIND_SPOILT, /* "gitr": Gitar; once the word was widened */
} HrtSearchKindMatch;

void _hrt_search_query_parse (HrtSearchQuery *self, HrtSearchIndex *index, const char *text);
void _hrt_search_query_word_widen (HrtSearchQueryWord *self, HrtSearchIndex *index);
void _hrt_search_query_word_take_kind (HrtSearchQueryWord *self,
                                       HrtSearchIndex *index,
                                       HrtSearchKindMatch match);

G_END_DECLS
