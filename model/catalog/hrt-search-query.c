/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * From what was typed to sets of terms: beginnings, other forms and languages, typos, kinds.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-query.h"

#include "hrt-search-typos.h"

#include <string.h>

/* A beginning shorter than this names no kind yet. */
#define MIN_KIND_LENGTH 3
/* Of the words that a typo may have come from, so many are tried as kinds. */
#define MAX_SPOILT 12

typedef struct
{
  HrtSearchIndex *index;
  HrtSearchQueryWord *word;
} Expansion;

static void
add_range (HrtSearchIndex *index, HrtSearchQueryWord *word, HrtSearchRange range)
{
  if (range.first == range.last || word->n_ranges == HRT_SEARCH_MAX_RANGES)
    return;
  for (guint i = 0; i < word->n_ranges; i++)
    if (word->ranges[i].first <= range.first && range.last <= word->ranges[i].last)
      return;
  word->ranges[word->n_ranges++] = range;
  word->n_postings += index->posting_first[range.last] - index->posting_first[range.first];
}

static void
add_term (HrtSearchIndex *index, HrtSearchQueryWord *word, guint32 term)
{
  if (term != HRT_SEARCH_NO_TERM)
    add_range (index, word, (HrtSearchRange){ term, term + 1 });
}

static void
add_form (const char *form, gsize length, gpointer user_data)
{
  Expansion *expansion = user_data;
  HrtSearchQueryWord *word = expansion->word;
  guint32 term = hrt_search_vocabulary_find (expansion->index->vocabulary, form, length);

  if (term == HRT_SEARCH_NO_TERM)
    return;
  add_term (expansion->index, word, term);
  if (word->n_whole < HRT_SEARCH_MAX_WHOLE)
    word->whole[word->n_whole++] = term;
}

/* The word as it stands: a beginning (the whole word is one too), one or many of it, or what the
 * trade calls the same. */
static void
expand_plain (HrtSearchIndex *index, HrtSearchQueryWord *word)
{
  Expansion expansion = { index, word };

  add_range (index, word,
             hrt_search_vocabulary_find_prefix (index->vocabulary, word->text, word->length));
  hrt_search_list_forms (word->text, word->length, add_form, &expansion);
}

/* One typo, or the middle of a code; only when both find nothing, a typo in the beginning of a
 * longer word. */
void
_hrt_search_query_word_widen (HrtSearchQueryWord *self, HrtSearchIndex *index)
{
  HrtSearchRange found[HRT_SEARCH_MAX_RANGES];
  guint n = 0;

  if (self->length >= 3)
    n = hrt_search_vocabulary_find_substring (index->vocabulary, self->text, self->length, found,
                                              HRT_SEARCH_MAX_RANGES / 2);
  if (self->length >= 3)
    n += hrt_search_typos_find (index->vocabulary, self->text, self->length, FALSE, found + n,
                                HRT_SEARCH_MAX_RANGES - n);
  if (n == 0 && self->length >= 5 && self->n_ranges == 0)
    n = hrt_search_typos_find (index->vocabulary, self->text, self->length, TRUE, found,
                               HRT_SEARCH_MAX_RANGES);
  for (guint i = 0; i < n; i++)
    add_range (index, self, found[i]);
}

static gsize
mark_kind (char *marked, const char *text, gsize length)
{
  length = MIN (length, HRT_SEARCH_WORD_MAX - 1);
  marked[0] = HRT_SEARCH_KIND_MARK;
  memcpy (marked + 1, text, length);
  return length + 1;
}

static void
add_kind (const char *form, gsize length, gpointer user_data)
{
  Expansion *expansion = user_data;
  char marked[HRT_SEARCH_WORD_MAX + 1];
  gsize n = mark_kind (marked, form, length);

  add_term (expansion->index, expansion->word,
            hrt_search_vocabulary_find (expansion->index->vocabulary, marked, n));
}

/* Codes are no kinds. */
static gboolean
is_word (const char *text)
{
  return *text != HRT_SEARCH_KIND_MARK && strpbrk (text, "0123456789") == NULL;
}

static void
add_spoilt_kinds (HrtSearchIndex *index, HrtSearchQueryWord *word, const HrtSearchQueryWord *typed)
{
  Expansion expansion = { index, word };
  guint n_tried = 0;

  for (guint i = 0; i < typed->n_ranges && n_tried < MAX_SPOILT; i++)
    {
      const char *text = hrt_search_vocabulary_get_word (index->vocabulary, typed->ranges[i].first);

      if (typed->ranges[i].last != typed->ranges[i].first + 1 || !is_word (text))
        continue;
      hrt_search_list_forms (text, strlen (text), add_kind, &expansion);
      n_tried++;
    }
}

/**
 * _hrt_search_query_word_take_kind:
 * @self: a word of a parsed query
 * @index: its index
 * @match: how much of the name it has to be
 *
 * From now on the word means what is of the kind it names, and nothing that only has the word.
 */
void
_hrt_search_query_word_take_kind (HrtSearchQueryWord *self,
                                  HrtSearchIndex *index,
                                  HrtSearchKindMatch match)
{
  const HrtSearchQueryWord typed = *self;
  Expansion expansion = { index, self };
  char marked[HRT_SEARCH_WORD_MAX + 1];
  gsize n = mark_kind (marked, self->text, self->length);

  self->n_ranges = 0;
  self->n_postings = 0;
  if (match == HRT_SEARCH_KIND_WHOLE)
    hrt_search_list_forms (self->text, self->length, add_kind, &expansion);
  else if (match == HRT_SEARCH_KIND_SPOILT)
    add_spoilt_kinds (index, self, &typed);
  else if (self->length >= MIN_KIND_LENGTH)
    add_range (index, self, hrt_search_vocabulary_find_prefix (index->vocabulary, marked, n));
}

static void
add_query_word (const char *text, gsize length, gpointer user_data)
{
  HrtSearchQuery *query = user_data;
  HrtSearchQueryWord *word;

  if (query->n_words == HRT_SEARCH_MAX_WORDS)
    return;
  for (guint i = 0; i < query->n_words; i++)
    if (query->words[i].length == length && memcmp (query->words[i].text, text, length) == 0)
      return;
  word = &query->words[query->n_words++];
  memcpy (word->text, text, length);
  word->text[length] = '\0';
  word->length = length;
  word->n_whole = 0;
  word->n_ranges = 0;
  word->n_postings = 0;
}

/* "F-310" was cut into f, 310 and f310. The joined form, when the catalogue knows it, stands for
 * its parts. */
static void
add_query_chunk (HrtSearchIndex *index, HrtSearchQuery *query, const char *chunk)
{
  HrtSearchQuery parts = { .n_words = 0 };
  HrtSearchQueryWord *joined;
  HrtSearchRange range;

  hrt_search_split (chunk, add_query_word, &parts);
  if (parts.n_words == 0)
    return;
  joined = &parts.words[parts.n_words - 1];
  range = hrt_search_vocabulary_find_prefix (index->vocabulary, joined->text, joined->length);
  if (parts.n_words > 1 && range.first != range.last)
    {
      add_query_word (joined->text, joined->length, query);
      return;
    }
  if (parts.n_words > 2)
    parts.n_words--;
  for (guint i = 0; i < parts.n_words; i++)
    add_query_word (parts.words[i].text, parts.words[i].length, query);
}

/**
 * _hrt_search_query_parse:
 * @self: (out caller-allocates): the query
 * @index: where its words are looked up
 * @text: any bytes; the first 256 count
 */
void
_hrt_search_query_parse (HrtSearchQuery *self, HrtSearchIndex *index, const char *text)
{
  g_autofree char *bounded = g_strndup (text, 256);
  g_autofree char *folded = hrt_search_fold (bounded);
  g_auto (GStrv) chunks = g_strsplit_set (folded, " \t\r\n", 2 * HRT_SEARCH_MAX_WORDS);

  self->n_words = 0;
  for (guint i = 0; chunks[i]; i++)
    add_query_chunk (index, self, chunks[i]);
  for (guint i = 0; i < self->n_words; i++)
    expand_plain (index, &self->words[i]);
}
