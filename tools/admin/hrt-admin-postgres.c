/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Runs pg_dump and pg_restore on our database, the password in their environment and never among
 * their arguments.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>
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

static char *
find_program (HrtAdmin *self, const char *name)
{
  char *path = self->cluster != NULL ? hrt_pg_cluster_dup_program (self->cluster, name) : NULL;

  return path != NULL ? path : g_find_program_in_path (name);
}

/* Runs @program of PostgreSQL with @arguments on the database of @self. */
gboolean
hrt_admin_run_program (HrtAdmin *self,
                       const char *program,
                       const char *const *arguments,
                       GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *path = find_program (self, program);
  g_autofree char *words = NULL;

  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   /* Translators: %s is the name of a program. */
                   _ ("PostgreSQL's program %s is not installed"), program);
      return FALSE;
    }
  g_ptr_array_add (argv, path);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  if (!set_environment (launcher, self->owner, error))
    return FALSE;
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &words, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", program,
               words != NULL ? g_strchomp (words) : "");
  return FALSE;
}

/* The name alone, for programs that want it as an argument. */
char *
hrt_admin_dup_database_name (HrtAdmin *self)
{
  PQconninfoOption *options = PQconninfoParse (self->owner, NULL);
  char *name = NULL;

  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (g_strcmp0 (option->keyword, "dbname") == 0)
      name = g_strdup (option->val);
  PQconninfoFree (options);
  return name != NULL ? name : g_strdup ("hurtrock");
}
