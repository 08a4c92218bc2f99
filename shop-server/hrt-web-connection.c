/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: reads heads and bodies itself, so that the HTTP library sees only whole,
 * unambiguous requests and no slow visitor.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-connection.h"

#include <errno.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hrt-web-body.h"
#include "hrt-web-guard-stream.h"
#include "hrt-web-outbox.h"

#define FIRST_BUFFER      (4 * 1024)
#define READ_BLOCK        (16 * 1024)
#define MAX_BUFFER        (64 * 1024)
#define MAX_PIPELINE      64
#define MIN_BYTES_PER_SEC 4096
#define MAX_BODY_MEMORY   ((gsize) 64 * 1024 * 1024)
#define LINGER_SECS       2
#define GONE_SECS         1
#define LINGER_BYTES      (1024 * 1024)

typedef enum
{
  STATE_HEAD, /* idle, or in the middle of a head */
  STATE_BODY,
  STATE_WAIT,   /* for somebody else's page */
  STATE_PASS,   /* the HTTP library has it */
  STATE_FLUSH,  /* sending */
  STATE_LINGER, /* answered, not listened to any more */
  STATE_CLOSED,
} State;

struct _HrtWebConnection
{
  HrtWebWatch watch; /* first: the hub hands this back */
  HrtWebGuard *guard;
  State state;
  gboolean can_read, can_write, peer_closed;
  gboolean keep;     /* after this answer */
  gboolean is_idle;  /* in guard->idle */
  gboolean is_timed; /* the head's deadline is running */
  gboolean is_trusted;
  guint n_requests;
  GList link, idle_link;
  char *address;
  char *in; /* (nullable) received and not used */
  gsize in_start, in_end, in_size, scanned;
  HrtWebHead *head; /* (nullable) of a request that waits */
  gsize head_length;
  GString *request; /* (nullable) as the HTTP library will see it */
  HrtWebBody body;
  HrtWebGuardStream *stream; /* (nullable) while the HTTP library has it */
  gpointer exchange;         /* (nullable) the server's */
  HrtWebOutbox out;
  guint status;
  gint64 since; /* of this state */
  gsize discarded;
};

static void pump (HrtWebConnection *self);

static gint64
now (HrtWebConnection *self)
{
  return hrt_web_hub_get_now (self->guard->hub);
}

static void
set_deadline (HrtWebConnection *self, gint64 from, guint secs)
{
  hrt_web_hub_set_deadline (self->guard->hub, &self->watch, from + (gint64) secs * G_USEC_PER_SEC);
}

static void
enter (HrtWebConnection *self, State state, guint secs)
{
  self->state = state;
  self->since = now (self);
  set_deadline (self, self->since, secs);
}

static void
set_idle (HrtWebConnection *self, gboolean is_idle)
{
  if (self->is_idle == is_idle)
    return;
  self->is_idle = is_idle;
  if (is_idle)
    g_queue_push_tail_link (&self->guard->idle, &self->idle_link);
  else
    g_queue_unlink (&self->guard->idle, &self->idle_link);
}

static void
clear_body (HrtWebConnection *self)
{
  if (self->body.bytes == NULL)
    return;
  self->guard->body_bytes -= self->body.bytes->len;
  hrt_web_body_clear (&self->body);
}

static void
clear_request (HrtWebConnection *self)
{
  g_clear_pointer (&self->head, g_free);
  if (self->request != NULL)
    g_string_free (g_steal_pointer (&self->request), TRUE);
  clear_body (self);
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
  State state = self->state;
  HrtWebGuard *guard = self->guard;

  if (state == STATE_CLOSED)
    return;
  self->state = STATE_CLOSED;
  if (self->stream != NULL)
    hrt_web_guard_stream_detach (g_steal_pointer (&self->stream));
  if (self->exchange != NULL)
    guard->ops->gone (self, guard->user_data);
  set_idle (self, FALSE);
  g_queue_unlink (&guard->connections, &self->link);
  hrt_web_hub_remove (guard->hub, &self->watch);
  close (self->watch.fd);
  clear_request (self);
  hrt_web_outbox_clear (&self->out);
  if (guard->closed != NULL)
    guard->closed (self, guard->closed_data);
  hrt_web_hub_dispose_later (guard->hub, self, free_connection);
}

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
static gboolean
fill (HrtWebConnection *self)
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
  do
    n = recv (self->watch.fd, self->in + self->in_end, room, 0);
  while (n < 0 && errno == EINTR);
  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
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

static void
start_flush (HrtWebConnection *self, guint status)
{
  self->status = status;
  enter (self, STATE_FLUSH, self->guard->config->write_secs);
}

static void
refuse (HrtWebConnection *self, guint status, const char *allow)
{
  clear_request (self);
  hrt_web_outbox_clear (&self->out);
  self->keep = FALSE;
  hrt_web_outbox_add (&self->out, hrt_web_outbox_make_refusal (status, allow));
  start_flush (self, status);
}

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

/* One spelling of the request for the HTTP library: no framing but ours, no ranges, no upgrades. */
static void
write_request (HrtWebConnection *self, const HrtWebHead *head)
{
  self->request = g_string_sized_new (1024);
  g_string_append_printf (self->request, "%s %s HTTP/1.%u\r\n", head->method, head->target,
                          head->minor);
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

static void
pass (HrtWebConnection *self)
{
  GBytes *bytes;

  if (self->body.bytes != NULL)
    g_string_append_printf (self->request, "content-length: %u\r\n", self->body.bytes->len);
  g_string_append (self->request, "\r\n");
  if (self->body.bytes != NULL)
    g_string_append_len (self->request, (const char *) self->body.bytes->data,
                         self->body.bytes->len);
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->request));
  clear_body (self);
  /* Who has sent the end already may still listen, or may be gone: a moment shows it. */
  enter (self, STATE_PASS, self->peer_closed ? GONE_SECS : self->guard->config->handler_secs);
  self->stream = hrt_web_guard_stream_new (self, bytes);
  self->guard->ops->pass (self, G_IO_STREAM (self->stream), self->guard->user_data);
  g_bytes_unref (bytes);
}

static void
start_body (HrtWebConnection *self, const HrtWebHead *head, gsize length, gsize limit)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  gboolean has_body = head->is_chunked || head->content_length > 0;

  if (head->content_length > 0 && (guint64) head->content_length > limit)
    {
      refuse (self, 413, NULL);
      return;
    }
  write_request (self, head);
  if (has_body)
    hrt_web_body_start (&self->body, head->is_chunked, (gsize) MAX (head->content_length, 0),
                        limit);
  /* Two dozen bytes into an empty buffer of the kernel: if that blocks, the visitor goes on
   * without. */
  if (has_body && head->expects_continue && head->minor >= 1 &&
      send (self->watch.fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL) < 0)
    g_debug ("100 Continue was not sent");
  consume (self, length);
  if (has_body)
    enter (self, STATE_BODY, self->guard->config->body_secs);
  else
    pass (self);
}

static void
judge (HrtWebConnection *self, const HrtWebHead *head, gsize length)
{
  HrtWebVerdict verdict = self->guard->ops->head (self, head, self->guard->user_data);

  switch (verdict.kind)
    {
    case HRT_WEB_VERDICT_PAGE:
      start_flush (self, hrt_web_outbox_add_page (&self->out, head, verdict.page,
                                                  date_line (self->guard), self->keep));
      consume (self, length);
      break;
    case HRT_WEB_VERDICT_PASS:
      start_body (self, head, length, verdict.max_body);
      break;
    case HRT_WEB_VERDICT_WAIT:
      if (self->head == NULL)
        self->head = g_memdup2 (head, sizeof *head);
      self->head_length = length;
      enter (self, STATE_WAIT, self->guard->config->handler_secs);
      break;
    case HRT_WEB_VERDICT_REFUSE:
    default:
      refuse (self, verdict.status, verdict.allow);
      g_free (verdict.allow);
      break;
    }
}

static gboolean
step_head (HrtWebConnection *self)
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
      if (fill (self))
        return TRUE;
      if (self->state == STATE_CLOSED)
        return FALSE;
      set_idle (self, length == 0);
      if (length > 0 && !self->is_timed)
        set_deadline (self, now (self), self->guard->config->header_secs);
      self->is_timed = length > 0;
      if (length == 0)
        {
          set_deadline (self, now (self), self->guard->config->idle_secs);
          g_clear_pointer (&self->in, g_free);
          self->in_start = self->in_end = self->in_size = 0;
        }
      return FALSE;
    }
  else
    status = hrt_web_head_parse (head, self->in + self->in_start, (gsize) end);
  set_idle (self, FALSE);
  self->n_requests++;
  if (status != 0)
    {
      refuse (self, status, NULL);
      return TRUE;
    }
  self->keep = head->keeps_alive && !self->guard->is_draining &&
               self->n_requests < self->guard->config->max_requests;
  judge (self, head, (gsize) end);
  return TRUE;
}

static gboolean
step_body (HrtWebConnection *self)
{
  gsize before = self->body.bytes->len, used = 0;
  HrtWebBodyState state;

  if (self->in_start == self->in_end && !fill (self))
    {
      if (self->state == STATE_BODY)
        set_deadline (self, self->since,
                      self->guard->config->body_secs + (guint) (before / MIN_BYTES_PER_SEC));
      return FALSE;
    }
  state = hrt_web_body_feed (&self->body, self->in + self->in_start, self->in_end - self->in_start,
                             &used);
  self->in_start += used;
  self->guard->body_bytes += self->body.bytes->len - before;
  if (state == HRT_WEB_BODY_COMPLETE)
    pass (self);
  else if (state == HRT_WEB_BODY_BAD)
    refuse (self, 400, NULL);
  else if (state == HRT_WEB_BODY_TOO_LARGE)
    refuse (self, 413, NULL);
  else if (self->guard->body_bytes > MAX_BODY_MEMORY)
    refuse (self, 503, NULL);
  return TRUE;
}

static void
answered (HrtWebConnection *self)
{
  gboolean is_quiet = self->in_start == self->in_end && !self->can_read;

  self->guard->ops->answered (self, self->status, self->out.sent, self->guard->user_data);
  hrt_web_outbox_clear (&self->out);
  if (self->keep && !self->peer_closed)
    {
      self->state = STATE_HEAD;
      return;
    }
  /* Closing on unread bytes would reset the connection and take the answer with it. */
  if (is_quiet && self->status < 400)
    {
      hrt_web_connection_close (self);
      return;
    }
  shutdown (self->watch.fd, SHUT_WR);
  self->discarded = 0;
  enter (self, STATE_LINGER, LINGER_SECS);
}

/* The kernel takes megabytes at once, so a rate alone would forgive a reader who then stops. */
static void
wait_for_reader (HrtWebConnection *self)
{
  gint64 patience = (gint64) self->guard->config->write_secs * G_USEC_PER_SEC;
  gint64 at_rate =
      self->since + patience + (gint64) self->out.sent * G_USEC_PER_SEC / MIN_BYTES_PER_SEC;

  hrt_web_hub_set_deadline (self->guard->hub, &self->watch, MIN (at_rate, now (self) + patience));
}

static gboolean
step_flush (HrtWebConnection *self)
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
      return self->state != STATE_CLOSED;
    case HRT_WEB_OUTBOX_BROKEN:
    default:
      hrt_web_connection_close (self);
      return FALSE;
    }
}

static gboolean
step_linger (HrtWebConnection *self)
{
  char waste[4096];
  gssize n;

  if (!self->can_read)
    return FALSE;
  n = recv (self->watch.fd, waste, sizeof waste, 0);
  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
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

static gboolean
step (HrtWebConnection *self)
{
  switch (self->state)
    {
    case STATE_HEAD:
      return step_head (self);
    case STATE_BODY:
      return step_body (self);
    case STATE_FLUSH:
      return step_flush (self);
    case STATE_LINGER:
      return step_linger (self);
    case STATE_WAIT:
    case STATE_PASS:
    case STATE_CLOSED:
    default:
      return FALSE;
    }
}

/* Goes on until nothing can be done now; a visitor with much to say lets the others have their
 * turn. */
static void
pump (HrtWebConnection *self)
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
    case STATE_HEAD:
      if (self->in_start == self->in_end)
        {
          hrt_web_connection_close (self);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case STATE_BODY:
      refuse (self, 408, NULL);
      pump (self);
      break;
    case STATE_WAIT:
      clear_request (self);
      self->guard->ops->gone (self, self->guard->user_data);
      refuse (self, 503, NULL);
      pump (self);
      break;
    case STATE_PASS:
      if (self->peer_closed)
        {
          hrt_web_connection_close (self);
          break;
        }
      set_deadline (self, now (self), self->guard->config->handler_secs);
      self->guard->ops->overdue (self, self->guard->user_data);
      break;
    case STATE_FLUSH:
    case STATE_LINGER:
    case STATE_CLOSED:
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
      if (self->state == STATE_PASS || self->state == STATE_WAIT)
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
  if (self->state == STATE_FLUSH ? self->can_write
                                 : self->can_read || self->in_start < self->in_end)
    pump (self);
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
      close (fd);
      free_connection (self);
      return NULL;
    }
  g_queue_push_tail_link (&guard->connections, &self->link);
  set_idle (self, TRUE);
  enter (self, STATE_HEAD, guard->config->idle_secs);
  return self;
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

  if (self->state != STATE_WAIT)
    return;
  head = g_steal_pointer (&self->head);
  judge (self, head, self->head_length);
  pump (self);
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

  g_return_if_fail (self->state == STATE_PASS);
  self->stream = NULL;
  if (g_bytes_get_size (bytes) == 0)
    {
      g_bytes_unref (bytes);
      hrt_web_connection_close (self);
      return;
    }
  hrt_web_outbox_add (&self->out, bytes);
  start_flush (self, 0);
  pump (self);
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
