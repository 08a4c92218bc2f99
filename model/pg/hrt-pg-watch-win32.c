/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Watching libpq's socket where sockets are no file descriptors: Winsock signals an event object,
 * and the main loop waits for that.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <winsock2.h>

#include "hrt-pg-watch.h"

typedef struct
{
  GPollFD poll; /* of the event object */
  SOCKET socket;
  gboolean is_closed;
} Watch;

#define WATCH_IN (FD_READ | FD_CLOSE)

gpointer
_hrt_pg_watch_add (GSource *source, int socket)
{
  Watch *watch = g_new0 (Watch, 1);
  WSAEVENT event = WSACreateEvent ();

  watch->socket = (SOCKET) socket;
  watch->poll = (GPollFD){ .fd = (gintptr) event, .events = G_IO_IN };
  WSAEventSelect (watch->socket, event, WATCH_IN);
  g_source_add_poll (source, &watch->poll);
  return watch;
}

void
_hrt_pg_watch_set_out (GSource *source, gpointer watch, gboolean wants_out)
{
  Watch *self = watch;

  WSAEventSelect (self->socket, (WSAEVENT) (gintptr) self->poll.fd,
                  wants_out ? WATCH_IN | FD_WRITE : WATCH_IN);
}

/* Winsock tells the end only once, but there may be more to read before it: from then on the socket
 * counts as ready until its owner has come to the end. */
gboolean
_hrt_pg_watch_is_ready (GSource *source, gpointer watch)
{
  Watch *self = watch;
  WSANETWORKEVENTS events = { 0 };

  if (self == NULL || self->poll.revents == 0)
    return FALSE;
  if (WSAEnumNetworkEvents (self->socket, (WSAEVENT) (gintptr) self->poll.fd, &events) != 0 ||
      (events.lNetworkEvents & FD_CLOSE) != 0)
    self->is_closed = TRUE;
  if (self->is_closed)
    WSASetEvent ((WSAEVENT) (gintptr) self->poll.fd);
  return TRUE;
}

void
_hrt_pg_watch_free (gpointer watch)
{
  Watch *self = watch;

  if (self == NULL)
    return;
  WSAEventSelect (self->socket, NULL, 0);
  WSACloseEvent ((WSAEVENT) (gintptr) self->poll.fd);
  g_free (self);
}
