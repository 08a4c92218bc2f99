/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A Unix terminal.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "hrt-admin-terminal.h"

#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

void
hrt_admin_terminal_on_quit (GSourceFunc func, gpointer user_data)
{
  g_unix_signal_add (SIGTERM, func, user_data);
  g_unix_signal_add (SIGINT, func, user_data);
}

GOutputStream *
hrt_admin_terminal_new_stdout (void)
{
  return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
}
