/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebOutbox: what lies ready is sent from where it lies, in one call with the line that is new.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-outbox.h"

#include <libsoup/soup.h>
#include <string.h>

#include "hrt-web-response-private.h"
#include "hrt-web-socket.h"

/**
 * hrt_web_outbox_clear:
 * @self: an outbox
 *
 * Forgets what was not sent.
 */
void
hrt_web_outbox_clear (HrtWebOutbox *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->segments[i].owner, g_bytes_unref);
  self->n = self->at = 0;
  self->sent = 0;
}

static void
add_segment (HrtWebOutbox *self, GBytes *owner, const char *data, gsize length)
{
  HrtWebSegment *segment = &self->segments[self->n++];

  g_assert (self->n <= HRT_WEB_OUTBOX_SEGMENTS);
  segment->owner = owner;
  segment->data = data;
  segment->length = length;
}

/**
 * hrt_web_outbox_add:
 * @self: an outbox
 * @bytes: (transfer full): to be sent
 */
void
hrt_web_outbox_add (HrtWebOutbox *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  add_segment (self, bytes, data, length);
}

/* Only complete answers are kept as pages. */
static const char *
status_line (guint status)
{
  return status == 304 ? "HTTP/1.1 304 Not Modified\r\n" : "HTTP/1.1 200 OK\r\n";
}

/**
 * hrt_web_outbox_add_page:
 * @self: an outbox
 * @head: what was asked
 * @page: a complete answer of status 200
 * @date_line: "Date: …\r\n"
 * @keeps_alive: whether the connection stays
 *
 * Date and connection are of now; everything else of the answer lies ready.
 *
 * Returns: the status that is sent: 200, or 304 if the visitor has just this page
 */
guint
hrt_web_outbox_add_page (HrtWebOutbox *self,
                         const HrtWebHead *head,
                         HrtWebPage *page,
                         const char *date_line,
                         gboolean keeps_alive)
{
  gboolean is_known = hrt_web_page_matches (page, head->if_none_match);
  const HrtWebPagePart *part =
      page->gzip.bytes != NULL && hrt_web_head_accepts_gzip (head) ? &page->gzip : &page->plain;
  GBytes *bytes = is_known ? page->not_modified : part->bytes;
  guint status = is_known ? 304 : 200;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *prefix;

  if (strcmp (head->method, "HEAD") == 0 && !is_known)
    length = part->head_length;
  /* The date line may be rewritten before a slow visitor has read it: send a copy. */
  prefix = g_strconcat (status_line (status), date_line,
                        keeps_alive ? NULL : "Connection: close\r\n", NULL);
  hrt_web_outbox_add (self, g_bytes_new_take (prefix, strlen (prefix)));
  add_segment (self, g_bytes_ref (bytes), data, length);
  return status;
}

static HrtWebOutboxState
take_sent (HrtWebOutbox *self, gsize n)
{
  self->sent += n;
  for (; self->at < self->n; self->at++)
    {
      HrtWebSegment *segment = &self->segments[self->at];
      gsize taken = MIN (n, segment->length);

      segment->data += taken;
      segment->length -= taken;
      n -= taken;
      if (segment->length > 0)
        return HRT_WEB_OUTBOX_MORE;
    }
  return HRT_WEB_OUTBOX_DONE;
}

/**
 * hrt_web_outbox_send:
 * @self: an outbox that is not empty
 * @fd: a non-blocking socket
 *
 * Sends what the kernel takes.
 *
 * Returns: what to do next
 */
HrtWebOutboxState
hrt_web_outbox_send (HrtWebOutbox *self, int fd)
{
  HrtWebSocketPart parts[HRT_WEB_OUTBOX_SEGMENTS];
  guint n_parts = 0;
  gssize n;

  for (guint i = self->at; i < self->n; i++)
    parts[n_parts++] = (HrtWebSocketPart){ self->segments[i].data, self->segments[i].length };
  n = hrt_web_socket_send (fd, parts, n_parts);
  if (n < 0)
    return n == HRT_WEB_SOCKET_BLOCKED ? HRT_WEB_OUTBOX_BLOCKED : HRT_WEB_OUTBOX_BROKEN;
  return take_sent (self, (gsize) n);
}

static void
write_header (const char *name, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

/**
 * hrt_web_outbox_make_refusal:
 * @status: why
 * @allow: (nullable): for 405
 *
 * Returns: (transfer full): a complete answer that closes the connection
 */
GBytes *
hrt_web_outbox_make_refusal (guint status, const char *allow)
{
  const char *reason = _hrt_web_status_phrase (status);
  GString *out = g_string_new (NULL);
  g_autoptr (GDateTime) date = g_date_time_new_now_utc ();
  g_autofree char *date_text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  g_string_append_printf (out, "HTTP/1.1 %u %s\r\nDate: %s\r\n", status, reason, date_text);
  write_header ("Content-Type", "text/plain; charset=utf-8", out);
  write_header ("Cache-Control", "private, no-store", out);
  _hrt_web_security_headers (FALSE, write_header, out);
  if (allow != NULL)
    write_header ("Allow", allow, out);
  if (status == 503)
    write_header ("Retry-After", "5", out);
  g_string_append_printf (out, "Content-Length: %u\r\nConnection: close\r\n\r\n%s\n",
                          (guint) strlen (reason) + 1, reason);
  return g_string_free_to_bytes (out);
}
