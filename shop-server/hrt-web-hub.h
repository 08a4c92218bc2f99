/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHub: every socket of the server in one source of the main loop, each with one deadline.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrtWebHub HrtWebHub;
typedef struct _HrtWebWatch HrtWebWatch;

/* What happened to a socket. Readiness is told once (edge-triggered): go on until the call would
 * block. */
typedef enum
{
  HRT_WEB_READABLE = 1 << 0,
  HRT_WEB_WRITABLE = 1 << 1,
  HRT_WEB_HANGUP = 1 << 2,   /* the other side sent its end, or is gone */
  HRT_WEB_DEADLINE = 1 << 3, /* the deadline has passed; it is cleared */
  HRT_WEB_AGAIN = 1 << 4,    /* hrt_web_hub_call_again() */
} HrtWebEvents;

typedef void (*HrtWebWatchFunc) (HrtWebWatch *watch, guint events);

/* Embedded in whatever owns the socket; only the hub writes to it. */
struct _HrtWebWatch
{
  int fd;
  HrtWebWatchFunc func; /* NULL once removed */
  gint64 deadline;      /* monotonic microseconds; 0: none */
  HrtWebWatch *timer_next, **timer_link;
  gboolean is_queued;
};

HrtWebHub *hrt_web_hub_new (GMainContext *context);
void hrt_web_hub_free (HrtWebHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebHub, hrt_web_hub_free)

gboolean hrt_web_hub_add (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func);
gboolean
hrt_web_hub_add_listener (HrtWebHub *self, HrtWebWatch *watch, int fd, HrtWebWatchFunc func);
void hrt_web_hub_remove (HrtWebHub *self, HrtWebWatch *watch);
void hrt_web_hub_set_deadline (HrtWebHub *self, HrtWebWatch *watch, gint64 deadline);
void hrt_web_hub_call_again (HrtWebHub *self, HrtWebWatch *watch);
gint64 hrt_web_hub_get_now (HrtWebHub *self);

void hrt_web_hub_dispose_later (HrtWebHub *self, gpointer data, GDestroyNotify destroy);

G_END_DECLS
