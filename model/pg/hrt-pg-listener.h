/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgListener: hears what other processes changed (LISTEN/NOTIFY) and says when it may have
 * missed something.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_PG_LISTENER (hrt_pg_listener_get_type ())
G_DECLARE_FINAL_TYPE (HrtPgListener, hrt_pg_listener, HRT, PG_LISTENER, GObject)

/* Signals:
 *   changed (detailed: channel) (const char *channel, GVariant *ids "ax"): ids coalesced over ~20
 * ms resync (): (re)connected: whatever is on screen must be read again Property: connected
 * (boolean) */
HrtPgListener *hrt_pg_listener_new (const char *conninfo, const char *const *channels);
void hrt_pg_listener_demand_role (HrtPgListener *self, const char *role);
/* How often it looks for what no hint told of: 5000 ms unless it is told otherwise before it
 * starts. */
void hrt_pg_listener_set_look_ms (HrtPgListener *self, guint every_ms);
void hrt_pg_listener_start (HrtPgListener *self);
void hrt_pg_listener_stop (HrtPgListener *self);
/* Sends a hint right after a commit of ours; coalesced. Never called inside a sale's transaction.
 */
void hrt_pg_listener_announce (HrtPgListener *self, const char *channel, gint64 id);

G_END_DECLS
