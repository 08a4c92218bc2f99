/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebBody: sizes are hexadecimal digits and nothing else, lines end in CR LF and nothing else.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-body.h"

#define MAX_SIZE_DIGITS   8
#define MAX_TRAILER_BYTES 4096

enum
{
  STEP_SIZE,
  STEP_SIZE_LF,
  STEP_DATA,
  STEP_DATA_CR,
  STEP_DATA_LF,
  STEP_TRAILER,
  STEP_TRAILER_LF,
};

/**
 * hrt_web_body_start:
 * @self: (out): the body
 * @is_chunked: how it is framed
 * @length: bytes, if it is not chunked
 * @limit: bytes accepted
 */
void
hrt_web_body_start (HrtWebBody *self, gboolean is_chunked, gsize length, gsize limit)
{
  HrtWebBody body = { .limit = limit, .is_chunked = is_chunked, .left = is_chunked ? 0 : length };

  body.bytes = g_byte_array_new ();
  *self = body;
}

void
hrt_web_body_clear (HrtWebBody *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

static gsize
take (HrtWebBody *self, const char *data, gsize length)
{
  gsize n = MIN (self->left, length);

  g_byte_array_append (self->bytes, (const guint8 *) data, (guint) n);
  self->left -= n;
  return n;
}

static HrtWebBodyState
feed_size (HrtWebBody *self, char c)
{
  int digit = g_ascii_xdigit_value (c);

  if (c == '\r' && self->n_digits > 0)
    {
      self->step = STEP_SIZE_LF;
      return HRT_WEB_BODY_MORE;
    }
  /* No sign, no blank, no extension: nothing here that we would use, and much that was used for
   * smuggling. */
  if (digit < 0 || ++self->n_digits > MAX_SIZE_DIGITS)
    return HRT_WEB_BODY_BAD;
  self->left = self->left * 16 + (gsize) digit;
  return HRT_WEB_BODY_MORE;
}

static HrtWebBodyState
feed_size_end (HrtWebBody *self, char c)
{
  if (c != '\n')
    return HRT_WEB_BODY_BAD;
  if (self->left > self->limit - self->bytes->len)
    return HRT_WEB_BODY_TOO_LARGE;
  self->step = self->left > 0 ? STEP_DATA : STEP_TRAILER;
  self->line_length = 0;
  return HRT_WEB_BODY_MORE;
}

/* Trailers are read to find their end and forgotten. */
static HrtWebBodyState
feed_trailer (HrtWebBody *self, char c)
{
  if (++self->trailer_bytes > MAX_TRAILER_BYTES)
    return HRT_WEB_BODY_BAD;
  if (self->step == STEP_TRAILER_LF)
    {
      if (c != '\n')
        return HRT_WEB_BODY_BAD;
      if (self->line_length == 0)
        return HRT_WEB_BODY_COMPLETE;
      self->line_length = 0;
      self->step = STEP_TRAILER;
      return HRT_WEB_BODY_MORE;
    }
  if (c == '\r')
    {
      self->step = STEP_TRAILER_LF;
      return HRT_WEB_BODY_MORE;
    }
  if ((guchar) c < 0x20 && c != '\t')
    return HRT_WEB_BODY_BAD;
  self->line_length++;
  return HRT_WEB_BODY_MORE;
}

static HrtWebBodyState
feed_byte (HrtWebBody *self, char c)
{
  switch (self->step)
    {
    case STEP_SIZE:
      return feed_size (self, c);
    case STEP_SIZE_LF:
      return feed_size_end (self, c);
    case STEP_DATA_CR:
      self->step = STEP_DATA_LF;
      return c == '\r' ? HRT_WEB_BODY_MORE : HRT_WEB_BODY_BAD;
    case STEP_DATA_LF:
      self->step = STEP_SIZE;
      self->n_digits = 0;
      self->left = 0;
      return c == '\n' ? HRT_WEB_BODY_MORE : HRT_WEB_BODY_BAD;
    case STEP_TRAILER:
    case STEP_TRAILER_LF:
      return feed_trailer (self, c);
    default:
      return HRT_WEB_BODY_BAD;
    }
}

/**
 * hrt_web_body_feed:
 * @self: the body
 * @data: what was received
 * @length: bytes
 * @used: (out): bytes that belong to this body; the rest is the next request's
 *
 * Returns: whether the body goes on, is complete, wrong or too large
 */
HrtWebBodyState
hrt_web_body_feed (HrtWebBody *self, const char *data, gsize length, gsize *used)
{
  gsize i = 0;

  *used = 0;
  if (!self->is_chunked)
    {
      *used = take (self, data, length);
      return self->left == 0 ? HRT_WEB_BODY_COMPLETE : HRT_WEB_BODY_MORE;
    }
  while (i < length)
    {
      HrtWebBodyState state;

      if (self->step == STEP_DATA)
        {
          i += take (self, data + i, length - i);
          if (self->left == 0)
            self->step = STEP_DATA_CR;
          continue;
        }
      state = feed_byte (self, data[i++]);
      if (state != HRT_WEB_BODY_MORE)
        {
          *used = i;
          return state;
        }
    }
  *used = i;
  return HRT_WEB_BODY_MORE;
}
