/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Runs pg_dump and pg_restore, the password in their environment and never among their arguments.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "hrt-pg-tool.h"

#include <libpq-fe.h>

static gboolean
set_environment (GSubprocessLauncher *launcher, const char *conninfo, GError **error)
{
  char *problem = NULL;
  PQconninfoOption *options = PQconninfoParse (conninfo, &problem);

  if (options == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                   problem != NULL ? problem : "conninfo");
      PQfreemem (problem);
      return FALSE;
    }
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL && option->envvar != NULL)
      g_subprocess_launcher_setenv (launcher, option->envvar, option->val, TRUE);
  PQconninfoFree (options);
  return TRUE;
}

/* Waits for the end; a program that is not wanted any more is ended. */
static gboolean
wait_for (GSubprocess *process, const char *program, GCancellable *cancellable, GError **error)
{
  g_autofree char *words = NULL;

  if (!g_subprocess_communicate_utf8 (process, NULL, cancellable, NULL, &words, error))
    {
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      return FALSE;
    }
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", program,
               words != NULL ? g_strchomp (words) : "");
  return FALSE;
}

/**
 * hrt_pg_tool_run:
 * @program: path of the program
 * @conninfo: libpq connection string, with its password
 * @arguments: (array zero-terminated=1): what follows the program's name
 * @cancellable: (nullable): ends the program
 * @error: return location
 *
 * Blocking: belongs in a worker thread or a command line tool.
 *
 * Errors: `G_SPAWN_ERROR`; `G_IO_ERROR_FAILED` with what the program said; `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it ended well
 */
gboolean
hrt_pg_tool_run (const char *program,
                 const char *conninfo,
                 const char *const *arguments,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *name = g_path_get_basename (program);

  g_ptr_array_add (argv, (gpointer) program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  if (!set_environment (launcher, conninfo, error))
    return FALSE;
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
  return process != NULL && wait_for (process, name, cancellable, error);
}

/**
 * hrt_pg_tool_dup_database:
 * @conninfo: libpq connection string
 *
 * Returns: (transfer full): the database's name alone, for programs that want it as an argument
 */
char *
hrt_pg_tool_dup_database (const char *conninfo)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  char *name = NULL;

  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (g_strcmp0 (option->keyword, "dbname") == 0)
      name = g_strdup (option->val);
  PQconninfoFree (options);
  return name != NULL ? name : g_strdup ("hurtrock");
}
