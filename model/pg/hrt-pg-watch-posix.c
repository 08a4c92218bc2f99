/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Watching libpq's socket where sockets are file descriptors.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-watch.h"

#define WATCH_IN (G_IO_IN | G_IO_HUP | G_IO_ERR)

gpointer
_hrt_pg_watch_add (GSource *source, int socket)
{
  return g_source_add_unix_fd (source, socket, WATCH_IN);
}

void
_hrt_pg_watch_set_out (GSource *source, gpointer watch, gboolean wants_out)
{
  g_source_modify_unix_fd (source, watch, wants_out ? WATCH_IN | G_IO_OUT : WATCH_IN);
}

gboolean
_hrt_pg_watch_is_ready (GSource *source, gpointer watch)
{
  return g_source_query_unix_fd (source, watch) != 0;
}

void
_hrt_pg_watch_free (gpointer watch)
{
  /* The source owns it. */
}
