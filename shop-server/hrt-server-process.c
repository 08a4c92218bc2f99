/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the server says to and hears from whoever started it, on every system.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-process.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "model/base/hrt-json-writer.h"

#define MAX_LINE 65536

/**
 * hrt_server_process_read_line:
 * @fd: a descriptor; stays open
 * @error: place for an error
 *
 * Reads up to the first line end, before there is a main loop.
 *
 * Errors: %G_IO_ERROR.
 *
 * Returns: (transfer full) (nullable): the line
 */
char *
hrt_server_process_read_line (int fd, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  while (line->len < MAX_LINE)
    {
      gssize n = read (fd, &c, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int code = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                       "the line of secrets cannot be read: %s", g_strerror (code));
          return NULL;
        }
      if (n == 0 || c == '\n')
        return g_string_free (g_steal_pointer (&line), FALSE);
      g_string_append_c (line, c);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "the line of secrets is too long");
  return NULL;
}

static void
print_line (const char *name, const char *value)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, name);
  hrt_json_writer_text (json, value);
  hrt_json_writer_name (json, "pid");
  hrt_json_writer_int64 (json, getpid ());
  hrt_json_writer_end_object (json);
  printf ("%s\n", hrt_json_writer_peek (json));
  fflush (stdout);
}

/**
 * hrt_server_process_print_ready:
 * @url: where the shop is
 *
 * Says that visitors are welcome: {"url": …, "pid": …}.
 */
void
hrt_server_process_print_ready (const char *url)
{
  print_line ("url", url);
}

/**
 * hrt_server_process_print_refusal:
 * @message: a sentence
 * @is_hosted: whether the program that started this one passes it on
 *
 * Says why trying again will not help: {"error": …, "pid": …}; else on standard error too, for
 * people.
 */
void
hrt_server_process_print_refusal (const char *message, gboolean is_hosted)
{
  print_line ("error", message);
  if (!is_hosted)
    fprintf (stderr, "hurtrock-shop-server: %s\n", message);
}
