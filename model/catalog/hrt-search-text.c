/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Folding, cutting and the shop's synonyms for the search index.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-text.h"

#include <string.h>

/* Words that customers and labels use for the same thing. Every line is one group. */
static const char *const synonym_groups[][6] = {
  { "gitar", "guitar" },
  { "bas", "bass" },
  { "mik", "mic", "mikrofon", "microphone" },
  { "senar", "string", "strings" },
  { "stik", "stick", "sticks", "drumstick", "drumsticks" },
  { "drum", "drums" },
  { "kibor", "keyboard" },
  { "ampli", "amplifier", "amp" },
  { "spiker", "speaker" },
  { "kabel", "cable" },
  { "efek", "effect", "effects" },
  { "biola", "violin" },
  { "simbal", "cymbal" },
  { "kidal", "lefthanded", "lefty" },
  { "pik", "pick", "plektrum", "plectrum" },
  { "headphone", "headphones", "headset" },
  { "kapo", "capo" },
  { "saksofon", "saxophone", "sax" },
  { "suling", "recorder" },
  { "tas", "gigbag", "softcase" },
  { "akustik", "acoustic" },
  { "elektrik", "electric", "listrik" },
  { "klasik", "classic", "classical" },
  { "metronom", "metronome" },
  { "tali", "strap" },
};

/* ASCII lower case in place of a locale: codes and brands fold alike everywhere. */
static char *
fold_ascii (const char *text)
{
  return g_ascii_strdown (text, -1);
}

/**
 * hrt_search_fold:
 * @text: anything, also broken UTF-8
 *
 * Lower case, accents off, full-width forms narrowed, so that "Café" is found as "cafe".
 *
 * Returns: (transfer full): the folded text, valid UTF-8
 */
char *
hrt_search_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  GString *folded;

  if (g_str_is_ascii (text))
    return fold_ascii (text);
  valid = g_utf8_make_valid (text, -1);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_string_sized_new (strlen (decomposed));
  for (const char *p = decomposed; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free (folded, FALSE);
}

static gboolean
is_word_byte (guchar c)
{
  return g_ascii_isalnum (c) || c >= 0x80;
}

/* Cuts on a character boundary, so that a word stays valid UTF-8. */
static gsize
cut_word (const char *word, gsize length)
{
  if (length <= HRT_SEARCH_WORD_MAX)
    return length;
  length = HRT_SEARCH_WORD_MAX;
  while (length > 0 && ((guchar) word[length] & 0xc0) == 0x80)
    length--;
  return length;
}

/* "PSR-E373" gives psr, e373 and psre373: people type codes with and without their dashes. */
static void
split_chunk (const char *chunk, gsize length, HrtSearchWordFunc func, gpointer user_data)
{
  char joined[HRT_SEARCH_WORD_MAX + 1];
  gsize n_joined = 0;
  guint n_parts = 0;

  for (gsize i = 0; i < length;)
    {
      gsize start;

      while (i < length && !is_word_byte (chunk[i]))
        i++;
      start = i;
      while (i < length && is_word_byte (chunk[i]))
        i++;
      if (i == start)
        continue;
      n_parts++;
      func (chunk + start, cut_word (chunk + start, i - start), user_data);
      for (gsize k = start; k < i && n_joined < HRT_SEARCH_WORD_MAX; k++)
        joined[n_joined++] = chunk[k];
    }
  if (n_parts > 1)
    func (joined, cut_word (joined, n_joined), user_data);
}

/**
 * hrt_search_split:
 * @folded: text from hrt_search_fold()
 * @func: called for each word; the word is not NUL-terminated
 * @user_data: for @func
 *
 * Words are runs of letters and digits; a chunk joined by punctuation also counts as one word.
 */
void
hrt_search_split (const char *folded, HrtSearchWordFunc func, gpointer user_data)
{
  const char *p = folded;

  while (*p)
    {
      gsize length = strcspn (p, " \t\r\n");

      if (length > 0)
        split_chunk (p, length, func, user_data);
      p += length;
      p += strspn (p, " \t\r\n");
    }
}

static gboolean
group_has (const char *const *group, const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (synonym_groups[0]) && group[i]; i++)
    if (strlen (group[i]) == length && memcmp (group[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hrt_search_synonyms:
 * @word: a folded word
 * @length: its length in bytes
 *
 * Returns: (nullable) (array zero-terminated=1) (transfer none): the group @word belongs to, @word
 * included
 */
const char *const *
hrt_search_synonyms (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (synonym_groups); i++)
    if (group_has (synonym_groups[i], word, length))
      return synonym_groups[i];
  return NULL;
}
