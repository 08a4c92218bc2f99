/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A password from whoever sits there, or from a pipe.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-admin-secret.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECRET_SIZE 1024 /* bytes, with the newline */

void
hrt_admin_free_secret (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

char *
_hrt_admin_secret_read_line (void)
{
  char *buffer = g_malloc0 (SECRET_SIZE);

  if (fgets (buffer, SECRET_SIZE, stdin) == NULL)
    buffer[0] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  return buffer;
}

/**
 * hrt_admin_read_secret:
 * @prompt: what is asked for
 * @again: what is asked for the second time
 *
 * One line from the terminal without echo, asked twice, or from standard input when that is a pipe.
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with hrt_admin_free_secret(); %NULL
 * after having said why
 */
char *
hrt_admin_read_secret (const char *prompt, const char *again)
{
  char *secret, *second;
  gboolean same;

  if (!isatty (STDIN_FILENO))
    return _hrt_admin_secret_read_line ();
  secret = _hrt_admin_secret_ask (prompt);
  second = _hrt_admin_secret_ask (again);
  same = strcmp (secret, second) == 0;
  hrt_admin_free_secret (second);
  if (same)
    return secret;
  g_printerr ("hurtrock-admin: %s\n", _ ("the two are not the same"));
  hrt_admin_free_secret (secret);
  return NULL;
}
