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

/* Read once, never freed: a set of 3600 short words. */
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

/* Whoever must put digits or a sign somewhere puts them at the end, or writes 0 for o. */
static char *
dup_core (const char *lower)
{
  static const char from[] = "013457@$!";
  static const char to[] = "oleastasi";
  g_autofree char *core = g_strdup (lower);
  char *end;
  char *start = core;

  while (*start != '\0' && g_ascii_ispunct (*start))
    start++;
  end = start + strlen (start);
  while (end > start && (g_ascii_isdigit (end[-1]) || g_ascii_ispunct (end[-1])))
    *--end = '\0';
  for (char *p = start; *p != '\0'; p++)
    {
      const char *found = strchr (from, *p);

      if (found != NULL && *found != '\0')
        *p = to[found - from];
    }
  return g_strdup (start);
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

/* A word of the shop or the person with little around it. */
static gboolean
is_own (const char *lower, const char *const *own_words)
{
  for (guint i = 0; own_words != NULL && own_words[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_strdown (own_words[i], -1);
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
 * people write "1!" at the end.
 *
 * Returns: %HRT_PASSWORD_GOOD, or why not
 */
HrtPasswordVerdict
hrt_password_judge (const char *password, const char *const *own_words)
{
  g_autofree char *lower = NULL;
  g_autofree char *core = NULL;
  glong length;

  if (password == NULL || !g_utf8_validate (password, -1, NULL))
    return HRT_PASSWORD_SHORT;
  length = g_utf8_strlen (password, -1);
  if (length < HRT_PASSWORD_MIN_CHARS)
    return HRT_PASSWORD_SHORT;
  if (length > HRT_PASSWORD_MAX_CHARS)
    return HRT_PASSWORD_LONG;
  lower = g_utf8_strdown (password, -1);
  core = dup_core (lower);
  if (is_monotonous (lower) || is_own (lower, own_words) ||
      g_hash_table_contains (get_common (), lower) || g_hash_table_contains (get_common (), core))
    return HRT_PASSWORD_COMMON;
  return HRT_PASSWORD_GOOD;
}
