/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The words of the catalogue: exact look-up by hash, prefixes by binary search over the sorted
 * numbering, substrings of codes by trigrams.
 *
 * While words come in, a term is numbered by arrival; hrt_search_vocabulary_freeze() renumbers
 * alphabetically, so that a prefix is a range of numbers, and lays the words down in that order, so
 * that what is scanned together lies together.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-vocabulary.h"

#include "hrt-search-text.h"
#include "model/base/hrt-large-memory.h"

#include <string.h>

#define N_SYMBOLS  37 /* a-z, 0-9 and everything else */
#define N_TRIGRAMS (N_SYMBOLS * N_SYMBOLS * N_SYMBOLS)
/* A substring query looks through the words of its rarest trigram, at most so many. */
#define SUBSTRING_SCAN_MAX 40000

/* What a slot of the hash table knows of its word: most strangers are turned away without a look at
 * the word itself. */
typedef struct
{
  guint32 hash;
  guint32 entry; /* term + 1; 0 when free */
} Slot;

struct _HrtSearchVocabulary
{
  char *words;   /* (owned) NUL-terminated, one after another; once frozen, alphabetically */
  gsize n_bytes; /* used of words */
  gsize max_bytes;
  guint32 *starts; /* (owned) by term, into words */
  guint32 n_terms;
  guint32 max_terms;
  Slot *slots;            /* (owned) open addressing */
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

  self->max_bytes = 8192;
  self->words = g_new (char, self->max_bytes);
  self->max_terms = 512;
  self->starts = g_new (guint32, self->max_terms);
  self->n_slots = 1024;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
hrt_search_vocabulary_free (HrtSearchVocabulary *self)
{
  g_free (self->words);
  g_free (self->starts);
  g_free (self->slots);
  g_free (self->trigram_first);
  g_free (self->trigram_terms);
  g_free (self);
}

guint32
hrt_search_vocabulary_get_n (HrtSearchVocabulary *self)
{
  return self->n_terms;
}

const char *
hrt_search_vocabulary_get_word (HrtSearchVocabulary *self, guint32 term)
{
  return self->words + self->starts[term];
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
  gsize size = self->max_bytes + self->max_terms * sizeof (guint32);

  size += self->n_slots * sizeof (Slot);
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

static Slot *
find_slot (HrtSearchVocabulary *self, guint32 hash, const char *word, gsize length)
{
  gsize at = hash & (self->n_slots - 1);

  while (self->slots[at].entry != 0 &&
         (self->slots[at].hash != hash || !term_is (self, self->slots[at].entry - 1, word, length)))
    at = (at + 1) & (self->n_slots - 1);
  return &self->slots[at];
}

static void
put_in_free_slot (HrtSearchVocabulary *self, Slot slot)
{
  gsize at = slot.hash & (self->n_slots - 1);

  while (self->slots[at].entry != 0)
    at = (at + 1) & (self->n_slots - 1);
  self->slots[at] = slot;
}

/* The same entries in a table of @n_slots, with other term numbers when @renumbered is given. */
static void
move_slots (HrtSearchVocabulary *self, gsize n_slots, const guint32 *renumbered)
{
  g_autofree Slot *old = g_steal_pointer (&self->slots);
  gsize n_old = self->n_slots;

  self->n_slots = n_slots;
  self->slots = hrt_large_array_new (Slot, n_slots);
  memset (self->slots, 0, n_slots * sizeof (Slot));
  for (gsize i = 0; i < n_old; i++)
    {
      Slot slot = old[i];

      if (slot.entry == 0)
        continue;
      if (renumbered != NULL)
        slot.entry = renumbered[slot.entry - 1] + 1;
      put_in_free_slot (self, slot);
    }
}

static guint32
append_word (HrtSearchVocabulary *self, const char *word, gsize length)
{
  if (self->n_terms == self->max_terms)
    {
      self->max_terms *= 2;
      self->starts = g_renew (guint32, self->starts, self->max_terms);
    }
  if (self->n_bytes + length + 1 > self->max_bytes)
    {
      self->max_bytes *= 2; /* a word is shorter than the room there is at the beginning */
      self->words = g_renew (char, self->words, self->max_bytes);
    }
  self->starts[self->n_terms] = self->n_bytes;
  memcpy (self->words + self->n_bytes, word, length);
  self->words[self->n_bytes + length] = '\0';
  self->n_bytes += length + 1;
  return self->n_terms++;
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
  guint32 hash = hash_word (word, length);
  Slot *slot = find_slot (self, hash, word, length);
  guint32 term;

  if (slot->entry != 0)
    return slot->entry - 1;
  term = append_word (self, word, length);
  *slot = (Slot){ .hash = hash, .entry = term + 1 };
  if ((gsize) self->n_terms * 2 > self->n_slots)
    move_slots (self, self->n_slots * 2, NULL);
  return term;
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
  for (guint32 term = 0; term < self->n_terms; term++)
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
  self->trigram_terms = hrt_large_array_new (guint32, total + 1);
  memset (self->trigram_terms, 0xff, (total + 1) * sizeof (guint32));
  for_each_trigram (self, cursor, self->trigram_terms);
}

static SortEntry *
sort_words (HrtSearchVocabulary *self)
{
  SortEntry *entries = hrt_large_array_new (SortEntry, self->n_terms + 1);

  for (guint32 i = 0; i < self->n_terms; i++)
    {
      const char *word = hrt_search_vocabulary_get_word (self, i);

      entries[i] = (SortEntry){ .head = head_of (word), .word = word, .term = i };
    }
  qsort (entries, self->n_terms, sizeof *entries, compare_entries);
  return entries;
}

/**
 * hrt_search_vocabulary_freeze:
 * @self: a vocabulary
 *
 * Renumbers the words alphabetically, lays them down in that order (neighbours in number are
 * neighbours in memory) and builds the substring lists. No word can be added any more.
 *
 * Returns: (transfer full) (array): by old number, the new one
 */
guint32 *
hrt_search_vocabulary_freeze (HrtSearchVocabulary *self)
{
  g_autofree SortEntry *entries = sort_words (self);
  g_autofree char *old_words = g_steal_pointer (&self->words);
  guint32 *renumbered = hrt_large_array_new (guint32, self->n_terms + 1);
  guint32 n = self->n_terms;

  g_free (self->starts);
  self->max_terms = n;
  self->starts = hrt_large_array_new (guint32, n + 1);
  self->max_bytes = self->n_bytes;
  self->words = hrt_large_array_new (char, self->max_bytes + 1);
  self->n_terms = 0;
  self->n_bytes = 0;
  for (guint32 i = 0; i < n; i++)
    renumbered[entries[i].term] = append_word (self, entries[i].word, strlen (entries[i].word));
  move_slots (self, self->n_slots, renumbered);
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
  guint32 entry = find_slot (self, hash_word (word, length), word, length)->entry;

  return entry == 0 ? HRT_SEARCH_NO_TERM : entry - 1;
}

/* The first term that is not below @prefix, or not below everything that begins with it (@after).
 */
static guint32
lower_bound (HrtSearchVocabulary *self, const char *prefix, gsize length, gboolean after)
{
  guint32 low = 0;
  guint32 high = self->n_terms;

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
  if (range.first < self->n_terms &&
      strncmp (hrt_search_vocabulary_get_word (self, range.first), prefix, length) == 0)
    range.last = lower_bound (self, prefix, length, TRUE);
  return range;
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
