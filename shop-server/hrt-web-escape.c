/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Escaping by context: long harmless runs are copied whole, so that a page costs little more than
 * its bytes.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-escape.h"

#include <string.h>

/* Which bytes may stand as they are: one bit per place. */
#define PLAIN_HTML 1
#define PLAIN_URL  2
#define PLAIN_PART 4

static guint8 plain[256];

static gboolean
is_plain_url (guint c)
{
  return c > ' ' && c < 0x7f && strchr ("\"'<>`\\,{}|^&", (int) c) == NULL;
}

static void
fill_table (void)
{
  for (guint c = 1; c < 256; c++)
    {
      gboolean is_part = c < 0x80 && (g_ascii_isalnum (c) || strchr ("-._~", (int) c) != NULL);

      plain[c] = (guint8) ((strchr ("&<>\"'", (int) c) == NULL ? PLAIN_HTML : 0) |
                           (is_plain_url (c) ? PLAIN_URL : 0) | (is_part ? PLAIN_PART : 0));
    }
}

static void
append_percent (GString *out, guchar c)
{
  static const char digits[] = "0123456789ABCDEF";
  char text[3] = { '%', digits[c >> 4], digits[c & 15] };

  hrt_web_append (out, text, sizeof text);
}

static void
append_entity (GString *out, guchar c)
{
  switch (c)
    {
    case '&':
      hrt_web_append (out, "&amp;", 5);
      break;
    case '<':
      hrt_web_append (out, "&lt;", 4);
      break;
    case '>':
      hrt_web_append (out, "&gt;", 4);
      break;
    case '"':
      hrt_web_append (out, "&quot;", 6);
      break;
    case '\'':
    default:
      hrt_web_append (out, "&#39;", 5);
      break;
    }
}

/* Copies runs of plain bytes whole. */
static void
append_escaped (GString *out, const char *text, gsize length, guint8 bit)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if ((plain[c] & bit) != 0)
        continue;
      hrt_web_append (out, text + start, i - start);
      start = i + 1;
      if (bit == PLAIN_HTML || (bit == PLAIN_URL && c == '&'))
        append_entity (out, c);
      else
        append_percent (out, c);
    }
  hrt_web_append (out, text + start, length - start);
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
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      fill_table ();
      g_once_init_leave (&is_filled, 1);
    }
  switch (where)
    {
    case HRT_WEB_ESCAPE_TEXT:
    case HRT_WEB_ESCAPE_ATTRIBUTE:
      append_escaped (out, text, n, PLAIN_HTML);
      break;
    case HRT_WEB_ESCAPE_URL:
      if (is_harmless_url (text, n))
        append_escaped (out, text, n, PLAIN_URL);
      else
        hrt_web_append (out, "#", 1);
      break;
    case HRT_WEB_ESCAPE_URL_PART:
      append_escaped (out, text, n, PLAIN_PART);
      break;
    case HRT_WEB_ESCAPE_NONE:
    default:
      g_assert_not_reached ();
    }
}
