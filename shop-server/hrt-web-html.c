/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHtml: a small tokenizer for our own templates; what it does not understand it refuses.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-html.h"

#include <string.h>

static gboolean
is_gap (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void
start_name (HrtWebHtml *self, char *name)
{
  self->n = 0;
  name[0] = '\0';
}

static void
grow_name (HrtWebHtml *self, char *name, gsize size, char c)
{
  if (self->n + 1 >= size)
    return;
  name[self->n++] = g_ascii_tolower (c);
  name[self->n] = '\0';
}

static gboolean
is_in_list (const char *name, const char *const *list)
{
  for (gsize i = 0; list[i] != NULL; i++)
    if (strcmp (name, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_url_list (const HrtWebHtml *self)
{
  static const char *const names[] = { "srcset", "imagesrcset", NULL };

  return is_in_list (self->attribute, names);
}

static gboolean
is_url_attribute (const HrtWebHtml *self)
{
  static const char *const names[] = { "href",     "src",        "action",     "formaction",
                                       "poster",   "cite",       "data",       "ping",
                                       "manifest", "background", "xlink:href", NULL };

  return is_in_list (self->attribute, names) || is_url_list (self);
}

static gboolean
is_forbidden_attribute (const HrtWebHtml *self)
{
  return g_str_has_prefix (self->attribute, "on") || strcmp (self->attribute, "style") == 0 ||
         strcmp (self->attribute, "srcdoc") == 0 || strcmp (self->attribute, "http-equiv") == 0;
}

static void
close_tag (HrtWebHtml *self)
{
  gboolean is_raw = strcmp (self->tag, "script") == 0 || strcmp (self->tag, "style") == 0;

  self->state = is_raw && !self->is_end_tag ? HRT_WEB_HTML_RAW : HRT_WEB_HTML_TEXT;
  memset (self->tail, 0, sizeof self->tail);
}

static void
feed_text (HrtWebHtml *self, char c)
{
  if (c != '<')
    return;
  self->state = HRT_WEB_HTML_TAG_OPEN;
  self->is_end_tag = FALSE;
  start_name (self, self->tag);
}

static void
feed_tag_open (HrtWebHtml *self, char c)
{
  if (c == '!')
    {
      self->state = HRT_WEB_HTML_DECLARATION;
      memset (self->tail, 0, sizeof self->tail);
    }
  else if (c == '/' && !self->is_end_tag)
    self->is_end_tag = TRUE;
  else if (g_ascii_isalpha (c))
    {
      self->state = HRT_WEB_HTML_TAG_NAME;
      grow_name (self, self->tag, sizeof self->tag, c);
    }
  else
    self->state = HRT_WEB_HTML_TEXT;
}

static void
feed_tag (HrtWebHtml *self, char c)
{
  if (c == '>')
    close_tag (self);
  else if (!is_gap (c) && c != '/')
    {
      self->state = HRT_WEB_HTML_ATTR_NAME;
      start_name (self, self->attribute);
      grow_name (self, self->attribute, sizeof self->attribute, c);
    }
  else
    self->state = HRT_WEB_HTML_TAG;
}

static void
feed_name (HrtWebHtml *self, char c)
{
  if (c == '=')
    self->state = HRT_WEB_HTML_BEFORE_VALUE;
  else if (is_gap (c))
    self->state = HRT_WEB_HTML_AFTER_NAME;
  else if (c == '>' || c == '/')
    feed_tag (self, c);
  else if (self->state == HRT_WEB_HTML_AFTER_NAME)
    feed_tag (self, c);
  else
    grow_name (self, self->attribute, sizeof self->attribute, c);
}

static void
feed_before_value (HrtWebHtml *self, char c)
{
  if (is_gap (c))
    return;
  self->is_url_start = TRUE;
  if (c == '"')
    self->state = HRT_WEB_HTML_DOUBLE;
  else if (c == '\'')
    self->state = HRT_WEB_HTML_SINGLE;
  else if (c == '>')
    close_tag (self);
  else
    self->state = HRT_WEB_HTML_UNQUOTED;
}

static void
feed_value (HrtWebHtml *self, char c)
{
  char quote = self->state == HRT_WEB_HTML_DOUBLE ? '"' : '\'';

  if (c == quote)
    self->state = HRT_WEB_HTML_TAG;
  else if (is_url_list (self))
    self->is_url_start = is_gap (c) || c == ',';
  else
    self->is_url_start = FALSE;
}

static void
push_tail (HrtWebHtml *self, char c)
{
  memmove (self->tail, self->tail + 1, sizeof self->tail - 2);
  self->tail[sizeof self->tail - 2] = g_ascii_tolower (c);
  self->tail[sizeof self->tail - 1] = '\0';
}

static gboolean
tail_ends_with (const HrtWebHtml *self, const char *end)
{
  gsize n = strlen (end);

  return memcmp (self->tail + sizeof self->tail - 1 - n, end, n) == 0;
}

static void
feed_declaration (HrtWebHtml *self, char c)
{
  push_tail (self, c);
  if (self->state == HRT_WEB_HTML_DECLARATION)
    {
      if (tail_ends_with (self, "--"))
        {
          self->state = HRT_WEB_HTML_COMMENT;
          memset (self->tail, 0, sizeof self->tail);
        }
      else if (c == '>')
        self->state = HRT_WEB_HTML_TEXT;
    }
  else if (tail_ends_with (self, "-->"))
    self->state = HRT_WEB_HTML_TEXT;
}

static void
feed_raw (HrtWebHtml *self, char c)
{
  push_tail (self, c);
  if (tail_ends_with (self, "</script") || tail_ends_with (self, "</style"))
    {
      self->is_end_tag = TRUE;
      self->state = HRT_WEB_HTML_TAG;
    }
}

/**
 * hrt_web_html_feed:
 * @self: the state; all zero at the start of a page
 * @c: the next byte of the template's own text
 *
 * Returns: %FALSE if a name was glued to the end of a section inside a tag
 */
gboolean
hrt_web_html_feed (HrtWebHtml *self, char c)
{
  if (self->needs_gap)
    {
      self->needs_gap = FALSE;
      if (!is_gap (c) && c != '>' && c != '/')
        return FALSE;
    }
  switch (self->state)
    {
    case HRT_WEB_HTML_TEXT:
      feed_text (self, c);
      break;
    case HRT_WEB_HTML_TAG_OPEN:
      feed_tag_open (self, c);
      break;
    case HRT_WEB_HTML_TAG_NAME:
      if (is_gap (c) || c == '>' || c == '/')
        feed_tag (self, c);
      else
        grow_name (self, self->tag, sizeof self->tag, c);
      break;
    case HRT_WEB_HTML_TAG:
      feed_tag (self, c);
      break;
    case HRT_WEB_HTML_ATTR_NAME:
    case HRT_WEB_HTML_AFTER_NAME:
      feed_name (self, c);
      break;
    case HRT_WEB_HTML_BEFORE_VALUE:
      feed_before_value (self, c);
      break;
    case HRT_WEB_HTML_DOUBLE:
    case HRT_WEB_HTML_SINGLE:
      feed_value (self, c);
      break;
    case HRT_WEB_HTML_UNQUOTED:
      if (is_gap (c) || c == '>')
        feed_tag (self, c);
      break;
    case HRT_WEB_HTML_DECLARATION:
    case HRT_WEB_HTML_COMMENT:
      feed_declaration (self, c);
      break;
    case HRT_WEB_HTML_RAW:
      feed_raw (self, c);
      break;
    default:
      g_assert_not_reached ();
    }
  return TRUE;
}

/**
 * hrt_web_html_get_escape:
 * @self: the state
 *
 * Returns: how a value must be escaped here; %HRT_WEB_ESCAPE_NONE where none may stand
 */
HrtWebEscape
hrt_web_html_get_escape (const HrtWebHtml *self)
{
  switch (self->state)
    {
    case HRT_WEB_HTML_TEXT:
      return HRT_WEB_ESCAPE_TEXT;
    case HRT_WEB_HTML_DOUBLE:
    case HRT_WEB_HTML_SINGLE:
      if (is_forbidden_attribute (self))
        return HRT_WEB_ESCAPE_NONE;
      if (!is_url_attribute (self))
        return HRT_WEB_ESCAPE_ATTRIBUTE;
      return self->is_url_start ? HRT_WEB_ESCAPE_URL : HRT_WEB_ESCAPE_URL_PART;
    default:
      return HRT_WEB_ESCAPE_NONE;
    }
}

/**
 * hrt_web_html_value_written:
 * @self: the state
 *
 * Notes that a value stands here.
 */
void
hrt_web_html_value_written (HrtWebHtml *self)
{
  self->is_url_start = FALSE;
}

/* Attribute names and the gaps between them are one place: <option{{#on}} selected{{/on}}>. */
static HrtWebHtmlState
place (const HrtWebHtml *self)
{
  switch (self->state)
    {
    case HRT_WEB_HTML_TAG_NAME:
    case HRT_WEB_HTML_ATTR_NAME:
    case HRT_WEB_HTML_AFTER_NAME:
      return HRT_WEB_HTML_TAG;
    default:
      return self->state;
    }
}

/**
 * hrt_web_html_can_branch:
 * @self: the state
 *
 * Returns: %TRUE if a section may begin here
 */
gboolean
hrt_web_html_can_branch (const HrtWebHtml *self)
{
  switch (self->state)
    {
    case HRT_WEB_HTML_TEXT:
    case HRT_WEB_HTML_TAG_NAME:
    case HRT_WEB_HTML_TAG:
    case HRT_WEB_HTML_AFTER_NAME:
      return TRUE;
    case HRT_WEB_HTML_DOUBLE:
    case HRT_WEB_HTML_SINGLE:
      return !is_forbidden_attribute (self);
    default:
      return FALSE;
    }
}

/**
 * hrt_web_html_join:
 * @self: the state at the end of a section
 * @start: the state at its beginning
 *
 * Makes @self the state behind a section that may or may not have been written.
 *
 * Returns: %FALSE if the section ends in another part of the page than it began
 */
gboolean
hrt_web_html_join (HrtWebHtml *self, const HrtWebHtml *start)
{
  if (place (self) != place (start))
    return FALSE;
  if (place (self) == HRT_WEB_HTML_TAG)
    {
      if (strcmp (self->tag, start->tag) != 0)
        return FALSE;
      self->needs_gap = self->state != HRT_WEB_HTML_TAG || self->needs_gap;
      self->state = HRT_WEB_HTML_TAG;
    }
  else if (self->state == HRT_WEB_HTML_DOUBLE || self->state == HRT_WEB_HTML_SINGLE)
    {
      if (strcmp (self->attribute, start->attribute) != 0)
        return FALSE;
      self->is_url_start = self->is_url_start && start->is_url_start;
    }
  return TRUE;
}
