/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A GSource that looks at libpq's socket: the one thing of the database layer that differs between
 * systems.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Readable always, writable only while @wants_out: an idle socket is always writable. */
gpointer _hrt_pg_watch_add (GSource *source, int socket);
void _hrt_pg_watch_set_out (GSource *source, gpointer watch, gboolean wants_out);
gboolean _hrt_pg_watch_is_ready (GSource *source, gpointer watch);
/* After the source was destroyed, before the socket is closed; @watch may be NULL. */
void _hrt_pg_watch_free (gpointer watch);

G_END_DECLS
