/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Searching an HrtSearchIndex.
 *
 * Every word of a query becomes a set of terms. The rarest set drives: its documents are walked in
 * rank order, and each is kept when its own terms meet the other sets. First the words as they are
 * (whole, or as a beginning, or a synonym); when that gives too little, once more with one typo and
 * with middles of codes. Documents are numbered by rank, so the walk may stop as soon as it has
 * enough.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-query.h"

#include <stdlib.h>
#include <string.h>

/* So many are collected before the better matches among them are put in front. */
#define MAX_COLLECTED 160
/* A set with at most so many postings is gathered and sorted; a larger one is met by walking
 * documents. */
#define GATHER_MAX 24576
/* The walk gives up after so many documents that did not match: a bound on what a hostile query can
 * cost. */
#define WALK_MAX 60000
/* More than all words of a query together. */
#define KIND_POINTS (HRT_SEARCH_MAX_WORDS + 1)

typedef struct
{
  HrtSearchIndex *index;
  HrtSearchQuery *query;
  HrtSearchSkipFunc skip;
  gpointer skip_data;
  guint32 *found; /* (owned) room for n_wanted */
  guint n_found;
  guint n_whole_kind; /* the first of those found: they are what a word of the query names */
  guint n_of_kind;    /* these too, but the word is only a beginning or has a typo */
  guint n_wanted;
  guint n_walked;
} Search;

HrtSearchIndex *
hrt_search_index_ref (HrtSearchIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hrt_search_index_unref (HrtSearchIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hrt_search_vocabulary_free (self->vocabulary);
  g_free (self->documents);
  g_free (self->forward_first);
  g_free (self->forward_terms);
  g_free (self->posting_first);
  g_free (self->postings);
  g_free (self);
}

guint
hrt_search_index_get_n_documents (HrtSearchIndex *self)
{
  return self->n_documents;
}

/**
 * hrt_search_index_get_size:
 * @self: an index
 *
 * Returns: memory it holds, bytes
 */
gsize
hrt_search_index_get_size (HrtSearchIndex *self)
{
  gsize entries = self->forward_first[self->n_documents];
  gsize terms = hrt_search_vocabulary_get_n (self->vocabulary);

  return hrt_search_vocabulary_get_size (self->vocabulary) +
         self->n_documents * (sizeof (HrtSearchHit) + sizeof (guint32)) +
         (2 * entries + terms) * sizeof (guint32);
}

static gboolean
document_has (HrtSearchIndex *self, guint32 document, const HrtSearchQueryWord *word)
{
  for (guint32 i = self->forward_first[document]; i < self->forward_first[document + 1]; i++)
    {
      guint32 term = self->forward_terms[i];

      for (guint k = 0; k < word->n_ranges; k++)
        if (term >= word->ranges[k].first && term < word->ranges[k].last)
          return TRUE;
    }
  return FALSE;
}

/* FALSE when the walk may stop. */
static gboolean
visit (Search *search, guint32 document, const HrtSearchQueryWord *driver)
{
  for (guint i = 0; i < search->query->n_words; i++)
    if (&search->query->words[i] != driver &&
        !document_has (search->index, document, &search->query->words[i]))
      return ++search->n_walked < WALK_MAX;
  for (guint i = 0; i < search->n_found; i++)
    if (search->found[i] == document)
      return TRUE;
  if (search->skip && search->skip (&search->index->documents[document], search->skip_data))
    return TRUE;
  search->found[search->n_found++] = document;
  return search->n_found < search->n_wanted;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

static void
walk_gathered (Search *search, const HrtSearchQueryWord *driver)
{
  HrtSearchIndex *index = search->index;
  g_autofree guint32 *documents = g_new (guint32, driver->n_postings + 1);
  gsize n = 0;

  for (guint i = 0; i < driver->n_ranges; i++)
    {
      guint32 first = index->posting_first[driver->ranges[i].first];
      guint32 last = index->posting_first[driver->ranges[i].last];

      memcpy (documents + n, index->postings + first, (last - first) * sizeof (guint32));
      n += last - first;
    }
  qsort (documents, n, sizeof *documents, compare_numbers);
  for (gsize i = 0; i < n; i++)
    if ((i == 0 || documents[i] != documents[i - 1]) && !visit (search, documents[i], driver))
      return;
}

static gboolean
is_one_term (const HrtSearchQueryWord *word)
{
  return word->n_ranges == 1 && word->ranges[0].last == word->ranges[0].first + 1;
}

/* A large set: one term's postings are in rank order already; anything else is met document by
 * document. */
static void
walk_in_place (Search *search, const HrtSearchQueryWord *driver)
{
  HrtSearchIndex *index = search->index;

  if (is_one_term (driver))
    {
      guint32 last = index->posting_first[driver->ranges[0].last];

      for (guint32 i = index->posting_first[driver->ranges[0].first]; i < last; i++)
        if (!visit (search, index->postings[i], driver))
          return;
      return;
    }
  for (guint32 document = 0; document < index->n_documents; document++)
    if (!visit (search, document, NULL))
      return;
}

static void
run (Search *search)
{
  const HrtSearchQueryWord *driver = NULL;

  search->n_walked = 0;
  for (guint i = 0; i < search->query->n_words; i++)
    {
      const HrtSearchQueryWord *word = &search->query->words[i];

      if (word->n_ranges == 0)
        return;
      if (driver == NULL || word->n_postings < driver->n_postings)
        driver = word;
    }
  if (driver == NULL)
    return;
  if (driver->n_postings <= GATHER_MAX && !is_one_term (driver))
    walk_gathered (search, driver);
  else
    walk_in_place (search, driver);
}

static void
run_kind (Search *search, HrtSearchKindMatch match)
{
  HrtSearchQuery *query = search->query;
  g_autofree HrtSearchQuery *as_kind = g_new (HrtSearchQuery, 1);

  for (guint i = 0; i < query->n_words && search->n_found < search->n_wanted; i++)
    {
      *as_kind = *query;
      _hrt_search_query_word_take_kind (&as_kind->words[i], search->index, match);
      search->query = as_kind;
      run (search);
    }
  search->query = query;
}

/* "gitar yamaha" asks for guitars: what is one comes first, then what only has the words. */
static void
run_ranked (Search *search, HrtSearchKindMatch loosest)
{
  if (search->n_found > 0)
    return;
  run_kind (search, HRT_SEARCH_KIND_WHOLE);
  search->n_whole_kind = search->n_found;
  run_kind (search, loosest);
  search->n_of_kind = search->n_found;
  if (search->n_found < search->n_wanted)
    run (search);
}

/* The second round: words that found nothing are widened first; when none did, all of them are. */
static void
widen (Search *search)
{
  guint n_empty = 0;

  for (guint i = 0; i < search->query->n_words; i++)
    if (search->query->words[i].n_ranges == 0)
      {
        n_empty++;
        _hrt_search_query_word_widen (&search->query->words[i], search->index);
      }
  if (n_empty > 0)
    run_ranked (search, HRT_SEARCH_KIND_SPOILT);
  if (search->n_found > 0)
    return;
  for (guint i = 0; i < search->query->n_words; i++)
    if (n_empty == 0 || search->query->words[i].n_ranges > 0)
      _hrt_search_query_word_widen (&search->query->words[i], search->index);
  run_ranked (search, HRT_SEARCH_KIND_SPOILT);
}

/* Without the word at @left_out; the query is as it was afterwards. */
static void
run_without (Search *search, guint left_out)
{
  HrtSearchQuery *query = search->query;
  HrtSearchQuery *rest = g_new (HrtSearchQuery, 1);

  rest->n_words = 0;
  for (guint i = 0; i < query->n_words; i++)
    if (i != left_out)
      rest->words[rest->n_words++] = query->words[i];
  search->query = rest;
  run_ranked (search, HRT_SEARCH_KIND_BEGUN);
  search->query = query;
  g_free (rest);
}

/* The commonest first: of "senar gitar" it is senar that says what is wanted. */
static int
compare_commonness (gconstpointer a, gconstpointer b)
{
  const HrtSearchQueryWord *left = a, *right = b;

  return left->n_postings > right->n_postings ? -1 : left->n_postings < right->n_postings;
}

/* A shop answers "merk gitar yang tidak ada" with the guitars: first the words nobody knows are
 * left out, then one that does not go with the others. */
static void
leave_words_out (Search *search)
{
  HrtSearchQuery *query = search->query;
  guint kept = 0;

  for (guint i = 0; i < query->n_words; i++)
    if (query->words[i].n_ranges > 0)
      {
        if (kept != i)
          query->words[kept] = query->words[i];
        kept++;
      }
  if (kept < query->n_words)
    {
      query->n_words = kept;
      run_ranked (search, HRT_SEARCH_KIND_BEGUN);
    }
  qsort (query->words, query->n_words, sizeof *query->words, compare_commonness);
  for (guint i = 0; query->n_words > 1 && i < query->n_words && search->n_found == 0; i++)
    run_without (search, i);
}

static gboolean
has_whole (HrtSearchIndex *index, guint32 document, const HrtSearchQueryWord *word)
{
  for (guint32 k = index->forward_first[document]; k < index->forward_first[document + 1]; k++)
    for (guint i = 0; i < word->n_whole; i++)
      if (index->forward_terms[k] == word->whole[i])
        return TRUE;
  return FALSE;
}

/* What is of the kind, then whole words before beginnings. */
static guint8
score (Search *search, guint place)
{
  guint points = place < search->n_whole_kind ? 2 * KIND_POINTS
                 : place < search->n_of_kind  ? KIND_POINTS
                                              : 0;

  for (guint i = 0; i < search->query->n_words; i++)
    points += has_whole (search->index, search->found[place], &search->query->words[i]);
  return points;
}

/* Within the same score the rank decides (stable). */
static guint
pick_best (Search *search, HrtSearchHit *hits, guint n_hits)
{
  g_autofree guint8 *points = g_new (guint8, search->n_found + 1);
  guint n = 0;

  for (guint i = 0; i < search->n_found; i++)
    points[i] = score (search, i);
  for (int best = 3 * KIND_POINTS - 1; best >= 0 && n < n_hits; best--)
    for (guint i = 0; i < search->n_found && n < n_hits; i++)
      if (points[i] == best)
        hits[n++] = search->index->documents[search->found[i]];
  return n;
}

static void
run_at (Search *search, HrtSearchEffort effort)
{
  if (effort == HRT_SEARCH_PLAIN)
    run_ranked (search, HRT_SEARCH_KIND_BEGUN);
  else
    widen (search);
  if (effort == HRT_SEARCH_LOOSE && search->n_found == 0)
    leave_words_out (search);
}

static guint
find (Search *search,
      const char *query,
      HrtSearchEffort first,
      HrtSearchEffort last,
      HrtSearchHit *hits,
      guint n_hits)
{
  g_autofree HrtSearchQuery *parsed = g_new (HrtSearchQuery, 1);
  g_autofree guint32 *found = g_new (guint32, search->n_wanted + 1);

  _hrt_search_query_parse (parsed, search->index, query);
  if (parsed->n_words == 0 || n_hits == 0)
    return 0;
  search->query = parsed;
  search->found = found;
  for (guint effort = first; effort <= last && search->n_found == 0; effort++)
    run_at (search, effort);
  return pick_best (search, hits, n_hits);
}

/* Of a few hits the better ones are put in front; who wants hundreds gets what comes first. */
static guint
get_wanted (guint n_hits)
{
  return n_hits <= MAX_COLLECTED ? MIN (n_hits * 4, MAX_COLLECTED) : n_hits;
}

/**
 * hrt_search_index_find:
 * @self: an index
 * @query: what was typed; any bytes, only the first 256 count
 * @skip: (nullable) (scope call): says which documents are not to be found
 * @user_data: for @skip
 * @hits: (array length=n_hits) (out caller-allocates): room for hits
 * @n_hits: how many are wanted
 *
 * Returns: how many were found, best first; 0 for a query without a letter or digit
 */
guint
hrt_search_index_find (HrtSearchIndex *self,
                       const char *query,
                       HrtSearchSkipFunc skip,
                       gpointer user_data,
                       HrtSearchHit *hits,
                       guint n_hits)
{
  Search search = {
    .index = self, .skip = skip, .skip_data = user_data, .n_wanted = get_wanted (n_hits)
  };

  return find (&search, query, HRT_SEARCH_PLAIN, HRT_SEARCH_LOOSE, hits, n_hits);
}

/**
 * hrt_search_index_find_at:
 * @self: an index
 * @question: what is asked, and how hard to look
 * @hits: (array length=n_hits) (out caller-allocates): room for hits
 * @n_hits: how many are wanted
 * @n_of_kind: (out): how many of them, the first ones, are what a word of the query names
 * @is_cut: (out): whether there may be more
 *
 * For who asks several indexes: with one effort at a time, beginning with the least, as long as
 * none of them has found anything. Thousands of hits take a few milliseconds.
 *
 * Returns: how many were found with just that effort, best first
 */
guint
hrt_search_index_find_at (HrtSearchIndex *self,
                          const HrtSearchQuestion *question,
                          HrtSearchHit *hits,
                          guint n_hits,
                          guint *n_of_kind,
                          gboolean *is_cut)
{
  Search search = { .index = self,
                    .skip = question->skip,
                    .skip_data = question->skip_data,
                    .n_wanted = get_wanted (n_hits) };
  guint n = find (&search, question->text, question->effort, question->effort, hits, n_hits);

  *n_of_kind = MIN (search.n_of_kind, n);
  *is_cut = search.n_found == search.n_wanted || search.n_walked >= WALK_MAX;
  return n;
}
