/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHtml: follows a template byte by byte and knows in which part of the page it is.
 */

#pragma once

#include "hrt-web-escape.h"

G_BEGIN_DECLS

typedef enum
{
  HRT_WEB_HTML_TEXT,
  HRT_WEB_HTML_TAG_OPEN, /* behind "<" */
  HRT_WEB_HTML_TAG_NAME,
  HRT_WEB_HTML_TAG, /* between attributes */
  HRT_WEB_HTML_ATTR_NAME,
  HRT_WEB_HTML_AFTER_NAME,
  HRT_WEB_HTML_BEFORE_VALUE,
  HRT_WEB_HTML_DOUBLE, /* in "..." */
  HRT_WEB_HTML_SINGLE, /* in '...' */
  HRT_WEB_HTML_UNQUOTED,
  HRT_WEB_HTML_DECLARATION, /* <!...> */
  HRT_WEB_HTML_COMMENT,
  HRT_WEB_HTML_RAW, /* script, style */
} HrtWebHtmlState;

typedef struct
{
  HrtWebHtmlState state;
  char tag[16];
  char attribute[24];
  guint n; /* bytes of the name so far */
  gboolean is_end_tag;
  gboolean is_url_start; /* nothing of the URL was written yet */
  gboolean needs_gap;    /* a section ended inside a tag: only a gap or its end may follow */
  char tail[10];         /* the last bytes, to see "-->" and "</script" */
} HrtWebHtml;

gboolean hrt_web_html_feed (HrtWebHtml *self, char c);
HrtWebEscape hrt_web_html_get_escape (const HrtWebHtml *self);
void hrt_web_html_value_written (HrtWebHtml *self);
gboolean hrt_web_html_join (HrtWebHtml *self, const HrtWebHtml *start);
gboolean hrt_web_html_can_branch (const HrtWebHtml *self);

G_END_DECLS
