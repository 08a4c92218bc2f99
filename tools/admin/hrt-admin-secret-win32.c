/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Asking for a password in a Windows console.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "hrt-admin-secret.h"

#include <windows.h>

char *
_hrt_admin_secret_ask (const char *prompt)
{
  HANDLE console = GetStdHandle (STD_INPUT_HANDLE);
  DWORD old = 0;
  char *secret;

  g_printerr ("%s ", prompt);
  GetConsoleMode (console, &old);
  SetConsoleMode (console, old & ~(DWORD) ENABLE_ECHO_INPUT);
  secret = _hrt_admin_secret_read_line ();
  SetConsoleMode (console, old);
  g_printerr ("\n");
  return secret;
}
