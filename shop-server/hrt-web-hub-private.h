/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the two halves of HrtWebHub share.
 */

#pragma once

#include "hrt-web-hub.h"

G_BEGIN_DECLS

#define HRT_WEB_HUB_SLOTS                                                 \
  2048 /* tenths of a second: 204 seconds; later deadlines go round again \
        */

/* Deadlines lie in a wheel of lists, one per tenth of a second: setting one is a relink, whatever
 * the number of sockets. */
struct _HrtWebHub
{
  GSource source;
  gint64 now;       /* monotonic, of this dispatch */
  gint64 tick;      /* slots up to this one were looked at */
  gint64 next_tick; /* when the main loop wakes us; 0: not */
  HrtWebWatch *slots[HRT_WEB_HUB_SLOTS];
  GPtrArray *queue;   /* (element-type HrtWebWatch) to be called again */
  GPtrArray *working; /* the queue being worked off */
  GArray *graveyard;  /* (element-type HrtWebCorpse) */
  gboolean is_dispatching;
};

typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} HrtWebCorpse;

void _hrt_web_hub_init (HrtWebHub *self);
void _hrt_web_hub_clear (HrtWebHub *self);
void _hrt_web_hub_unlink_timer (HrtWebWatch *watch);
void _hrt_web_hub_forget (HrtWebHub *self, HrtWebWatch *watch);
gboolean _hrt_web_hub_has_work (HrtWebHub *self);
void _hrt_web_hub_call_queued (HrtWebHub *self);
void _hrt_web_hub_expire (HrtWebHub *self);
void _hrt_web_hub_bury (HrtWebHub *self);

G_END_DECLS
