/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Escaping by context: long harmless runs are copied whole, so that a page costs little more than
 * its bytes.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-escape.h"

#include <string.h>

/* What stands for each byte that means something in HTML; quotes too, one table is enough for both
 * places. */
static const char *
entity_for (guchar c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return NULL;
    }
}

static void
append_html (GString *out, const char *text, gsize length)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      const char *entity;

      if (c > '>' || c == ' ')
        continue;
      entity = entity_for (c);
      if (entity == NULL)
        continue;
      g_string_append_len (out, text + start, (gssize) (i - start));
      g_string_append (out, entity);
      start = i + 1;
    }
  g_string_append_len (out, text + start, (gssize) (length - start));
}

static void
append_percent (GString *out, guchar c)
{
  static const char digits[] = "0123456789ABCDEF";

  g_string_append_c (out, '%');
  g_string_append_c (out, digits[c >> 4]);
  g_string_append_c (out, digits[c & 15]);
}

static gboolean
has_prefix (const char *text, gsize length, const char *prefix)
{
  gsize n = strlen (prefix);

  return length >= n && g_ascii_strncasecmp (text, prefix, n) == 0;
}

/* An allow list, because browsers accept more spellings of "javascript:" than anybody can list. */
static gboolean
is_harmless_url (const char *url, gsize length)
{
  if (has_prefix (url, length, "//") || has_prefix (url, length, "/\\") ||
      has_prefix (url, length, "\\"))
    return FALSE;
  if (has_prefix (url, length, "https://") || has_prefix (url, length, "http://") ||
      has_prefix (url, length, "mailto:") || has_prefix (url, length, "tel:"))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) url[i];

      if (c == '/' || c == '?' || c == '#')
        return TRUE;
      if (c == ':' || c == '&' || c <= ' ')
        return FALSE;
    }
  return TRUE;
}

static void
append_url (GString *out, const char *url, gsize length)
{
  if (!is_harmless_url (url, length))
    {
      g_string_append_c (out, '#');
      return;
    }
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) url[i];

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c <= ' ' || c >= 0x7f || strchr ("\"'<>`\\,{}|^", c) != NULL)
        append_percent (out, c);
      else
        g_string_append_c (out, (char) c);
    }
}

static void
append_url_part (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_' || c == '~')
        g_string_append_c (out, (char) c);
      else
        append_percent (out, c);
    }
}

/**
 * hrt_web_escape_append:
 * @out: appended to
 * @where: the place
 * @text: valid UTF-8
 * @length: bytes, or -1 up to the NUL
 *
 * Appends @text so that it can only be read as a value there. A URL with another scheme than http,
 * https, mailto or tel, or that leaves the site without saying so, becomes "#".
 */
void
hrt_web_escape_append (GString *out, HrtWebEscape where, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  switch (where)
    {
    case HRT_WEB_ESCAPE_TEXT:
    case HRT_WEB_ESCAPE_ATTRIBUTE:
      append_html (out, text, n);
      break;
    case HRT_WEB_ESCAPE_URL:
      append_url (out, text, n);
      break;
    case HRT_WEB_ESCAPE_URL_PART:
      append_url_part (out, text, n);
      break;
    case HRT_WEB_ESCAPE_NONE:
    default:
      g_assert_not_reached ();
    }
}
