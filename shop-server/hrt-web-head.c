/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHead: what two programs could read differently is refused (RFC 9112, and stricter where it
 * leaves a choice).
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-head.h"

#include <string.h>

#define OK           0
#define BAD_REQUEST  400
#define URI_TOO_LONG 414
#define TOO_LARGE    431

/* RFC 9110 tchar */
static gboolean
is_token_char (guchar c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

/**
 * hrt_web_head_find_end:
 * @data: what was received so far
 * @length: bytes
 * @scanned: (inout): bytes up to which every line was seen; 0 at the start
 *
 * Looks for the empty line. Lines end in CR LF and nothing else: programs in front of us differ in
 * what a lone one means.
 *
 * Returns: bytes of the head including the empty line; 0 if it is not complete; -1 if a line ends
 * otherwise
 */
gssize
hrt_web_head_find_end (const char *data, gsize length, gsize *scanned)
{
  const char *p = data + *scanned;

  while (TRUE)
    {
      const char *newline = memchr (p, '\n', length - (gsize) (p - data));

      if (newline == NULL)
        return 0;
      if (newline == data || newline[-1] != '\r')
        return -1;
      if (newline - p == 1 && p != data)
        return newline + 1 - data;
      p = newline + 1;
      *scanned = (gsize) (p - data);
    }
}

static guint
parse_target (HrtWebHead *self, char *target, gsize length)
{
  const char *question;

  if (length > HRT_WEB_HEAD_MAX_TARGET)
    return URI_TOO_LONG;
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) target[i];

      if (c <= 0x20 || c >= 0x7f || c == '#' || c == '"' || c == '<' || c == '>' || c == '\\' ||
          c == '^' || c == '`' || c == '{' || c == '|' || c == '}')
        return BAD_REQUEST;
      if (c == '%' && (i + 2 >= length || !g_ascii_isxdigit (target[i + 1]) ||
                       !g_ascii_isxdigit (target[i + 2])))
        return BAD_REQUEST;
    }
  self->target = target;
  self->target_length = length;
  question = memchr (target, '?', length);
  self->path_length = question != NULL ? (gsize) (question - target) : length;
  return OK;
}

static guint
parse_request_line (HrtWebHead *self, char *line, gsize length)
{
  char *space = memchr (line, ' ', length);
  char *last;
  gsize method_length;

  if (space == NULL || space == line)
    return BAD_REQUEST;
  method_length = (gsize) (space - line);
  if (method_length > 20)
    return BAD_REQUEST;
  for (gsize i = 0; i < method_length; i++)
    if (!is_token_char ((guchar) line[i]))
      return BAD_REQUEST;
  /* The version has a fixed length; what lies between is the target. */
  last = line + length - 9;
  if (last <= space || *last != ' ' || memcmp (last + 1, "HTTP/1.", 7) != 0 ||
      (last[8] != '0' && last[8] != '1'))
    return BAD_REQUEST;
  *space = *last = '\0';
  self->method = line;
  self->minor = (guint) (last[8] - '0');
  return parse_target (self, space + 1, (gsize) (last - space - 1));
}

static guint
parse_header (HrtWebHead *self, char *line, gsize length)
{
  char *colon = memchr (line, ':', length);
  char *value, *end = line + length;

  if (colon == NULL || colon == line)
    return BAD_REQUEST;
  if (self->n_headers >= HRT_WEB_HEAD_MAX_HEADERS)
    return TOO_LARGE;
  /* A space before the colon, or at the start (a folded line), is no token character. */
  for (char *p = line; p < colon; p++)
    {
      if (!is_token_char ((guchar) *p))
        return BAD_REQUEST;
      *p = g_ascii_tolower (*p);
    }
  for (value = colon + 1; value < end && (*value == ' ' || *value == '\t'); value++)
    ;
  while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  for (const char *p = value; p < end; p++)
    if (((guchar) *p < 0x20 && *p != '\t') || *p == 0x7f)
      return BAD_REQUEST;
  *colon = *end = '\0';
  self->headers[self->n_headers].name = line;
  self->headers[self->n_headers++].value = value;
  return OK;
}

static gboolean
host_is_valid (const char *host)
{
  gsize length = strlen (host);

  return length > 0 && length <= 255 &&
         strspn (host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-_:[]") == length;
}

/* One number of digits only: no sign, no list, no blank, nothing that could overflow anybody. */
static gboolean
parse_length (HrtWebHead *self, const char *value)
{
  gsize length = strlen (value);

  if (self->content_length >= 0 || length == 0 || length > 18 ||
      strspn (value, G_CSET_DIGITS) != length)
    return FALSE;
  self->content_length = 0;
  for (gsize i = 0; i < length; i++)
    self->content_length = self->content_length * 10 + (value[i] - '0');
  return TRUE;
}

static void
parse_connection (HrtWebHead *self, const char *value)
{
  g_auto (GStrv) options = g_strsplit (value, ",", 16);

  for (guint i = 0; options[i] != NULL; i++)
    {
      const char *option = g_strstrip (options[i]);

      if (g_ascii_strcasecmp (option, "close") == 0)
        self->keeps_alive = FALSE;
    }
}

static gboolean
set_once (const char **place, const char *value)
{
  if (*place != NULL)
    return FALSE;
  *place = value;
  return TRUE;
}

/* The headers that decide where a message ends and whom it is for; a second one of these is never a
 * slip. */
static gboolean
note_header (HrtWebHead *self, const char *name, const char *value, gboolean *has_encoding)
{
  switch (*name)
    {
    case 'h':
      if (strcmp (name, "host") == 0)
        return host_is_valid (value) && set_once (&self->host, value);
      break;
    case 'c':
      if (strcmp (name, "content-length") == 0)
        return parse_length (self, value);
      if (strcmp (name, "connection") == 0)
        parse_connection (self, value);
      if (strcmp (name, "cookie") == 0)
        return set_once (&self->cookie, value);
      break;
    case 't':
      if (strcmp (name, "transfer-encoding") == 0)
        {
          if (*has_encoding || g_ascii_strcasecmp (value, "chunked") != 0)
            return FALSE;
          *has_encoding = self->is_chunked = TRUE;
        }
      break;
    case 'e':
      if (strcmp (name, "expect") == 0)
        {
          self->expects_continue = g_ascii_strcasecmp (value, "100-continue") == 0;
          return self->expects_continue;
        }
      break;
    case 'a':
      if (strcmp (name, "accept-encoding") == 0)
        self->accept_encoding = value;
      break;
    case 'i':
      if (strcmp (name, "if-none-match") == 0)
        self->if_none_match = value;
      break;
    case 'x':
      if (strcmp (name, "x-forwarded-for") == 0)
        self->forwarded_for = value; /* a list; in several lines, the last is the last proxy's */
      if (strcmp (name, "x-forwarded-proto") == 0)
        return set_once (&self->forwarded_proto, value);
      break;
    default:
      break;
    }
  return TRUE;
}

/* Each of these has one value; a second makes its meaning depend on who reads it. */
static gboolean
singles_are_single (const HrtWebHead *self)
{
  static const char *const names[] = { "content-type",   "content-encoding", "origin", "referer",
                                       "sec-fetch-site", "authorization",    "upgrade" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint n = 0;

      for (guint j = 0; j < self->n_headers; j++)
        n += strcmp (self->headers[j].name, names[i]) == 0;
      if (n > 1)
        return FALSE;
    }
  return TRUE;
}

/* "GET http://host/path" is "/path" of that host. */
static gboolean
strip_authority (HrtWebHead *self)
{
  gsize scheme = g_ascii_strncasecmp (self->target, "http://", 7) == 0    ? 7
                 : g_ascii_strncasecmp (self->target, "https://", 8) == 0 ? 8
                                                                          : 0;
  gsize host, skip;

  if (self->target[0] == '/')
    return TRUE;
  if (scheme == 0 || self->host == NULL)
    return FALSE;
  host = strcspn (self->target + scheme, "/?");
  if (self->target[scheme + host] != '/' || strlen (self->host) != host ||
      g_ascii_strncasecmp (self->target + scheme, self->host, host) != 0)
    return FALSE;
  skip = scheme + host;
  self->target += skip;
  self->target_length -= skip;
  self->path_length -= skip;
  return TRUE;
}

static guint
check_framing (HrtWebHead *self)
{
  gboolean has_body = self->is_chunked || self->content_length > 0;

  if (self->is_chunked && (self->content_length >= 0 || self->minor == 0))
    return BAD_REQUEST;
  if (self->host == NULL && self->minor >= 1)
    return BAD_REQUEST;
  /* A body that a GET does not have is read by some and taken for the next request by others. */
  if (has_body && (strcmp (self->method, "GET") == 0 || strcmp (self->method, "HEAD") == 0))
    return BAD_REQUEST;
  if (!strip_authority (self) || !singles_are_single (self))
    return BAD_REQUEST;
  return OK;
}

/**
 * hrt_web_head_parse:
 * @self: (out): the head
 * @data: the head as received; its separators are overwritten with NUL
 * @length: as hrt_web_head_find_end() told
 *
 * Returns: 0, or the status to refuse the request with (400, 414, 431); the connection must then be
 * closed
 */
guint
hrt_web_head_parse (HrtWebHead *self, char *data, gsize length)
{
  char *end = data + length - 2, *line = data, *newline;
  gboolean has_encoding = FALSE;
  guint status;

  /* The array is large and need not be cleared. */
  self->n_headers = 0;
  self->host = self->cookie = self->accept_encoding = self->if_none_match = NULL;
  self->forwarded_for = self->forwarded_proto = NULL;
  self->content_length = -1;
  self->is_chunked = self->expects_continue = FALSE;
  self->keeps_alive = TRUE;
  if (memchr (data, '\0', length) != NULL)
    return BAD_REQUEST;
  newline = memchr (line, '\n', (gsize) (end - line));
  if (newline == NULL || newline - line < 2)
    return BAD_REQUEST;
  status = parse_request_line (self, line, (gsize) (newline - line - 1));
  while (status == OK && (line = newline + 1) < end)
    {
      HrtWebHeader *header = &self->headers[self->n_headers];

      newline = memchr (line, '\n', (gsize) (end - line));
      status =
          newline != NULL ? parse_header (self, line, (gsize) (newline - line - 1)) : BAD_REQUEST;
      if (status == OK && !note_header (self, header->name, header->value, &has_encoding))
        status = BAD_REQUEST;
    }
  if (status != OK)
    return status;
  self->keeps_alive = self->keeps_alive && self->minor >= 1;
  self->target[self->target_length] = '\0';
  return check_framing (self);
}

/**
 * hrt_web_head_get:
 * @self: a head
 * @name: in lower case
 *
 * Returns: (nullable): the first header of that name
 */
const char *
hrt_web_head_get (const HrtWebHead *self, const char *name)
{
  for (guint i = 0; i < self->n_headers; i++)
    if (strcmp (self->headers[i].name, name) == 0)
      return self->headers[i].value;
  return NULL;
}

/**
 * hrt_web_head_accepts_gzip:
 * @self: a head
 *
 * Returns: as hrt_web_accepts_gzip()
 */
gboolean
hrt_web_head_accepts_gzip (const HrtWebHead *self)
{
  return hrt_web_accepts_gzip (self->accept_encoding);
}

/**
 * hrt_web_accepts_gzip:
 * @accept_encoding: (nullable): the header
 *
 * Returns: %TRUE if gzip is named and not refused with q=0
 */
gboolean
hrt_web_accepts_gzip (const char *accept_encoding)
{
  const char *found;

  if (accept_encoding == NULL)
    return FALSE;
  found = strstr (accept_encoding, "gzip");
  if (found == NULL)
    return FALSE;
  found += strlen ("gzip");
  found += strspn (found, " ");
  if (*found != ';')
    return TRUE;
  found += 1 + strspn (found + 1, " ");
  if (!g_str_has_prefix (found, "q=0"))
    return TRUE;
  found += strlen ("q=0");
  return *found == '.' && strspn (found + 1, "0") != strspn (found + 1, G_CSET_DIGITS);
}

/**
 * hrt_web_cookie_find:
 * @header: (nullable): the Cookie header
 * @name: of a cookie
 * @value: (out): where its value starts in @header
 * @length: (out): of the value
 *
 * Finds the first cookie of that name.
 *
 * Returns: %TRUE if it is there
 */
gboolean
hrt_web_cookie_find (const char *header, const char *name, const char **value, gsize *length)
{
  gsize name_length = strlen (name);

  while (header != NULL && *header != '\0')
    {
      gsize pair;

      header += strspn (header, "; \t");
      pair = strcspn (header, ";");
      if (pair > name_length && header[name_length] == '=' &&
          memcmp (header, name, name_length) == 0)
        {
          *value = header + name_length + 1;
          *length = pair - name_length - 1;
          while (*length > 0 && ((*value)[*length - 1] == ' ' || (*value)[*length - 1] == '\t'))
            (*length)--;
          return TRUE;
        }
      header += pair;
    }
  return FALSE;
}
