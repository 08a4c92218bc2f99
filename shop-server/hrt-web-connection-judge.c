/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: what becomes of a request whose head is known; one spelling of it for the HTTP
 * library.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-connection-private.h"

#include <libsoup/soup.h>
#include <string.h>

#define GONE_SECS 1
#define GO_ON     "HTTP/1.1 100 Continue\r\n\r\n"

static const char *
date_line (HrtWebGuard *guard)
{
  gint64 second = g_get_real_time () / G_USEC_PER_SEC;

  if (second != guard->date_second)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (second);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

      guard->date_second = second;
      g_snprintf (guard->date, sizeof guard->date, "Date: %s\r\n", text);
    }
  return guard->date;
}

static gboolean
is_passed_on (const char *name)
{
  static const char *const ours[] = { "connection",        "content-length", "expect",
                                      "keep-alive",        "range",          "te",
                                      "transfer-encoding", "trailer",        "upgrade",
                                      "proxy-connection",  "if-range" };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (strcmp (name, ours[i]) == 0)
      return FALSE;
  return TRUE;
}

/* One spelling of the request for the HTTP library: no framing but ours, no ranges, no upgrades.
 * Where it goes is known already; a NUL in it, which the library answers by itself and without our
 * headers, it need not see. */
static void
write_request (HrtWebConnection *self, const HrtWebHead *head)
{
  const char *target = strstr (head->target, "%00") != NULL ? "/" : head->target;

  self->request = g_string_sized_new (1024);
  g_string_append_printf (self->request, "%s %s HTTP/1.%u\r\n", head->method, target, head->minor);
  for (guint i = 0; i < head->n_headers; i++)
    if (is_passed_on (head->headers[i].name))
      g_string_append_printf (self->request, "%s: %s\r\n", head->headers[i].name,
                              head->headers[i].value);
}

static void
consume (HrtWebConnection *self, gsize length)
{
  self->in_start += length;
  self->scanned = 0;
  self->is_timed = FALSE;
}

void
_hrt_web_connection_pass (HrtWebConnection *self)
{
  GBytes *bytes;

  if (self->body.bytes != NULL)
    g_string_append_printf (self->request, "content-length: %u\r\n", self->body.bytes->len);
  g_string_append (self->request, "\r\n");
  if (self->body.bytes != NULL)
    g_string_append_len (self->request, (const char *) self->body.bytes->data,
                         self->body.bytes->len);
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->request));
  _hrt_web_connection_clear_body (self);
  /* Who has sent the end already may still listen, or may be gone: a moment shows it. */
  _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_PASS,
                             self->peer_closed ? GONE_SECS : self->guard->config->handler_secs);
  self->stream = hrt_web_guard_stream_new (self, bytes);
  self->guard->ops->pass (self, G_IO_STREAM (self->stream), self->guard->user_data);
  g_bytes_unref (bytes);
}

static void
start_body (HrtWebConnection *self, const HrtWebHead *head, gsize length, gsize limit)
{
  static const HrtWebSocketPart go_on = { GO_ON, sizeof GO_ON - 1 };
  gboolean has_body = head->is_chunked || head->content_length > 0;

  if (head->content_length > 0 && (guint64) head->content_length > limit)
    {
      _hrt_web_connection_refuse (self, 413, NULL);
      return;
    }
  write_request (self, head);
  if (has_body)
    hrt_web_body_start (&self->body, head->is_chunked, (gsize) MAX (head->content_length, 0),
                        limit);
  /* Two dozen bytes into an empty buffer of the kernel: if that blocks, the visitor goes on
   * without. */
  if (has_body && head->expects_continue && head->minor >= 1 &&
      hrt_web_socket_send (self->watch.fd, &go_on, 1) < 0)
    g_debug ("100 Continue was not sent");
  consume (self, length);
  if (has_body)
    _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_BODY, self->guard->config->body_secs);
  else
    _hrt_web_connection_pass (self);
}

void
_hrt_web_connection_judge (HrtWebConnection *self, const HrtWebHead *head, gsize length)
{
  HrtWebVerdict verdict = self->guard->ops->head (self, head, self->guard->user_data);

  switch (verdict.kind)
    {
    case HRT_WEB_VERDICT_PAGE:
      _hrt_web_connection_start_flush (
          self, hrt_web_outbox_add_page (&self->out, head, verdict.page, date_line (self->guard),
                                         self->keep));
      consume (self, length);
      break;
    case HRT_WEB_VERDICT_PASS:
      start_body (self, head, length, verdict.max_body);
      break;
    case HRT_WEB_VERDICT_WAIT:
      if (self->head == NULL)
        self->head = g_memdup2 (head, sizeof *head);
      self->head_length = length;
      _hrt_web_connection_enter (self, HRT_WEB_CONNECTION_WAIT, self->guard->config->handler_secs);
      break;
    case HRT_WEB_VERDICT_REFUSE:
    default:
      _hrt_web_connection_refuse (self, verdict.status, verdict.allow);
      g_free (verdict.allow);
      break;
    }
}

/**
 * hrt_web_connection_retry:
 * @self: a connection whose request waits
 *
 * Asks again what becomes of the request.
 */
void
hrt_web_connection_retry (HrtWebConnection *self)
{
  g_autofree HrtWebHead *head = NULL;

  if (self->state != HRT_WEB_CONNECTION_WAIT)
    return;
  head = g_steal_pointer (&self->head);
  _hrt_web_connection_judge (self, head, self->head_length);
  _hrt_web_connection_pump (self);
}
