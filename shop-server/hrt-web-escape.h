/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Writes a value for the place in a page where it stands.
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Where a value stands. */
typedef enum
{
  HRT_WEB_ESCAPE_NONE,      /* nowhere a value may stand */
  HRT_WEB_ESCAPE_TEXT,      /* between tags */
  HRT_WEB_ESCAPE_ATTRIBUTE, /* in a quoted attribute */
  HRT_WEB_ESCAPE_URL,       /* a whole URL, at the start of a URL attribute */
  HRT_WEB_ESCAPE_URL_PART,  /* one component of a URL, behind its start */
} HrtWebEscape;

void hrt_web_escape_append (GString *out, HrtWebEscape where, const char *text, gssize length);

/* A page is thousands of small pieces: where there is room, each is one memcpy. */
static inline void
hrt_web_append (GString *out, const char *text, gsize length)
{
  if (G_UNLIKELY (out->allocated_len - out->len <= length))
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  memcpy (out->str + out->len, text, length);
  out->len += length;
  out->str[out->len] = '\0';
}

G_END_DECLS
