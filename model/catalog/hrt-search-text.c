/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Folding, cutting and the shop's synonyms for the search index.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-text.h"

#include <string.h>

/* Shorter words are abbreviations and parts of codes. */
#define MIN_PLURAL_LENGTH 3

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

/* The group a word belongs to, itself included. */
static const char *const *
find_synonyms (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (synonym_groups); i++)
    if (group_has (synonym_groups[i], word, length))
      return synonym_groups[i];
  return NULL;
}

/* One and many of it, as English makes them: "bass", "basss" (nobody has that word), "basses". */
static void
give_both_numbers (const char *word, gsize length, HrtSearchWordFunc func, gpointer user_data)
{
  char many[HRT_SEARCH_WORD_MAX + 2];

  func (word, length, user_data);
  if (length < MIN_PLURAL_LENGTH || length + 2 > HRT_SEARCH_WORD_MAX ||
      !g_ascii_isalpha (word[length - 1]))
    return;
  memcpy (many, word, length);
  memcpy (many + length, "es", 2);
  func (many, length + 2, user_data);
  many[length] = 's';
  func (many, length + 1, user_data);
}

/**
 * hrt_search_list_forms:
 * @word: a folded word
 * @length: its length in bytes
 * @func: called for each form, @word first; some come twice, and some no language has
 * @user_data: for @func
 *
 * What counts as the same whole word: one and many of it, and what the trade calls the same, in
 * either language.
 */
void
hrt_search_list_forms (const char *word, gsize length, HrtSearchWordFunc func, gpointer user_data)
{
  const char *const *synonyms = NULL;

  for (gsize cut = 0; cut <= 2 && cut + MIN_PLURAL_LENGTH <= length; cut++)
    {
      if (cut > 0 && memcmp (word + length - cut, "es" + 2 - cut, cut) != 0)
        break;
      give_both_numbers (word, length - cut, func, user_data);
      synonyms = synonyms != NULL ? synonyms : find_synonyms (word, length - cut);
    }
  if (length < MIN_PLURAL_LENGTH)
    func (word, length, user_data);
  for (guint i = 0; synonyms && synonyms[i]; i++)
    give_both_numbers (synonyms[i], strlen (synonyms[i]), func, user_data);
}
