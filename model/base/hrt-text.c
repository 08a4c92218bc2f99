/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Texts from outside. What leaves here is valid UTF-8 in NFC without control characters.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-text.h"

#include <string.h>

/* Marks that turn the reading direction or hide: a name must not be able to reorder the line it
 * stands in. */
static gboolean
is_trick (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
         c == 0x200b || (c >= 0xfff9 && c <= 0xfffb);
}

static gboolean
is_kept (gunichar c, HrtTextKind kind)
{
  if (c == '\n' || c == '\t')
    return kind == HRT_TEXT_PARAGRAPHS;
  return !g_unichar_iscntrl (c) && c != 0x2028 && c != 0x2029;
}

static char *
keep_good (const char *text, HrtTextKind kind)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' || is_trick (c))
        continue;
      if (is_kept (c, kind))
        g_string_append_unichar (out, c);
      else
        g_string_append_c (out, ' ');
    }
  return g_string_free (out, FALSE);
}

/**
 * hrt_text_clean:
 * @text: (nullable): bytes from outside
 * @length: their number, or -1 when they end with a NUL
 * @kind: what may stay in it
 * @max_chars: most characters of the result
 *
 * Returns: (transfer full) (nullable): the text in NFC, without control characters and marks that
 * turn the reading direction, trimmed; %NULL when it is not UTF-8, has a NUL, or is too long
 */
char *
hrt_text_clean (const char *text, gssize length, HrtTextKind kind, gsize max_chars)
{
  g_autofree char *whole = NULL;
  g_autofree char *good = NULL;
  g_autofree char *normal = NULL;
  gsize size;

  if (text == NULL)
    return NULL;
  size = length < 0 ? strlen (text) : (gsize) length;
  /* A character has at most 4 bytes, and NFC makes none of more than 3 of what people type:
   * whatever is far longer is refused before any work is done. */
  if (size > max_chars * 16 + 1024 || !g_utf8_validate_len (text, size, NULL))
    return NULL;
  whole = g_strndup (text, size);
  good = keep_good (whole, kind);
  normal = g_utf8_normalize (good, -1, G_NORMALIZE_NFC);
  if (normal == NULL)
    return NULL;
  g_strstrip (normal);
  if ((gsize) g_utf8_strlen (normal, -1) > max_chars)
    return NULL;
  return g_steal_pointer (&normal);
}

/**
 * hrt_text_fits:
 * @text: (nullable): a text
 * @min_chars: fewest characters
 * @max_chars: most characters
 *
 * Returns: whether @text is UTF-8 with that many characters
 */
gboolean
hrt_text_fits (const char *text, gsize min_chars, gsize max_chars)
{
  gsize n;

  if (text == NULL || strlen (text) > max_chars * 4 || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  n = (gsize) g_utf8_strlen (text, -1);
  return n >= min_chars && n <= max_chars;
}

/**
 * hrt_text_slugify:
 * @text: (nullable): a name
 * @max_chars: most characters of the result
 *
 * Returns: (transfer full): the name in lower-case ASCII letters, digits and single dashes:
 * "Gitar Akustik (kidal)" → "gitar-akustik-kidal"; "x" when nothing is left of it
 */
char *
hrt_text_slugify (const char *text, gsize max_chars)
{
  g_autofree char *plain =
      text && g_utf8_validate (text, -1, NULL) ? g_str_to_ascii (text, "C") : g_strdup ("");
  GString *slug = g_string_new (NULL);

  for (const char *p = plain; *p != '\0' && slug->len < max_chars; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (*p != '\'' && *p != '?' && slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append_c (slug, 'x');
  return g_string_free (slug, FALSE);
}

/**
 * hrt_text_is_postal_code:
 * @text: as typed
 *
 * Returns: whether it can be an Indonesian postal code: five digits, the first of them 1 to 9
 */
gboolean
hrt_text_is_postal_code (const char *text)
{
  return strlen (text) == 5 && text[0] != '0' && strspn (text, "0123456789") == 5;
}

/**
 * hrt_text_is_email:
 * @text: (nullable): what may be an address
 *
 * Whether mail can be sent there only sending shows; this refuses what cannot be one, and all that
 * could break out of a header.
 */
gboolean
hrt_text_is_email (const char *text)
{
  const char *at;

  if (text == NULL || strlen (text) > 254 || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  at = strchr (text, '@');
  if (at == NULL || at == text || at - text > 64 || strchr (at + 1, '@') != NULL)
    return FALSE;
  if (strchr (at, '.') == NULL || at[1] == '.' || at[1] == '-' || g_str_has_suffix (at, ".") ||
      strstr (text, "..") != NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isgraph (c) || is_trick (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
          (c < 0x80 && strchr ("\"(),:;<>[\\]", (int) c) != NULL))
        return FALSE;
    }
  return TRUE;
}
