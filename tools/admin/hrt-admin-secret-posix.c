/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads a password from the terminal with the echo off.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin-secret.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SECRET_SIZE 1024 /* bytes, with the newline */

void
hrt_admin_free_secret (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static char *
read_line (void)
{
  char *buffer = g_malloc0 (SECRET_SIZE);

  if (fgets (buffer, SECRET_SIZE, stdin) == NULL)
    buffer[0] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  return buffer;
}

static char *
ask (const char *prompt)
{
  struct termios old, quiet;
  char *secret;

  tcgetattr (STDIN_FILENO, &old);
  quiet = old;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  /* Before the prompt: what is typed after it must be neither seen nor thrown away. */
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  g_printerr ("%s ", prompt);
  secret = read_line ();
  tcsetattr (STDIN_FILENO, TCSADRAIN, &old);
  g_printerr ("\n");
  return secret;
}

char *
hrt_admin_read_secret (const char *prompt, const char *again)
{
  char *secret, *second;
  gboolean same;

  if (!isatty (STDIN_FILENO))
    return read_line ();
  secret = ask (prompt);
  second = ask (again);
  same = strcmp (secret, second) == 0;
  hrt_admin_free_secret (second);
  if (same)
    return secret;
  g_printerr ("hurtrock-admin: %s\n", _ ("the two are not the same"));
  hrt_admin_free_secret (secret);
  return NULL;
}
