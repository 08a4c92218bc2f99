/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: takes heads and bodies out of the socket, within their limits.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-connection-private.h"

#include <string.h>

#define FIRST_BUFFER    (4 * 1024)
#define READ_BLOCK      (16 * 1024)
#define MAX_BUFFER      (64 * 1024)
#define MAX_BODY_MEMORY ((gsize) 64 * 1024 * 1024)

static gboolean
grow (HrtWebConnection *self, gsize room)
{
  if (self->in_start == self->in_end)
    self->in_start = self->in_end = self->scanned = 0;
  if (self->in_size - self->in_end >= room)
    return TRUE;
  if (self->in_start > 0)
    {
      memmove (self->in, self->in + self->in_start, self->in_end - self->in_start);
      self->in_end -= self->in_start;
      self->in_start = 0;
    }
  if (self->in_size - self->in_end >= room)
    return TRUE;
  if (self->in_end + room > MAX_BUFFER)
    return FALSE;
  self->in_size = self->in_end + room;
  self->in = g_realloc (self->in, self->in_size);
  return TRUE;
}

/* Reads what is there. FALSE: nothing now, or the connection is closed. */
gboolean
_hrt_web_connection_fill (HrtWebConnection *self)
{
  gsize room;
  gssize n;

  if (!self->can_read)
    return FALSE;
  if (!grow (self, self->in == NULL ? FIRST_BUFFER : READ_BLOCK))
    {
      hrt_web_connection_close (self);
      return FALSE;
    }
  room = self->in_size - self->in_end;
  n = hrt_web_socket_receive (self->watch.fd, self->in + self->in_end, room);
  if (n == HRT_WEB_SOCKET_BLOCKED)
    {
      self->can_read = FALSE;
      return FALSE;
    }
  if (n <= 0)
    {
      hrt_web_connection_close (self);
      return FALSE;
    }
  /* Less than asked for: drained, and the next bytes are a new event. */
  if ((gsize) n < room && !self->peer_closed)
    self->can_read = FALSE;
  self->in_end += (gsize) n;
  return TRUE;
}

gboolean
_hrt_web_connection_step_head (HrtWebConnection *self)
{
  HrtWebHead *head = &self->guard->head;
  gsize length = self->in_end - self->in_start;
  gssize end = 0;
  guint status;

  if (length > 0)
    end = hrt_web_head_find_end (self->in + self->in_start, length, &self->scanned);
  if (end < 0)
    status = 400;
  else if (end == 0 && self->scanned == 0 && length > HRT_WEB_HEAD_MAX_TARGET + 64)
    status = 414;
  else if (end > HRT_WEB_HEAD_MAX_BYTES || (end == 0 && length > HRT_WEB_HEAD_MAX_BYTES))
    status = 431;
  else if (end == 0)
    {
      if (_hrt_web_connection_fill (self))
        return TRUE;
      if (self->state == HRT_WEB_CONNECTION_CLOSED)
        return FALSE;
      _hrt_web_connection_set_idle (self, length == 0);
      if (length > 0 && !self->is_timed)
        _hrt_web_connection_set_deadline (self, _hrt_web_connection_now (self),
                                          self->guard->config->header_secs);
      self->is_timed = length > 0;
      if (length == 0)
        {
          _hrt_web_connection_set_deadline (self, _hrt_web_connection_now (self),
                                            self->guard->config->idle_secs);
          g_clear_pointer (&self->in, g_free);
          self->in_start = self->in_end = self->in_size = 0;
        }
      return FALSE;
    }
  else
    status = hrt_web_head_parse (head, self->in + self->in_start, (gsize) end);
  _hrt_web_connection_set_idle (self, FALSE);
  self->n_requests++;
  if (status != 0)
    {
      _hrt_web_connection_refuse (self, status, NULL);
      return TRUE;
    }
  self->keep = head->keeps_alive && !self->guard->is_draining &&
               self->n_requests < self->guard->config->max_requests;
  _hrt_web_connection_judge (self, head, (gsize) end);
  return TRUE;
}

gboolean
_hrt_web_connection_step_body (HrtWebConnection *self)
{
  gsize before = self->body.bytes->len, used = 0;
  HrtWebBodyState state;

  if (self->in_start == self->in_end && !_hrt_web_connection_fill (self))
    {
      if (self->state == HRT_WEB_CONNECTION_BODY)
        _hrt_web_connection_set_deadline (self, self->since,
                                          self->guard->config->body_secs +
                                              (guint) (before /
                                                       HRT_WEB_CONNECTION_MIN_BYTES_PER_SEC));
      return FALSE;
    }
  state = hrt_web_body_feed (&self->body, self->in + self->in_start, self->in_end - self->in_start,
                             &used);
  self->in_start += used;
  self->guard->body_bytes += self->body.bytes->len - before;
  if (state == HRT_WEB_BODY_COMPLETE)
    _hrt_web_connection_pass (self);
  else if (state == HRT_WEB_BODY_BAD)
    _hrt_web_connection_refuse (self, 400, NULL);
  else if (state == HRT_WEB_BODY_TOO_LARGE)
    _hrt_web_connection_refuse (self, 413, NULL);
  else if (self->guard->body_bytes > MAX_BODY_MEMORY)
    _hrt_web_connection_refuse (self, 503, NULL);
  return TRUE;
}
