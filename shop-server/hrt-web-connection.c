/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: reads heads and bodies itself, so that the HTTP library sees only whole,
 * unambiguous requests and no slow visitor. This file: from accept to close, and whose turn it is.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-connection-private.h"

#define MAX_PIPELINE 64

gint64
_hrt_web_connection_now (HrtWebConnection *self)
{
  return hrt_web_hub_get_now (self->guard->hub);
}

void
_hrt_web_connection_set_deadline (HrtWebConnection *self, gint64 from, guint secs)
{
  hrt_web_hub_set_deadline (self->guard->hub, &self->watch, from + (gint64) secs * G_USEC_PER_SEC);
}

void
_hrt_web_connection_enter (HrtWebConnection *self, HrtWebConnectionState state, guint secs)
{
  self->state = state;
  self->since = _hrt_web_connection_now (self);
  _hrt_web_connection_set_deadline (self, self->since, secs);
}

void
_hrt_web_connection_set_idle (HrtWebConnection *self, gboolean is_idle)
{
  if (self->is_idle == is_idle)
    return;
  self->is_idle = is_idle;
  if (is_idle)
    g_queue_push_tail_link (&self->guard->idle, &self->idle_link);
  else
    g_queue_unlink (&self->guard->idle, &self->idle_link);
}

void
_hrt_web_connection_clear_body (HrtWebConnection *self)
{
  if (self->body.bytes == NULL)
    return;
  self->guard->body_bytes -= self->body.bytes->len;
  hrt_web_body_clear (&self->body);
}

void
_hrt_web_connection_clear_request (HrtWebConnection *self)
{
  g_clear_pointer (&self->head, g_free);
  if (self->request != NULL)
    g_string_free (g_steal_pointer (&self->request), TRUE);
  _hrt_web_connection_clear_body (self);
}

static void
free_connection (gpointer data)
{
  HrtWebConnection *self = data;

  g_free (self->address);
  g_free (self->in);
  g_free (self);
}

/**
 * hrt_web_connection_close:
 * @self: (transfer full): the connection
 *
 * Closes it at once. A request in the HTTP library is told.
 */
void
hrt_web_connection_close (HrtWebConnection *self)
{
  HrtWebConnectionState state = self->state;
  HrtWebGuard *guard = self->guard;

  if (state == HRT_WEB_CONNECTION_CLOSED)
    return;
  self->state = HRT_WEB_CONNECTION_CLOSED;
  if (self->stream != NULL)
    hrt_web_guard_stream_detach (g_steal_pointer (&self->stream));
  if (self->exchange != NULL)
    guard->ops->gone (self, guard->user_data);
  _hrt_web_connection_set_idle (self, FALSE);
  g_queue_unlink (&guard->connections, &self->link);
  hrt_web_hub_remove (guard->hub, &self->watch);
  hrt_web_socket_close (self->watch.fd);
  _hrt_web_connection_clear_request (self);
  hrt_web_outbox_clear (&self->out);
  if (guard->closed != NULL)
    guard->closed (self, guard->closed_data);
  hrt_web_hub_dispose_later (guard->hub, self, free_connection);
}

static gboolean
step (HrtWebConnection *self)
{
  switch (self->state)
    {
    case HRT_WEB_CONNECTION_HEAD:
      return _hrt_web_connection_step_head (self);
    case HRT_WEB_CONNECTION_BODY:
      return _hrt_web_connection_step_body (self);
    case HRT_WEB_CONNECTION_FLUSH:
      return _hrt_web_connection_step_flush (self);
    case HRT_WEB_CONNECTION_LINGER:
      return _hrt_web_connection_step_linger (self);
    case HRT_WEB_CONNECTION_WAIT:
    case HRT_WEB_CONNECTION_PASS:
    case HRT_WEB_CONNECTION_CLOSED:
    default:
      return FALSE;
    }
}

/* Goes on until nothing can be done now; a visitor with much to say lets the others have their
 * turn. */
void
_hrt_web_connection_pump (HrtWebConnection *self)
{
  for (guint i = 0; i < 4 * MAX_PIPELINE; i++)
    if (!step (self))
      return;
  hrt_web_hub_call_again (self->guard->hub, &self->watch);
}

static void
expire (HrtWebConnection *self)
{
  switch (self->state)
    {
    case HRT_WEB_CONNECTION_HEAD:
      if (self->in_start == self->in_end)
        {
          hrt_web_connection_close (self);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case HRT_WEB_CONNECTION_BODY:
      _hrt_web_connection_refuse (self, 408, NULL);
      _hrt_web_connection_pump (self);
      break;
    case HRT_WEB_CONNECTION_WAIT:
      _hrt_web_connection_clear_request (self);
      self->guard->ops->gone (self, self->guard->user_data);
      _hrt_web_connection_refuse (self, 503, NULL);
      _hrt_web_connection_pump (self);
      break;
    case HRT_WEB_CONNECTION_PASS:
      if (self->peer_closed)
        {
          hrt_web_connection_close (self);
          break;
        }
      _hrt_web_connection_set_deadline (self, _hrt_web_connection_now (self),
                                        self->guard->config->handler_secs);
      self->guard->ops->overdue (self, self->guard->user_data);
      break;
    case HRT_WEB_CONNECTION_FLUSH:
    case HRT_WEB_CONNECTION_LINGER:
    case HRT_WEB_CONNECTION_CLOSED:
    default:
      hrt_web_connection_close (self);
      break;
    }
}

static void
on_event (HrtWebWatch *watch, guint events)
{
  HrtWebConnection *self = (HrtWebConnection *) watch;

  if ((events & HRT_WEB_DEADLINE) != 0)
    {
      expire (self);
      return;
    }
  if ((events & HRT_WEB_HANGUP) != 0)
    {
      self->peer_closed = self->can_read = TRUE;
      if (self->state == HRT_WEB_CONNECTION_PASS || self->state == HRT_WEB_CONNECTION_WAIT)
        {
          hrt_web_connection_close (self);
          return;
        }
    }
  if ((events & HRT_WEB_READABLE) != 0)
    self->can_read = TRUE;
  if ((events & HRT_WEB_WRITABLE) != 0)
    self->can_write = TRUE;
  /* Writable alone is no news to somebody who waits for words. */
  if (self->state == HRT_WEB_CONNECTION_FLUSH ? self->can_write
                                              : self->can_read || self->in_start < self->in_end)
    _hrt_web_connection_pump (self);
}

/**
 * hrt_web_connection_new:
 * @guard: what it shares with the others
 * @fd: (transfer full): a connected, non-blocking socket
 * @address: (transfer full): the visitor's address as text
 * @is_trusted: whether that is a proxy of ours
 *
 * Watches the socket. The connection frees itself when it is closed.
 *
 * Returns: (transfer none) (nullable): the connection; %NULL if it was closed at once
 */
HrtWebConnection *
hrt_web_connection_new (HrtWebGuard *guard, int fd, char *address, gboolean is_trusted)
{
  HrtWebConnection *self = g_new0 (HrtWebConnection, 1);

  self->guard = guard;
  self->address = address;
  self->is_trusted = is_trusted;
  self->link.data = self->idle_link.data = self;
  if (!hrt_web_hub_add (guard->hub, &self->watch, fd, on_event))
    {
      hrt_web_socket_close (fd);
      free_connection (self);
      return NULL;
    }
  g_queue_push_tail_link (&guard->connections, &self->link);
  _hrt_web_connection_set_idle (self, TRUE);
  _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_HEAD, guard->config->idle_secs);
  return self;
}

const char *
hrt_web_connection_get_address (HrtWebConnection *self)
{
  return self->address;
}

gboolean
hrt_web_connection_is_trusted (HrtWebConnection *self)
{
  return self->is_trusted;
}

gboolean
hrt_web_connection_keeps_alive (HrtWebConnection *self)
{
  return self->keep;
}

void
hrt_web_connection_stop_keeping (HrtWebConnection *self)
{
  self->keep = FALSE;
}

void
hrt_web_connection_set_exchange (HrtWebConnection *self, gpointer exchange)
{
  self->exchange = exchange;
}

gpointer
hrt_web_connection_get_exchange (HrtWebConnection *self)
{
  return self->exchange;
}

/**
 * hrt_web_guard_evict:
 * @guard: the connections
 *
 * Makes room: closes the connection that has been idle longest.
 *
 * Returns: %FALSE if none is idle
 */
gboolean
hrt_web_guard_evict (HrtWebGuard *guard)
{
  HrtWebConnection *oldest = g_queue_peek_head (&guard->idle);

  if (oldest == NULL)
    return FALSE;
  hrt_web_connection_close (oldest);
  return TRUE;
}
