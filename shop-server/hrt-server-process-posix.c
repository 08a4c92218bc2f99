/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server as a Unix process.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-process.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "model/base/hrt-json-writer.h"

#define MAX_LINE 65536

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
 *
 * Says why trying again will not help: {"error": …, "pid": …}; and on standard error for people.
 */
void
hrt_server_process_print_refusal (const char *message)
{
  print_line ("error", message);
  fprintf (stderr, "hurtrock-shop-server: %s\n", message);
}
