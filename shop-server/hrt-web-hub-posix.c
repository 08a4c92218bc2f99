/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHub on Linux: one epoll descriptor in the main loop costs the same for 5 and for 50,000
 * idle sockets.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-hub-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MAX_EVENTS 256
#define MAX_ROUNDS 8

typedef struct
{
  HrtWebHub hub; /* first: the main loop hands this back */
  int epoll;
  gpointer tag;
} EpollHub;

static guint
translate (guint32 events)
{
  return ((events & EPOLLIN) != 0 ? HRT_WEB_READABLE : 0) |
         ((events & EPOLLOUT) != 0 ? HRT_WEB_WRITABLE : 0) |
         ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 ? HRT_WEB_HANGUP : 0);
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
  return _hrt_web_hub_has_work ((HrtWebHub *) source) ||
         g_source_query_unix_fd (source, ((EpollHub *) source)->tag) != 0;
}

static gboolean
hub_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  HrtWebHub *self = (HrtWebHub *) source;
  int epoll = ((EpollHub *) source)->epoll;
  struct epoll_event events[MAX_EVENTS];

  self->is_dispatching = TRUE;
  self->now = g_get_monotonic_time ();
  _hrt_web_hub_call_queued (self);
  /* Several rounds per turn of the main loop: a turn costs more than a round. */
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      int n = epoll_wait (epoll, events, MAX_EVENTS, 0);

      for (int i = 0; i < n; i++)
        {
          HrtWebWatch *watch = events[i].data.ptr;

          if (watch->func != NULL)
            watch->func (watch, translate (events[i].events));
        }
      if (n <= 0)
        break;
      _hrt_web_hub_bury (self);
    }
  _hrt_web_hub_expire (self);
  _hrt_web_hub_bury (self);
  self->is_dispatching = FALSE;
  return G_SOURCE_CONTINUE;
}

static void
hub_finalize (GSource *source)
{
  EpollHub *self = (EpollHub *) source;

  _hrt_web_hub_clear (&self->hub);
  if (self->epoll >= 0)
    close (self->epoll);
}

static GSourceFuncs hub_funcs = { hub_prepare, hub_check, hub_dispatch, hub_finalize, NULL, NULL };

/**
 * hrt_web_hub_new:
 * @context: (nullable): where the sockets' functions run
 *
 * Returns: (transfer full): a hub
 */
HrtWebHub *
hrt_web_hub_new (GMainContext *context)
{
  GSource *source = g_source_new (&hub_funcs, sizeof (EpollHub));
  EpollHub *self = (EpollHub *) source;

  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("epoll: %s", g_strerror (errno));
  _hrt_web_hub_init (&self->hub);
  self->tag = g_source_add_unix_fd (source, self->epoll, G_IO_IN);
  g_source_set_static_name (source, "hrt-web-hub");
  g_source_attach (source, context);
  return &self->hub;
}

static gboolean
add_fd (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  memset (watch, 0, sizeof *watch);
  watch->fd = fd;
  if (epoll_ctl (((EpollHub *) self)->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
    return FALSE;
  watch->func = func;
  return TRUE;
}

/**
 * hrt_web_hub_add:
 * @self: the hub
 * @watch: the socket's place in its owner
 * @fd: the socket
 * @func: called with what happened
 *
 * Watches a connected socket, edge-triggered, once for its whole life.
 *
 * Returns: %FALSE if the kernel has no room for another
 */
gboolean
hrt_web_hub_add (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func)
{
  return add_fd (self, watch, fd, func, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
}

/**
 * hrt_web_hub_add_listener:
 * @self: the hub
 * @watch: the socket's place in its owner
 * @fd: a listening socket
 * @func: called as long as somebody waits to be accepted
 *
 * Returns: %FALSE if the kernel has no room for another
 */
gboolean
hrt_web_hub_add_listener (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func)
{
  return add_fd (self, watch, fd, func, EPOLLIN);
}

/**
 * hrt_web_hub_remove:
 * @self: the hub
 * @watch: a socket; close it afterwards, free its owner with hrt_web_hub_dispose_later()
 */
void
hrt_web_hub_remove (HrtWebHub *self, HrtWebWatch *watch)
{
  gboolean is_watched = watch->func != NULL;

  _hrt_web_hub_forget (self, watch);
  if (is_watched)
    epoll_ctl (((EpollHub *) self)->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
}
