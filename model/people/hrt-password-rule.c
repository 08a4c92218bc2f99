/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a password must be: long enough, and nothing that is tried first.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-password.h"

#include <string.h>

#include "hrt-people-resources.h"

#define LIST_PATH "/store/hurtrockmusic/people/common-passwords.txt"

#define OWN_WORD_MIN_CHARS   3 /* shorter ones are in every password */
#define OWN_REST_MIN_LETTERS 4

/* Read once, never freed: a set of 3700 short words. */
static GHashTable *
get_common (void)
{
  static gsize ready;
  static GHashTable *common;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) bytes =
          g_resource_lookup_data (hrt_people_get_resource (), LIST_PATH, 0, NULL);
      g_auto (GStrv) words = NULL;

      common = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (bytes != NULL)
        words = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
      for (guint i = 0; words != NULL && words[i] != NULL; i++)
        g_hash_table_add (common, g_strdup (words[i]));
      g_once_init_leave (&ready, 1);
    }
  return common;
}

static gboolean
is_sign (char c)
{
  return g_ascii_isdigit (c) || g_ascii_ispunct (c) || c == ' ';
}

/* Whoever must put digits or a sign somewhere puts them around the word, or writes 0 for o. @one
 * is the letter that 1 stands for, "l" or "i". */
static char *
dup_core (const char *lower, char one)
{
  static const char from[] = "03457@$!1";
  const char to[] = { 'o', 'e', 'a', 's', 't', 'a', 's', 'i', one };
  const char *start = lower;
  g_autofree char *core = NULL;
  char *end;

  while (is_sign (*start) && strchr ("@$", *start) == NULL)
    start++;
  core = g_strdup (start);
  end = core + strlen (core);
  while (end > core && is_sign (end[-1]))
    *--end = '\0';
  for (char *p = core; *p != '\0'; p++)
    {
      const char *found = strchr (from, *p);

      if (found != NULL)
        *p = to[found - from];
    }
  return g_steal_pointer (&core);
}

/* As it is listed, also with something between its letters, or the same word twice. */
static gboolean
is_common (const char *core)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  gsize half;

  for (const char *p = core; *p != '\0'; p++)
    if (!g_ascii_ispunct (*p) && *p != ' ')
      g_string_append_c (letters, *p);
  if (g_hash_table_contains (get_common (), core) ||
      g_hash_table_contains (get_common (), letters->str))
    return TRUE;
  half = letters->len / 2;
  if (letters->len % 2 != 0 || memcmp (letters->str, letters->str + half, half) != 0)
    return FALSE;
  g_string_truncate (letters, half);
  return g_hash_table_contains (get_common (), letters->str);
}

static gboolean
is_monotonous (const char *text)
{
  g_autoptr (GHashTable) different = g_hash_table_new (NULL, NULL);
  gboolean only_digits = TRUE;
  guint n = 0, n_steps = 0;
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_hash_table_add (different, GUINT_TO_POINTER (c));
      n_steps += n++ > 0 && c + 1 >= before && c <= before + 1;
      before = c;
      only_digits = only_digits && g_ascii_isdigit (*p);
    }
  /* Three signs in four follow their neighbour or repeat it: "abcdefghij", "zyxwvuts12". */
  return only_digits || g_hash_table_size (different) < 5 || n_steps * 4 >= n * 3;
}

/* --- what the person and the shop are called --- */

static int
compare_length (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;

  return (int) strlen (other) - (int) strlen (one);
}

static void
add_words (GPtrArray *words, const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  const char *start = lower;
  const char *p = lower;

  while (TRUE)
    {
      if (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      if (g_utf8_strlen (start, p - start) >= OWN_WORD_MIN_CHARS)
        g_ptr_array_add (words, g_strndup (start, (gsize) (p - start)));
      if (*p == '\0')
        return;
      p = g_utf8_next_char (p);
      start = p;
    }
}

/* Returns: (transfer full): each name as a whole and each of its words, the longest first */
static GPtrArray *
list_words (const char *const *own_words)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; own_words != NULL && own_words[i] != NULL; i++)
    {
      if (!g_utf8_validate (own_words[i], -1, NULL))
        continue;
      if (g_utf8_strlen (own_words[i], -1) >= OWN_WORD_MIN_CHARS)
        g_ptr_array_add (words, g_utf8_strdown (own_words[i], -1));
      add_words (words, own_words[i]);
    }
  g_ptr_array_sort (words, compare_length);
  return words;
}

static guint
count_letters (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_isalpha (g_utf8_get_char (p));
  return n;
}

/* Without the own words there is next to nothing, or again what everybody tries. */
static gboolean
is_made_of (const char *text, const GPtrArray *words)
{
  g_autoptr (GString) rest = g_string_new (text);
  g_autofree char *core = NULL;
  guint n_found = 0;

  for (guint i = 0; i < words->len; i++)
    n_found += g_string_replace (rest, g_ptr_array_index (words, i), " ", 0);
  if (n_found == 0)
    return FALSE;
  core = dup_core (rest->str, 'l');
  return count_letters (core) < OWN_REST_MIN_LETTERS || is_common (core);
}

/* One of the words with little around it. */
static gboolean
is_hardly_more (const char *lower, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gsize length = strlen (word);

      if (length >= 4 && strstr (lower, word) != NULL && strlen (lower) < length + 6)
        return TRUE;
    }
  return FALSE;
}

/**
 * hrt_password_judge:
 * @password: (nullable): as typed
 * @own_words: (nullable) (array zero-terminated=1): name, login, address, shop
 *
 * Length and what everybody tries first; no rule about kinds of characters, which only makes
 * people write "1!" at the end. Each word of @own_words is one that whoever knows the shop tries:
 * with a year, digits or a common word beside it too.
 *
 * Returns: %HRT_PASSWORD_GOOD, or why not
 */
HrtPasswordVerdict
hrt_password_judge (const char *password, const char *const *own_words)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *with_l = NULL;
  g_autofree char *with_i = NULL;
  glong length;

  if (password == NULL || !g_utf8_validate (password, -1, NULL))
    return HRT_PASSWORD_SHORT;
  length = g_utf8_strlen (password, -1);
  if (length < HRT_PASSWORD_MIN_CHARS)
    return HRT_PASSWORD_SHORT;
  if (length > HRT_PASSWORD_MAX_CHARS)
    return HRT_PASSWORD_LONG;
  lower = g_utf8_strdown (password, -1);
  with_l = dup_core (lower, 'l');
  with_i = dup_core (lower, 'i');
  words = list_words (own_words);
  if (is_monotonous (lower) || is_common (lower) || is_common (with_l) || is_common (with_i) ||
      is_hardly_more (lower, words) || is_made_of (lower, words) || is_made_of (with_l, words) ||
      is_made_of (with_i, words))
    return HRT_PASSWORD_COMMON;
  return HRT_PASSWORD_GOOD;
}
