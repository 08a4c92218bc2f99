/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Asking for a password on a Unix terminal.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "hrt-admin-secret.h"

#include <termios.h>
#include <unistd.h>

char *
_hrt_admin_secret_ask (const char *prompt)
{
  struct termios old, quiet;
  char *secret;

  g_printerr ("%s ", prompt);
  tcgetattr (STDIN_FILENO, &old);
  quiet = old;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  secret = _hrt_admin_secret_read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &old);
  g_printerr ("\n");
  return secret;
}
