/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A Windows console.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "hrt-admin-terminal.h"

#include <gio/gwin32outputstream.h>
#include <windows.h>

static GSourceFunc quit_func;
static gpointer quit_data;

/* Runs in a thread of the system's own. */
static BOOL WINAPI
on_control (DWORD kind)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, quit_func, quit_data, NULL);
  /* After our return from these the system ends the process. */
  if (kind != CTRL_C_EVENT && kind != CTRL_BREAK_EVENT)
    Sleep (INFINITE);
  return TRUE;
}

void
hrt_admin_terminal_on_quit (GSourceFunc func, gpointer user_data)
{
  quit_func = func;
  quit_data = user_data;
  SetConsoleCtrlHandler (on_control, TRUE);
}

GOutputStream *
hrt_admin_terminal_new_stdout (void)
{
  return g_win32_output_stream_new (GetStdHandle (STD_OUTPUT_HANDLE), FALSE);
}
