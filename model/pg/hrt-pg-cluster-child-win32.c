/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The supervisor as a child process on Windows: without a window, and free of the job that this
 * process may be in, because it must outlive us to stop the server in good order.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"
#include "hrt-pg-win32-private.h"

#include <string.h>

struct _HrtPgClusterChild
{
  HANDLE process;
};

/* As the C library of the child takes a command line apart: backslashes count only before a quote.
 */
static void
append_argument (GString *line, const char *argument)
{
  guint backslashes = 0;

  g_string_append_c (line, '"');
  for (const char *c = argument; *c != '\0'; c++)
    {
      if (*c == '"')
        for (guint i = 0; i <= backslashes; i++)
          g_string_append_c (line, '\\');
      backslashes = *c == '\\' ? backslashes + 1 : 0;
      g_string_append_c (line, *c);
    }
  for (guint i = 0; i < backslashes; i++)
    g_string_append_c (line, '\\');
  g_string_append (line, "\" ");
}

static gboolean
create (const wchar_t *program, wchar_t *line, PROCESS_INFORMATION *made)
{
  STARTUPINFOW startup = { .cb = sizeof startup };
  DWORD flags = CREATE_NO_WINDOW;

  return CreateProcessW (program, line, NULL, NULL, FALSE, flags | CREATE_BREAKAWAY_FROM_JOB, NULL,
                         NULL, &startup, made) ||
         CreateProcessW (program, line, NULL, NULL, FALSE, flags, NULL, NULL, &startup, made);
}

/* A lock cannot be handed to the child: it is let go here, and the supervisor takes it. Whoever
 * opens holds start.lock meanwhile, so nobody comes between. */
HrtPgClusterChild *
_hrt_pg_cluster_child_start (HrtPgClusterSite *site, const char *const *argv, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree wchar_t *program = _hrt_pg_win32_dup_path (argv[0]);
  g_autofree wchar_t *line = NULL;
  PROCESS_INFORMATION made;
  HrtPgClusterChild *child;

  for (guint i = 0; argv[i] != NULL; i++)
    append_argument (text, argv[i]);
  line = (wchar_t *) g_utf8_to_utf16 (text->str, -1, NULL, NULL, NULL);
  _hrt_pg_cluster_os_close (site->server_fd);
  site->server_fd = -1;
  if (!create (program, line, &made))
    {
      _hrt_pg_cluster_os_set_last_error (error, GetLastError (), argv[0]);
      return NULL;
    }
  CloseHandle (made.hThread);
  child = g_new (HrtPgClusterChild, 1);
  child->process = made.hProcess;
  return child;
}

/* The supervisor takes the user's settings out of the environment and ends initdb with us; the lock
 * stays here, because no handle can be given to one child alone. */
GSubprocessLauncher *
_hrt_pg_cluster_launcher (HrtPgClusterSite *site, GSubprocessFlags flags)
{
  return g_subprocess_launcher_new (flags);
}

gboolean
_hrt_pg_cluster_child_has_ended (HrtPgClusterChild *child)
{
  return WaitForSingleObject (child->process, 0) == WAIT_OBJECT_0;
}

void
_hrt_pg_cluster_child_free (HrtPgClusterChild *child)
{
  CloseHandle (child->process);
  g_free (child);
}
