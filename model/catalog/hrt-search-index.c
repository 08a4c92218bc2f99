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

#include "hrt-search-index-private.h"
#include "hrt-search-text.h"
#include "hrt-search-typos.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 8
/* A beginning shorter than this names no kind yet. */
#define MIN_KIND_LENGTH 3
#define MAX_RANGES      96
/* So many are collected before the better matches among them are put in front. */
#define MAX_COLLECTED 160
/* A set with at most so many postings is gathered and sorted; a larger one is met by walking
 * documents. */
#define GATHER_MAX 24576
/* The walk gives up after so many documents that did not match: a bound on what a hostile query can
 * cost. */
#define WALK_MAX 60000

typedef struct
{
  char text[HRT_SEARCH_WORD_MAX + 1];
  gsize length;
  guint32 exact; /* the word itself, or HRT_SEARCH_NO_TERM */
  HrtSearchRange ranges[MAX_RANGES];
  guint n_ranges;
  guint64 n_postings;
} QueryWord;

typedef struct
{
  QueryWord words[MAX_WORDS];
  guint n_words;
} Query;

typedef struct
{
  HrtSearchIndex *index;
  Query *query;
  HrtSearchSkipFunc skip;
  gpointer skip_data;
  guint32 found[MAX_COLLECTED];
  guint n_found;
  guint n_of_kind; /* the first of those found: they are what a word of the query names */
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

static void
add_range (HrtSearchIndex *self, QueryWord *word, HrtSearchRange range)
{
  if (range.first == range.last || word->n_ranges == MAX_RANGES)
    return;
  for (guint i = 0; i < word->n_ranges; i++)
    if (word->ranges[i].first <= range.first && range.last <= word->ranges[i].last)
      return;
  word->ranges[word->n_ranges++] = range;
  word->n_postings += self->posting_first[range.last] - self->posting_first[range.first];
}

static void
add_term (HrtSearchIndex *self, QueryWord *word, guint32 term)
{
  if (term != HRT_SEARCH_NO_TERM)
    add_range (self, word, (HrtSearchRange){ term, term + 1 });
}

/* The word as it stands: a beginning (the whole word is one too), or what the trade calls the same.
 */
static void
expand_plain (HrtSearchIndex *self, QueryWord *word)
{
  const char *const *synonyms = hrt_search_synonyms (word->text, word->length);

  word->exact = hrt_search_vocabulary_find (self->vocabulary, word->text, word->length);
  add_range (self, word,
             hrt_search_vocabulary_find_prefix (self->vocabulary, word->text, word->length));
  for (guint i = 0; synonyms && synonyms[i]; i++)
    add_term (self, word,
              hrt_search_vocabulary_find (self->vocabulary, synonyms[i], strlen (synonyms[i])));
}

/* One typo, or the middle of a code; only when both find nothing, a typo in the beginning of a
 * longer word. */
static void
expand_widely (HrtSearchIndex *self, QueryWord *word)
{
  HrtSearchRange found[MAX_RANGES];
  guint n = 0;

  if (word->length >= 3)
    n = hrt_search_vocabulary_find_substring (self->vocabulary, word->text, word->length, found,
                                              MAX_RANGES / 2);
  if (word->length >= 3)
    n += hrt_search_typos_find (self->vocabulary, word->text, word->length, FALSE, found + n,
                                MAX_RANGES - n);
  if (n == 0 && word->length >= 5 && word->n_ranges == 0)
    n = hrt_search_typos_find (self->vocabulary, word->text, word->length, TRUE, found, MAX_RANGES);
  for (guint i = 0; i < n; i++)
    add_range (self, word, found[i]);
}

static void
add_query_word (const char *text, gsize length, gpointer user_data)
{
  Query *query = user_data;
  QueryWord *word;

  if (query->n_words == MAX_WORDS)
    return;
  for (guint i = 0; i < query->n_words; i++)
    if (query->words[i].length == length && memcmp (query->words[i].text, text, length) == 0)
      return;
  word = &query->words[query->n_words++];
  memcpy (word->text, text, length);
  word->text[length] = '\0';
  word->length = length;
  word->exact = HRT_SEARCH_NO_TERM;
  word->n_ranges = 0;
  word->n_postings = 0;
}

/* "F-310" was cut into f, 310 and f310. The joined form, when the catalogue knows it, stands for
 * its parts. */
static void
add_query_chunk (HrtSearchIndex *index, Query *query, const char *chunk)
{
  Query parts = { .n_words = 0 };
  QueryWord *joined;
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

static void
parse_query (HrtSearchIndex *self, Query *query, const char *text)
{
  g_autofree char *bounded = g_strndup (text, 256);
  g_autofree char *folded = hrt_search_fold (bounded);
  g_auto (GStrv) chunks = g_strsplit_set (folded, " \t\r\n", 2 * MAX_WORDS);

  query->n_words = 0;
  for (guint i = 0; chunks[i]; i++)
    add_query_chunk (self, query, chunks[i]);
  for (guint i = 0; i < query->n_words; i++)
    expand_plain (self, &query->words[i]);
}

static gboolean
document_has (HrtSearchIndex *self, guint32 document, const QueryWord *word)
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
visit (Search *search, guint32 document, const QueryWord *driver)
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
walk_gathered (Search *search, const QueryWord *driver)
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
is_one_term (const QueryWord *word)
{
  return word->n_ranges == 1 && word->ranges[0].last == word->ranges[0].first + 1;
}

/* A large set: one term's postings are in rank order already; anything else is met document by
 * document. */
static void
walk_in_place (Search *search, const QueryWord *driver)
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
  const QueryWord *driver = NULL;

  search->n_walked = 0;
  for (guint i = 0; i < search->query->n_words; i++)
    {
      const QueryWord *word = &search->query->words[i];

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
add_kind (HrtSearchIndex *self, QueryWord *word, const char *text, gsize length)
{
  char marked[HRT_SEARCH_WORD_MAX + 1] = { HRT_SEARCH_KIND_MARK };

  length = MIN (length, HRT_SEARCH_WORD_MAX - 1);
  memcpy (marked + 1, text, length);
  add_range (self, word, hrt_search_vocabulary_find_prefix (self->vocabulary, marked, length + 1));
}

/* The word as the name of a kind, whole or begun, in either language. */
static void
expand_kind (HrtSearchIndex *self, QueryWord *word)
{
  const char *const *synonyms = hrt_search_synonyms (word->text, word->length);

  word->n_ranges = 0;
  word->n_postings = 0;
  if (word->length >= MIN_KIND_LENGTH)
    add_kind (self, word, word->text, word->length);
  for (guint i = 0; synonyms && synonyms[i]; i++)
    add_kind (self, word, synonyms[i], strlen (synonyms[i]));
}

/* "gitar yamaha" asks for guitars: what is one comes first, then what only has the words. */
static void
run_kinds (Search *search)
{
  Query *query = search->query;
  g_autofree Query *as_kind = g_new (Query, 1);

  for (guint i = 0; i < query->n_words && search->n_found < search->n_wanted; i++)
    {
      *as_kind = *query;
      expand_kind (search->index, &as_kind->words[i]);
      search->query = as_kind;
      run (search);
    }
  search->query = query;
  search->n_of_kind = search->n_found;
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
        expand_widely (search->index, &search->query->words[i]);
      }
  run (search);
  if (search->n_found > 0 && n_empty > 0)
    return;
  for (guint i = 0; i < search->query->n_words; i++)
    if (n_empty == 0 || search->query->words[i].n_ranges > 0)
      expand_widely (search->index, &search->query->words[i]);
  run (search);
}

/* Without the word at @left_out; the query is as it was afterwards. */
static void
run_without (Search *search, guint left_out)
{
  Query *query = search->query;
  Query *rest = g_new (Query, 1);

  rest->n_words = 0;
  for (guint i = 0; i < query->n_words; i++)
    if (i != left_out)
      rest->words[rest->n_words++] = query->words[i];
  search->query = rest;
  run (search);
  search->query = query;
  g_free (rest);
}

/* The commonest first: of "senar gitar" it is senar that says what is wanted. */
static int
compare_commonness (gconstpointer a, gconstpointer b)
{
  const QueryWord *left = a, *right = b;

  return left->n_postings > right->n_postings ? -1 : left->n_postings < right->n_postings;
}

/* A shop answers "merk gitar yang tidak ada" with the guitars: first the words nobody knows are
 * left out, then one that does not go with the others. */
static void
leave_words_out (Search *search)
{
  Query *query = search->query;
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
      run (search);
    }
  qsort (query->words, query->n_words, sizeof *query->words, compare_commonness);
  for (guint i = 0; query->n_words > 1 && i < query->n_words && search->n_found == 0; i++)
    run_without (search, i);
}

static guint
score (Search *search, guint32 document)
{
  HrtSearchIndex *index = search->index;
  guint points = 0;

  for (guint i = 0; i < search->query->n_words; i++)
    for (guint32 k = index->forward_first[document]; k < index->forward_first[document + 1]; k++)
      points += index->forward_terms[k] == search->query->words[i].exact;
  return points;
}

static guint
score_at (Search *search, guint place)
{
  guint points = score (search, search->found[place]);

  return place < search->n_of_kind ? MAX_WORDS + 1 + points : points;
}

/* What is of the kind, then whole words before beginnings; within the same score the rank decides
 * (stable). */
static guint
pick_best (Search *search, HrtSearchHit *hits, guint n_hits)
{
  guint n = 0;

  for (int points = 2 * MAX_WORDS + 1; points >= 0 && n < n_hits; points--)
    for (guint i = 0; i < search->n_found && n < n_hits; i++)
      if (score_at (search, i) == (guint) points)
        hits[n++] = search->index->documents[search->found[i]];
  return n;
}

/**
 * hrt_search_index_find:
 * @self: an index
 * @query: what was typed; any bytes, only the first 256 count
 * @skip: (nullable) (scope call): says which documents are not to be found
 * @user_data: for @skip
 * @hits: (array length=n_hits) (out caller-allocates): room for hits
 * @n_hits: how many are wanted, at most 160
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
  g_autofree Query *parsed = g_new (Query, 1);
  Search search = { .index = self, .query = parsed, .skip = skip, .skip_data = user_data };

  n_hits = MIN (n_hits, MAX_COLLECTED);
  parse_query (self, parsed, query);
  if (parsed->n_words == 0 || n_hits == 0)
    return 0;
  search.n_wanted = MIN (n_hits * 4, MAX_COLLECTED);
  run_kinds (&search);
  if (search.n_found < search.n_wanted)
    run (&search);
  if (search.n_found == 0)
    widen (&search);
  if (search.n_found == 0)
    leave_words_out (&search);
  return pick_best (&search, hits, n_hits);
}
