/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHub: deadlines, what is to be called again, and what is to be freed; the sockets themselves
 * are in hrt-web-hub-posix.c and hrt-web-hub-win32.c.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-hub-private.h"

#define TICK_USEC (100 * 1000)

void
_hrt_web_hub_unlink_timer (HrtWebWatch *watch)
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

  _hrt_web_hub_unlink_timer (watch);
  watch->deadline = deadline;
  if (deadline == 0)
    return;
  tick = MAX (deadline / TICK_USEC + 1, self->tick + 1);
  link_timer (watch, &self->slots[tick % HRT_WEB_HUB_SLOTS]);
  wake_at (self, tick);
}

static void
expire_slot (HrtWebHub *self, gint64 tick)
{
  HrtWebWatch *later = NULL;
  HrtWebWatch **slot = &self->slots[tick % HRT_WEB_HUB_SLOTS];

  while (*slot != NULL)
    {
      HrtWebWatch *watch = *slot;

      _hrt_web_hub_unlink_timer (watch);
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

      _hrt_web_hub_unlink_timer (watch);
      link_timer (watch, slot);
    }
}

void
_hrt_web_hub_expire (HrtWebHub *self)
{
  gint64 current = self->now / TICK_USEC;
  gint64 next = 0;

  if (self->next_tick == 0 || self->next_tick > current)
    return;
  self->next_tick = 0;
  /* After a sleep longer than the wheel every slot is looked at once. */
  if (current - self->tick > HRT_WEB_HUB_SLOTS)
    self->tick = current - HRT_WEB_HUB_SLOTS;
  while (self->tick < current)
    {
      self->tick++;
      expire_slot (self, self->tick);
    }
  for (gint64 tick = current + 1; tick <= current + HRT_WEB_HUB_SLOTS && next == 0; tick++)
    if (self->slots[tick % HRT_WEB_HUB_SLOTS] != NULL)
      next = tick;
  self->next_tick = next;
  g_source_set_ready_time (&self->source, next != 0 ? next * TICK_USEC : -1);
}

void
_hrt_web_hub_call_queued (HrtWebHub *self)
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

void
_hrt_web_hub_bury (HrtWebHub *self)
{
  for (guint i = 0; i < self->graveyard->len; i++)
    {
      HrtWebCorpse corpse = g_array_index (self->graveyard, HrtWebCorpse, i);

      corpse.destroy (corpse.data);
    }
  g_array_set_size (self->graveyard, 0);
}

void
_hrt_web_hub_init (HrtWebHub *self)
{
  self->queue = g_ptr_array_new ();
  self->working = g_ptr_array_new ();
  self->graveyard = g_array_new (FALSE, FALSE, sizeof (HrtWebCorpse));
  self->now = g_get_monotonic_time ();
  self->tick = self->now / TICK_USEC;
}

void
_hrt_web_hub_clear (HrtWebHub *self)
{
  _hrt_web_hub_bury (self);
  g_ptr_array_unref (self->queue);
  g_ptr_array_unref (self->working);
  g_array_unref (self->graveyard);
}

/* The socket is not watched any more: nothing else may call it either. */
void
_hrt_web_hub_forget (HrtWebHub *self, HrtWebWatch *watch)
{
  _hrt_web_hub_unlink_timer (watch);
  watch->func = NULL;
  if (watch->is_queued)
    {
      g_ptr_array_remove (self->queue, watch);
      watch->is_queued = FALSE;
    }
}

/* Something waits that no socket tells of. */
gboolean
_hrt_web_hub_has_work (HrtWebHub *self)
{
  return self->queue->len > 0 || self->graveyard->len > 0;
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
  HrtWebCorpse corpse = { data, destroy };

  g_array_append_val (self->graveyard, corpse);
}
