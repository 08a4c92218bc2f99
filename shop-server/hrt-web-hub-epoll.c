/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHub on Linux: one epoll descriptor in the main loop costs the same for 5 and for 50,000
 * idle sockets.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-hub.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MAX_EVENTS 256
#define MAX_ROUNDS 8
#define TICK_USEC  (100 * 1000)
#define N_SLOTS    2048 /* 204 seconds; later deadlines go round again */

/* Deadlines lie in a wheel of lists, one per tenth of a second: setting one is a relink, whatever
 * the number of sockets. */
struct _HrtWebHub
{
  GSource source;
  int epoll;
  gpointer tag;
  gint64 now;       /* monotonic, of this dispatch */
  gint64 tick;      /* slots up to this one were looked at */
  gint64 next_tick; /* when the main loop wakes us; 0: not */
  HrtWebWatch *slots[N_SLOTS];
  GPtrArray *queue;   /* (element-type HrtWebWatch) to be called again */
  GPtrArray *working; /* the queue being worked off */
  GArray *graveyard;  /* (element-type Corpse) */
  gboolean is_dispatching;
};

typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} Corpse;

static void
unlink_timer (HrtWebWatch *watch)
{
  if (watch->timer_link == NULL)
    return;
  *watch->timer_link = watch->timer_next;
  if (watch->timer_next != NULL)
    watch->timer_next->timer_link = watch->timer_link;
  watch->timer_link = NULL;
  watch->timer_next = NULL;
}

static void
link_timer (HrtWebWatch *watch, HrtWebWatch **slot)
{
  watch->timer_next = *slot;
  watch->timer_link = slot;
  if (*slot != NULL)
    (*slot)->timer_link = &watch->timer_next;
  *slot = watch;
}

static void
wake_at (HrtWebHub *self, gint64 tick)
{
  if (self->next_tick != 0 && self->next_tick <= tick)
    return;
  self->next_tick = tick;
  g_source_set_ready_time (&self->source, tick * TICK_USEC);
}

/**
 * hrt_web_hub_set_deadline:
 * @self: the hub
 * @watch: a socket
 * @deadline: monotonic microseconds; 0 for none
 *
 * Replaces the socket's deadline. It is kept to a tenth of a second.
 */
void
hrt_web_hub_set_deadline (HrtWebHub *self, HrtWebWatch *watch, gint64 deadline)
{
  gint64 tick;

  unlink_timer (watch);
  watch->deadline = deadline;
  if (deadline == 0)
    return;
  tick = MAX (deadline / TICK_USEC + 1, self->tick + 1);
  link_timer (watch, &self->slots[tick % N_SLOTS]);
  wake_at (self, tick);
}

static void
expire_slot (HrtWebHub *self, gint64 tick)
{
  HrtWebWatch *later = NULL;
  HrtWebWatch **slot = &self->slots[tick % N_SLOTS];

  while (*slot != NULL)
    {
      HrtWebWatch *watch = *slot;

      unlink_timer (watch);
      if (watch->deadline / TICK_USEC + 1 > tick)
        {
          link_timer (watch, &later); /* of a later round */
          continue;
        }
      watch->deadline = 0;
      if (watch->func != NULL)
        watch->func (watch, HRT_WEB_DEADLINE);
    }
  while (later != NULL)
    {
      HrtWebWatch *watch = later;

      unlink_timer (watch);
      link_timer (watch, slot);
    }
}

static void
expire (HrtWebHub *self)
{
  gint64 current = self->now / TICK_USEC;
  gint64 next = 0;

  if (self->next_tick == 0 || self->next_tick > current)
    return;
  self->next_tick = 0;
  /* After a sleep longer than the wheel every slot is looked at once. */
  if (current - self->tick > N_SLOTS)
    self->tick = current - N_SLOTS;
  while (self->tick < current)
    {
      self->tick++;
      expire_slot (self, self->tick);
    }
  for (gint64 tick = current + 1; tick <= current + N_SLOTS && next == 0; tick++)
    if (self->slots[tick % N_SLOTS] != NULL)
      next = tick;
  self->next_tick = next;
  g_source_set_ready_time (&self->source, next != 0 ? next * TICK_USEC : -1);
}

static void
call_queued (HrtWebHub *self)
{
  GPtrArray *queue = self->queue;

  self->queue = self->working;
  self->working = queue;
  for (guint i = 0; i < queue->len; i++)
    {
      HrtWebWatch *watch = g_ptr_array_index (queue, i);

      watch->is_queued = FALSE;
      if (watch->func != NULL)
        watch->func (watch, HRT_WEB_AGAIN);
    }
  g_ptr_array_set_size (queue, 0);
}

static void
bury (HrtWebHub *self)
{
  for (guint i = 0; i < self->graveyard->len; i++)
    {
      Corpse corpse = g_array_index (self->graveyard, Corpse, i);

      corpse.destroy (corpse.data);
    }
  g_array_set_size (self->graveyard, 0);
}

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
  HrtWebHub *self = (HrtWebHub *) source;

  *timeout = -1;
  return self->queue->len > 0 || self->graveyard->len > 0;
}

static gboolean
hub_check (GSource *source)
{
  HrtWebHub *self = (HrtWebHub *) source;

  return self->queue->len > 0 || self->graveyard->len > 0 ||
         g_source_query_unix_fd (source, self->tag) != 0;
}

static gboolean
hub_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  HrtWebHub *self = (HrtWebHub *) source;
  struct epoll_event events[MAX_EVENTS];

  self->is_dispatching = TRUE;
  self->now = g_get_monotonic_time ();
  call_queued (self);
  /* Several rounds per turn of the main loop: a turn costs more than a round. */
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      int n = epoll_wait (self->epoll, events, MAX_EVENTS, 0);

      for (int i = 0; i < n; i++)
        {
          HrtWebWatch *watch = events[i].data.ptr;

          if (watch->func != NULL)
            watch->func (watch, translate (events[i].events));
        }
      if (n <= 0)
        break;
      bury (self);
    }
  expire (self);
  bury (self);
  self->is_dispatching = FALSE;
  return G_SOURCE_CONTINUE;
}

static void
hub_finalize (GSource *source)
{
  HrtWebHub *self = (HrtWebHub *) source;

  bury (self);
  if (self->epoll >= 0)
    close (self->epoll);
  g_ptr_array_unref (self->queue);
  g_ptr_array_unref (self->working);
  g_array_unref (self->graveyard);
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
  HrtWebHub *self = (HrtWebHub *) g_source_new (&hub_funcs, sizeof (HrtWebHub));

  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("epoll: %s", g_strerror (errno));
  self->queue = g_ptr_array_new ();
  self->working = g_ptr_array_new ();
  self->graveyard = g_array_new (FALSE, FALSE, sizeof (Corpse));
  self->now = g_get_monotonic_time ();
  self->tick = self->now / TICK_USEC;
  self->tag = g_source_add_unix_fd (&self->source, self->epoll, G_IO_IN);
  g_source_set_static_name (&self->source, "hrt-web-hub");
  g_source_attach (&self->source, context);
  return self;
}

/**
 * hrt_web_hub_free:
 * @self: (transfer full) (nullable): the hub; every socket was removed before
 */
void
hrt_web_hub_free (HrtWebHub *self)
{
  if (self == NULL)
    return;
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

static gboolean
add_fd (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  memset (watch, 0, sizeof *watch);
  watch->fd = fd;
  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
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
  unlink_timer (watch);
  if (watch->func == NULL)
    return;
  watch->func = NULL;
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
  if (watch->is_queued)
    {
      g_ptr_array_remove (self->queue, watch);
      watch->is_queued = FALSE;
    }
}

/**
 * hrt_web_hub_call_again:
 * @self: the hub
 * @watch: a socket
 *
 * Calls the socket's function in the next turn of the main loop, with %HRT_WEB_AGAIN.
 */
void
hrt_web_hub_call_again (HrtWebHub *self, HrtWebWatch *watch)
{
  if (watch->is_queued || watch->func == NULL)
    return;
  watch->is_queued = TRUE;
  g_ptr_array_add (self->queue, watch);
}

/**
 * hrt_web_hub_get_now:
 * @self: the hub
 *
 * Returns: monotonic microseconds; inside a dispatch, those of its beginning
 */
gint64
hrt_web_hub_get_now (HrtWebHub *self)
{
  if (!self->is_dispatching)
    self->now = g_get_monotonic_time ();
  return self->now;
}

/**
 * hrt_web_hub_dispose_later:
 * @self: the hub
 * @data: the owner of a removed socket
 * @destroy: frees it
 *
 * Frees @data when nobody on the stack can still look at it.
 */
void
hrt_web_hub_dispose_later (HrtWebHub *self, gpointer data, GDestroyNotify destroy)
{
  Corpse corpse = { data, destroy };

  g_array_append_val (self->graveyard, corpse);
}
