/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Finds pg_dump and pg_restore and runs them on our database.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/pg/hrt-pg-tool.h"

/* The path of PostgreSQL's @name, of the server's own version when the cluster is ours. */
char *
hrt_admin_find_program (HrtAdmin *self, const char *name, GError **error)
{
  char *path = self->cluster != NULL ? hrt_pg_cluster_dup_program (self->cluster, name) : NULL;

  if (path == NULL)
    path = g_find_program_in_path (name);
  if (path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 /* Translators: %s is the name of a program. */
                 _ ("PostgreSQL's program %s is not installed"), name);
  return path;
}

/* Runs @program of PostgreSQL with @arguments on the database of @self. */
gboolean
hrt_admin_run_program (HrtAdmin *self,
                       const char *program,
                       const char *const *arguments,
                       GError **error)
{
  g_autofree char *path = hrt_admin_find_program (self, program, error);

  return path != NULL && hrt_pg_tool_run (path, self->owner, arguments, NULL, error);
}

/* The name alone, for programs that want it as an argument. */
char *
hrt_admin_dup_database_name (HrtAdmin *self)
{
  return hrt_pg_tool_dup_database (self->owner);
}
