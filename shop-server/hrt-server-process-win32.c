/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server as a Windows process. Nobody can send it a signal; whoever started it keeps its
 * standard input open, and the end of that, asked for or by dying, is the word to go.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-process.h"

#include <unistd.h>

typedef struct
{
  HrtServerQuitFunc func;
  gpointer user_data;
  gboolean was_asked;
} Quit;

/* Lives as long as the process. */
static Quit quit;

static gboolean
on_asked (gpointer user_data)
{
  if (quit.func == NULL || quit.was_asked)
    _exit (0);
  quit.was_asked = TRUE;
  quit.func (quit.user_data);
  return G_SOURCE_REMOVE;
}

void
hrt_server_process_on_quit (HrtServerQuitFunc func, gpointer user_data)
{
  quit.func = func;
  quit.user_data = user_data;
}

static gpointer
wait_for_end_of_input (gpointer unused)
{
  char c;

  while (read (STDIN_FILENO, &c, 1) > 0)
    ;
  g_idle_add_full (G_PRIORITY_HIGH, on_asked, NULL, NULL);
  return NULL;
}

gboolean
hrt_server_process_follow_parent (void)
{
  g_thread_unref (g_thread_new ("hrt-parent", wait_for_end_of_input, NULL));
  return TRUE;
}
