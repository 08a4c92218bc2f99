/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server as a Unix process: signals, and the end of its parent.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-process.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

typedef struct
{
  HrtServerQuitFunc func;
  gpointer user_data;
  gboolean was_asked;
} Quit;

static gboolean
on_signal (gpointer user_data)
{
  Quit *quit = user_data;

  /* Asked twice means at once. */
  if (quit->was_asked)
    _exit (1);
  quit->was_asked = TRUE;
  quit->func (quit->user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * hrt_server_process_on_quit:
 * @func: called when the process is asked to end
 * @user_data: for @func
 *
 * Once per process.
 */
void
hrt_server_process_on_quit (HrtServerQuitFunc func, gpointer user_data)
{
  Quit *quit = g_new0 (Quit, 1); /* lives as long as the process */

  quit->func = func;
  quit->user_data = user_data;
  g_unix_signal_add (SIGTERM, on_signal, quit);
  g_unix_signal_add (SIGINT, on_signal, quit);
}

/**
 * hrt_server_process_follow_parent:
 *
 * From now on the process is asked to end when its parent has ended.
 *
 * Returns: %FALSE if the parent is gone already
 */
gboolean
hrt_server_process_follow_parent (void)
{
  pid_t parent = getppid ();

#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGTERM);
#endif
  /* It may have ended in between. */
  return getppid () == parent && parent != 1;
}
