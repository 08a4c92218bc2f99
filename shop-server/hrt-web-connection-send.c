/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: sends answers and refusals, and sees an answered visitor off.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-connection-private.h"

#define LINGER_SECS  2
#define LINGER_BYTES (1024 * 1024)

void
_hrt_web_connection_start_flush (HrtWebConnection *self, guint status)
{
  self->status = status;
  _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_FLUSH, self->guard->config->write_secs);
}

void
_hrt_web_connection_refuse (HrtWebConnection *self, guint status, const char *allow)
{
  _hrt_web_connection_clear_request (self);
  hrt_web_outbox_clear (&self->out);
  self->keep = FALSE;
  hrt_web_outbox_add (&self->out, hrt_web_outbox_make_refusal (status, allow));
  _hrt_web_connection_start_flush (self, status);
}

/**
 * hrt_web_connection_finish:
 * @self: a connection whose request is in the HTTP library
 * @response: (transfer full): all it wrote
 *
 * The HTTP library has closed its stream.
 */
void
hrt_web_connection_finish (HrtWebConnection *self, GByteArray *response)
{
  GBytes *bytes = g_byte_array_free_to_bytes (response);

  g_return_if_fail (self->state == HRT_WEB_CONNECTION_PASS);
  self->stream = NULL;
  if (g_bytes_get_size (bytes) == 0)
    {
      g_bytes_unref (bytes);
      hrt_web_connection_close (self);
      return;
    }
  hrt_web_outbox_add (&self->out, bytes);
  _hrt_web_connection_start_flush (self, 0);
  _hrt_web_connection_pump (self);
}

static void
answered (HrtWebConnection *self)
{
  gboolean is_quiet = self->in_start == self->in_end && !self->can_read;

  self->guard->ops->answered (self, self->status, self->out.sent, self->guard->user_data);
  hrt_web_outbox_clear (&self->out);
  if (self->keep && !self->peer_closed)
    {
      self->state = HRT_WEB_CONNECTION_HEAD;
      return;
    }
  /* Closing on unread bytes would reset the connection and take the answer with it. */
  if (is_quiet && self->status < 400)
    {
      hrt_web_connection_close (self);
      return;
    }
  hrt_web_socket_end (self->watch.fd);
  self->discarded = 0;
  _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_LINGER, LINGER_SECS);
}

/* The kernel takes megabytes at once, so a rate alone would forgive a reader who then stops. */
static void
wait_for_reader (HrtWebConnection *self)
{
  gint64 patience = (gint64) self->guard->config->write_secs * G_USEC_PER_SEC;
  gint64 at_rate = self->since + patience +
                   (gint64) self->out.sent * G_USEC_PER_SEC / HRT_WEB_CONNECTION_MIN_BYTES_PER_SEC;

  hrt_web_hub_set_deadline (self->guard->hub, &self->watch,
                            MIN (at_rate, _hrt_web_connection_now (self) + patience));
}

gboolean
_hrt_web_connection_step_flush (HrtWebConnection *self)
{
  switch (hrt_web_outbox_send (&self->out, self->watch.fd))
    {
    case HRT_WEB_OUTBOX_MORE:
      return TRUE;
    case HRT_WEB_OUTBOX_BLOCKED:
      self->can_write = FALSE;
      wait_for_reader (self);
      return FALSE;
    case HRT_WEB_OUTBOX_DONE:
      answered (self);
      return self->state != HRT_WEB_CONNECTION_CLOSED;
    case HRT_WEB_OUTBOX_BROKEN:
    default:
      hrt_web_connection_close (self);
      return FALSE;
    }
}

gboolean
_hrt_web_connection_step_linger (HrtWebConnection *self)
{
  char waste[4096];
  gssize n;

  if (!self->can_read)
    return FALSE;
  n = hrt_web_socket_receive (self->watch.fd, waste, sizeof waste);
  if (n == HRT_WEB_SOCKET_BLOCKED)
    {
      self->can_read = FALSE;
      return FALSE;
    }
  self->discarded += (gsize) MAX (n, 0);
  if (n > 0 && self->discarded < LINGER_BYTES)
    return TRUE;
  hrt_web_connection_close (self);
  return FALSE;
}
