/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Words with one typo in them. Neighbours are tried instead of stored: a ten-letter word has about
 * 780 of them, which is 780 hash look-ups, where a stored table would take more memory than the
 * rest of the index (one row per word and deleted letter; product codes and barcodes make millions
 * of words).
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-typos.h"

#include "hrt-search-text.h"

#include <string.h>

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";

typedef struct
{
  HrtSearchVocabulary *vocabulary;
  gboolean as_prefix;
  HrtSearchRange *found;
  guint n;
  guint max;
} TypoSearch;

static void
try_neighbour (TypoSearch *search, const char *word, gsize length)
{
  HrtSearchRange range;

  if (search->n == search->max || length == 0)
    return;
  if (search->as_prefix)
    range = hrt_search_vocabulary_find_prefix (search->vocabulary, word, length);
  else
    {
      range.first = hrt_search_vocabulary_find (search->vocabulary, word, length);
      range.last = range.first == HRT_SEARCH_NO_TERM ? range.first : range.first + 1;
    }
  if (range.first == range.last)
    return;
  for (guint i = 0; i < search->n; i++)
    if (search->found[i].first == range.first)
      return;
  search->found[search->n++] = range;
}

static void
try_deletions_and_swaps (TypoSearch *search, const char *word, gsize length)
{
  char buffer[HRT_SEARCH_WORD_MAX + 2];

  for (gsize i = 0; i < length; i++)
    {
      memcpy (buffer, word, i);
      memcpy (buffer + i, word + i + 1, length - i - 1);
      try_neighbour (search, buffer, length - 1);
    }
  memcpy (buffer, word, length);
  for (gsize i = 0; i + 1 < length; i++)
    if (word[i] != word[i + 1])
      {
        buffer[i] = word[i + 1];
        buffer[i + 1] = word[i];
        try_neighbour (search, buffer, length);
        buffer[i] = word[i];
        buffer[i + 1] = word[i + 1];
      }
}

static void
try_substitutions_and_insertions (TypoSearch *search, const char *word, gsize length)
{
  char buffer[HRT_SEARCH_WORD_MAX + 2];

  memcpy (buffer, word, length);
  for (gsize i = 0; i < length; i++)
    {
      for (guint k = 0; k < sizeof alphabet - 1; k++)
        if (alphabet[k] != word[i])
          {
            buffer[i] = alphabet[k];
            try_neighbour (search, buffer, length);
          }
      buffer[i] = word[i];
    }
  for (gsize i = 0; i <= length; i++)
    {
      memcpy (buffer, word, i);
      memcpy (buffer + i + 1, word + i, length - i);
      for (guint k = 0; k < sizeof alphabet - 1; k++)
        {
          buffer[i] = alphabet[k];
          try_neighbour (search, buffer, length + 1);
        }
    }
}

/**
 * hrt_search_typos_find:
 * @vocabulary: a frozen vocabulary
 * @word: (array length=length): a folded word
 * @length: bytes
 * @as_prefix: also take words that only begin like a neighbour (slower)
 * @found: (array length=n_found) (out caller-allocates): room for ranges
 * @n_found: how much room
 *
 * Words at Damerau-Levenshtein distance 1: a letter left out, too many, wrong, or two swapped.
 *
 * Returns: how many ranges were found
 */
guint
hrt_search_typos_find (HrtSearchVocabulary *vocabulary,
                       const char *word,
                       gsize length,
                       gboolean as_prefix,
                       HrtSearchRange *found,
                       guint n_found)
{
  TypoSearch search = { vocabulary, as_prefix, found, 0, n_found };

  if (length > HRT_SEARCH_WORD_MAX)
    return 0;
  try_deletions_and_swaps (&search, word, length);
  try_substitutions_and_insertions (&search, word, length);
  return search.n;
}
