/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The words of the catalogue: exact look-up by hash, prefixes by binary search over the sorted
 * numbering, one-typo neighbours by trying them, substrings of codes by trigrams.
 *
 * While words come in, a term is numbered by arrival; hrt_search_vocabulary_freeze() renumbers
 * alphabetically, so that a prefix is a range of numbers. Neighbours are tried instead of stored: a
 * ten-letter word has about 780 of them, which is 780 hash look-ups, where a stored table would
 * take more memory than the rest of the index (one row per word and deleted letter; product codes
 * and barcodes make millions of words).
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-vocabulary.h"

#include "hrt-search-text.h"

#include <string.h>

#define N_SYMBOLS  37 /* a-z, 0-9 and everything else */
#define N_TRIGRAMS (N_SYMBOLS * N_SYMBOLS * N_SYMBOLS)
/* A substring query looks through the words of its rarest trigram, at most so many. */
#define SUBSTRING_SCAN_MAX 40000

struct _HrtSearchVocabulary
{
  GString *bytes;         /* (owned) the words, NUL-terminated, one after another */
  GArray *starts;         /* (owned) (element-type guint32) by term, into bytes */
  guint32 *slots;         /* (owned) open addressing, term + 1 */
  gsize n_slots;          /* a power of two */
  guint32 *trigram_first; /* (owned) N_TRIGRAMS + 1 entries into trigram_terms */
  guint32 *trigram_terms; /* (owned) terms with a digit in them, ascending within a trigram */
};

/* The sort key keeps most comparisons away from the words themselves. */
typedef struct
{
  guint64 head; /* first eight bytes, big-endian */
  const char *word;
  guint32 term;
} SortEntry;

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";

static guint32
hash_word (const char *word, gsize length)
{
  guint64 hash = 1469598103934665603u; /* FNV-1a, 64 bit */

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 1099511628211u;
  return (guint32) (hash ^ (hash >> 32));
}

/**
 * hrt_search_vocabulary_new:
 *
 * Returns: (transfer full): an empty vocabulary that takes words
 */
HrtSearchVocabulary *
hrt_search_vocabulary_new (void)
{
  HrtSearchVocabulary *self = g_new0 (HrtSearchVocabulary, 1);

  self->bytes = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->n_slots = 1024;
  self->slots = g_new0 (guint32, self->n_slots);
  return self;
}

void
hrt_search_vocabulary_free (HrtSearchVocabulary *self)
{
  g_string_free (self->bytes, TRUE);
  g_array_unref (self->starts);
  g_free (self->slots);
  g_free (self->trigram_first);
  g_free (self->trigram_terms);
  g_free (self);
}

guint32
hrt_search_vocabulary_get_n (HrtSearchVocabulary *self)
{
  return self->starts->len;
}

const char *
hrt_search_vocabulary_get_word (HrtSearchVocabulary *self, guint32 term)
{
  return self->bytes->str + g_array_index (self->starts, guint32, term);
}

/**
 * hrt_search_vocabulary_get_size:
 * @self: a vocabulary
 *
 * Returns: memory it holds, bytes
 */
gsize
hrt_search_vocabulary_get_size (HrtSearchVocabulary *self)
{
  gsize size = self->bytes->allocated_len + self->starts->len * sizeof (guint32);

  size += self->n_slots * sizeof (guint32);
  if (self->trigram_first)
    size += (N_TRIGRAMS + 1 + self->trigram_first[N_TRIGRAMS]) * sizeof (guint32);
  return size;
}

static gboolean
term_is (HrtSearchVocabulary *self, guint32 term, const char *word, gsize length)
{
  const char *own = hrt_search_vocabulary_get_word (self, term);

  return strncmp (own, word, length) == 0 && own[length] == '\0';
}

static gsize
find_slot (HrtSearchVocabulary *self, const char *word, gsize length)
{
  gsize slot = hash_word (word, length) & (self->n_slots - 1);

  while (self->slots[slot] != 0 && !term_is (self, self->slots[slot] - 1, word, length))
    slot = (slot + 1) & (self->n_slots - 1);
  return slot;
}

static void
refill_slots (HrtSearchVocabulary *self)
{
  memset (self->slots, 0, self->n_slots * sizeof (guint32));
  for (guint32 term = 0; term < self->starts->len; term++)
    {
      const char *word = hrt_search_vocabulary_get_word (self, term);
      gsize slot = hash_word (word, strlen (word)) & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = term + 1;
    }
}

/**
 * hrt_search_vocabulary_intern:
 * @self: a vocabulary that is not frozen yet
 * @word: (array length=length): a folded word without NUL
 * @length: bytes, 1..%HRT_SEARCH_WORD_MAX
 *
 * Returns: the word's number for now
 */
guint32
hrt_search_vocabulary_intern (HrtSearchVocabulary *self, const char *word, gsize length)
{
  gsize slot = find_slot (self, word, length);
  guint32 start = self->bytes->len;

  if (self->slots[slot] != 0)
    return self->slots[slot] - 1;
  g_string_append_len (self->bytes, word, length);
  g_string_append_c (self->bytes, '\0');
  g_array_append_val (self->starts, start);
  self->slots[slot] = self->starts->len;
  if (self->starts->len * 2 > self->n_slots)
    {
      self->n_slots *= 2;
      self->slots = g_renew (guint32, self->slots, self->n_slots);
      refill_slots (self);
    }
  return self->starts->len - 1;
}

static guint64
head_of (const char *word)
{
  guint64 head = 0;

  for (guint i = 0; i < 8; i++)
    {
      head = (head << 8) | (guchar) *word;
      if (*word)
        word++;
    }
  return head;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const SortEntry *left = a;
  const SortEntry *right = b;

  if (left->head != right->head)
    return left->head < right->head ? -1 : 1;
  return strcmp (left->word, right->word);
}

static guint
symbol_of (guchar c)
{
  if (c >= 'a' && c <= 'z')
    return c - 'a';
  return c >= '0' && c <= '9' ? 26 + (c - '0') : 36;
}

static guint
trigram_of (const char *p)
{
  return (symbol_of (p[0]) * N_SYMBOLS + symbol_of (p[1])) * N_SYMBOLS + symbol_of (p[2]);
}

/* Only codes are looked for by their middle: model numbers, SKUs, barcodes. */
static gboolean
is_code (const char *word)
{
  return strpbrk (word, "0123456789") != NULL && strlen (word) >= 4;
}

static void
for_each_trigram (HrtSearchVocabulary *self, guint32 *cursor, guint32 *terms)
{
  for (guint32 term = 0; term < self->starts->len; term++)
    {
      const char *word = hrt_search_vocabulary_get_word (self, term);
      gsize length = strlen (word);

      if (!is_code (word))
        continue;
      for (gsize i = 0; i + 3 <= length; i++)
        {
          guint trigram = trigram_of (word + i);

          if (terms == NULL)
            cursor[trigram]++;
          else if (cursor[trigram] == self->trigram_first[trigram] ||
                   terms[cursor[trigram] - 1] != term)
            terms[cursor[trigram]++] = term;
        }
    }
}

/* Two passes: count, then place (a counting sort by trigram). A word that repeats a trigram leaves
 * a gap, filled with HRT_SEARCH_NO_TERM. */
static void
build_trigrams (HrtSearchVocabulary *self)
{
  g_autofree guint32 *cursor = g_new0 (guint32, N_TRIGRAMS);
  guint32 total = 0;

  for_each_trigram (self, cursor, NULL);
  self->trigram_first = g_new (guint32, N_TRIGRAMS + 1);
  for (guint i = 0; i < N_TRIGRAMS; i++)
    {
      self->trigram_first[i] = total;
      total += cursor[i];
      cursor[i] = self->trigram_first[i];
    }
  self->trigram_first[N_TRIGRAMS] = total;
  self->trigram_terms = g_new (guint32, total + 1);
  memset (self->trigram_terms, 0xff, (total + 1) * sizeof (guint32));
  for_each_trigram (self, cursor, self->trigram_terms);
}

/**
 * hrt_search_vocabulary_freeze:
 * @self: a vocabulary
 *
 * Renumbers the words alphabetically and builds the substring lists. No word can be added any more.
 *
 * Returns: (transfer full) (array): by old number, the new one
 */
guint32 *
hrt_search_vocabulary_freeze (HrtSearchVocabulary *self)
{
  guint32 n = self->starts->len;
  SortEntry *entries = g_new (SortEntry, n + 1);
  guint32 *renumbered = g_new (guint32, n + 1);
  g_autoptr (GArray) starts = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint32 i = 0; i < n; i++)
    {
      const char *word = hrt_search_vocabulary_get_word (self, i);

      entries[i] = (SortEntry){ .head = head_of (word), .word = word, .term = i };
    }
  qsort (entries, n, sizeof *entries, compare_entries);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 start = entries[i].word - self->bytes->str;

      renumbered[entries[i].term] = i;
      g_array_append_val (starts, start);
    }
  g_free (entries);
  g_array_unref (self->starts);
  self->starts = g_steal_pointer (&starts);
  refill_slots (self);
  build_trigrams (self);
  return renumbered;
}

/**
 * hrt_search_vocabulary_find:
 * @self: a frozen vocabulary
 * @word: (array length=length): a folded word
 * @length: bytes
 *
 * Returns: its number, or %HRT_SEARCH_NO_TERM
 */
guint32
hrt_search_vocabulary_find (HrtSearchVocabulary *self, const char *word, gsize length)
{
  guint32 entry = self->slots[find_slot (self, word, length)];

  return entry == 0 ? HRT_SEARCH_NO_TERM : entry - 1;
}

/* The first term that is not below @prefix, or not below everything that begins with it (@after).
 */
static guint32
lower_bound (HrtSearchVocabulary *self, const char *prefix, gsize length, gboolean after)
{
  guint32 low = 0;
  guint32 high = self->starts->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int order = strncmp (hrt_search_vocabulary_get_word (self, middle), prefix, length);

      if (order < 0 || (after && order == 0))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * hrt_search_vocabulary_find_prefix:
 * @self: a frozen vocabulary
 * @prefix: (array length=length): the beginning of a word
 * @length: bytes
 *
 * Returns: the words that begin so; empty (first == last) when there are none
 */
HrtSearchRange
hrt_search_vocabulary_find_prefix (HrtSearchVocabulary *self, const char *prefix, gsize length)
{
  HrtSearchRange range;

  range.first = lower_bound (self, prefix, length, FALSE);
  range.last = range.first;
  if (range.first < self->starts->len &&
      strncmp (hrt_search_vocabulary_get_word (self, range.first), prefix, length) == 0)
    range.last = lower_bound (self, prefix, length, TRUE);
  return range;
}

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
 * hrt_search_vocabulary_find_typos:
 * @self: a frozen vocabulary
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
hrt_search_vocabulary_find_typos (HrtSearchVocabulary *self,
                                  const char *word,
                                  gsize length,
                                  gboolean as_prefix,
                                  HrtSearchRange *found,
                                  guint n_found)
{
  TypoSearch search = { self, as_prefix, found, 0, n_found };

  if (length > HRT_SEARCH_WORD_MAX)
    return 0;
  try_deletions_and_swaps (&search, word, length);
  try_substitutions_and_insertions (&search, word, length);
  return search.n;
}

static guint
rarest_trigram (HrtSearchVocabulary *self, const char *part, gsize length)
{
  guint best = trigram_of (part);

  for (gsize i = 1; i + 3 <= length; i++)
    {
      guint next = trigram_of (part + i);

      if (self->trigram_first[next + 1] - self->trigram_first[next] <
          self->trigram_first[best + 1] - self->trigram_first[best])
        best = next;
    }
  return best;
}

/**
 * hrt_search_vocabulary_find_substring:
 * @self: a frozen vocabulary
 * @part: (array length=length): the middle of a code
 * @length: bytes; fewer than 3 find nothing
 * @found: (array length=n_found) (out caller-allocates): room for ranges
 * @n_found: how much room
 *
 * Returns: how many codes that contain @part were found
 */
guint
hrt_search_vocabulary_find_substring (
    HrtSearchVocabulary *self, const char *part, gsize length, HrtSearchRange *found, guint n_found)
{
  char needle[HRT_SEARCH_WORD_MAX + 1];
  guint n = 0;
  guint trigram;
  guint32 end;

  if (length < 3 || length > HRT_SEARCH_WORD_MAX)
    return 0;
  memcpy (needle, part, length);
  needle[length] = '\0';
  trigram = rarest_trigram (self, part, length);
  end = MIN (self->trigram_first[trigram + 1], self->trigram_first[trigram] + SUBSTRING_SCAN_MAX);
  for (guint32 i = self->trigram_first[trigram]; i < end && n < n_found; i++)
    {
      guint32 term = self->trigram_terms[i];

      if (term != HRT_SEARCH_NO_TERM &&
          strstr (hrt_search_vocabulary_get_word (self, term), needle) != NULL)
        found[n++] = (HrtSearchRange){ term, term + 1 };
    }
  return n;
}
