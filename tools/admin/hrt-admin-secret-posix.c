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

  tcgetattr (STDIN_FILENO, &old);
  quiet = old;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  /* Before the prompt: what is typed after it must be neither seen nor thrown away. */
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  g_printerr ("%s ", prompt);
  secret = _hrt_admin_secret_read_line ();
  tcsetattr (STDIN_FILENO, TCSADRAIN, &old);
  g_printerr ("\n");
  return secret;
}
