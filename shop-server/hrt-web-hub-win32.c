/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHub on Windows: one event object for all sockets, so that the main loop's limit of 64 waits
 * does not count. A wake-up looks at every socket; the listener caps their number for that reason.
 */

#define G_LOG_DOMAIN "hrt-web"

#include <winsock2.h>

#include "hrt-web-hub-private.h"

#include <string.h>

typedef struct
{
  HrtWebHub hub; /* first: the main loop hands this back */
  GPollFD poll;
  GPtrArray *watches; /* (element-type HrtWebWatch) */
} EventHub;

static WSAEVENT
get_event (HrtWebHub *self)
{
  return (WSAEVENT) (gintptr) ((EventHub *) self)->poll.fd;
}

static guint
translate (long events)
{
  return ((events & (FD_READ | FD_ACCEPT)) != 0 ? HRT_WEB_READABLE : 0) |
         ((events & FD_WRITE) != 0 ? HRT_WEB_WRITABLE : 0) |
         ((events & FD_CLOSE) != 0 ? HRT_WEB_HANGUP : 0);
}

static gboolean
hub_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return _hrt_web_hub_has_work ((HrtWebHub *) source);
}

static gboolean
hub_check (GSource *source)
{
  return _hrt_web_hub_has_work ((HrtWebHub *) source) || ((EventHub *) source)->poll.revents != 0;
}

/* Winsock tells of a socket once, and again only after it was read, written or accepted from: that
 * is what the hub promises. The event is reset first, so that what comes meanwhile wakes us again.
 */
static void
look_at_all (EventHub *self)
{
  WSAResetEvent (get_event (&self->hub));
  for (guint i = self->watches->len; i-- > 0;)
    {
      HrtWebWatch *watch;
      WSANETWORKEVENTS events;

      if (i >= self->watches->len)
        continue; /* a function removed others */
      watch = g_ptr_array_index (self->watches, i);
      if (WSAEnumNetworkEvents ((SOCKET) watch->fd, NULL, &events) == 0 &&
          events.lNetworkEvents != 0 && watch->func != NULL)
        watch->func (watch, translate (events.lNetworkEvents));
    }
}

static gboolean
hub_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  HrtWebHub *self = (HrtWebHub *) source;

  self->is_dispatching = TRUE;
  self->now = g_get_monotonic_time ();
  _hrt_web_hub_call_queued (self);
  if (((EventHub *) source)->poll.revents != 0)
    look_at_all ((EventHub *) source);
  _hrt_web_hub_bury (self);
  _hrt_web_hub_expire (self);
  _hrt_web_hub_bury (self);
  self->is_dispatching = FALSE;
  return G_SOURCE_CONTINUE;
}

static void
hub_finalize (GSource *source)
{
  EventHub *self = (EventHub *) source;

  _hrt_web_hub_clear (&self->hub);
  WSACloseEvent (get_event (&self->hub));
  g_ptr_array_unref (self->watches);
}

static GSourceFuncs hub_funcs = { hub_prepare, hub_check, hub_dispatch, hub_finalize, NULL, NULL };

HrtWebHub *
hrt_web_hub_new (GMainContext *context)
{
  GSource *source = g_source_new (&hub_funcs, sizeof (EventHub));
  EventHub *self = (EventHub *) source;
  WSADATA ignored;

  WSAStartup (MAKEWORD (2, 2), &ignored);
  _hrt_web_hub_init (&self->hub);
  self->watches = g_ptr_array_new ();
  self->poll = (GPollFD){ .fd = (gintptr) WSACreateEvent (), .events = G_IO_IN };
  g_source_add_poll (source, &self->poll);
  g_source_set_static_name (source, "hrt-web-hub");
  g_source_attach (source, context);
  return &self->hub;
}

static gboolean
add (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func, long events)
{
  memset (watch, 0, sizeof *watch);
  watch->fd = fd;
  if (WSAEventSelect ((SOCKET) fd, get_event (self), events) != 0)
    return FALSE;
  watch->func = func;
  g_ptr_array_add (((EventHub *) self)->watches, watch);
  return TRUE;
}

gboolean
hrt_web_hub_add (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func)
{
  return add (self, watch, fd, func, FD_READ | FD_WRITE | FD_CLOSE);
}

gboolean
hrt_web_hub_add_listener (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func)
{
  return add (self, watch, fd, func, FD_ACCEPT);
}

void
hrt_web_hub_remove (HrtWebHub *self, HrtWebWatch *watch)
{
  gboolean is_watched = watch->func != NULL;

  _hrt_web_hub_forget (self, watch);
  if (!is_watched)
    return;
  WSAEventSelect ((SOCKET) watch->fd, NULL, 0);
  g_ptr_array_remove_fast (((EventHub *) self)->watches, watch);
}
