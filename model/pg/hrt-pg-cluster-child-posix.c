/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The supervisor as a child process of a Unix system.
 */

#define G_LOG_DOMAIN "hrt-pg"
#define _GNU_SOURCE

#include "config.h"

#include "hrt-pg-cluster-private.h"

#include <fcntl.h>

#define SERVER_LOCK_FD 3 /* as the supervisor knows it */
#define FIRST_FREE_FD  10

struct _HrtPgClusterChild
{
  GSubprocess *process; /* (owned) */
};

GSubprocessLauncher *
_hrt_pg_cluster_launcher (HrtPgClusterSite *site, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_take_fd (launcher, fcntl (site->server_fd, F_DUPFD_CLOEXEC, FIRST_FREE_FD),
                                 SERVER_LOCK_FD);
  /* PostgreSQL reads settings from these, and the user's are not for this server. */
  g_subprocess_launcher_unsetenv (launcher, "PGDATA");
  g_subprocess_launcher_unsetenv (launcher, "PGPORT");
  g_subprocess_launcher_unsetenv (launcher, "PGOPTIONS");
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  return launcher;
}

HrtPgClusterChild *
_hrt_pg_cluster_child_start (HrtPgClusterSite *site, const char *const *argv, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      _hrt_pg_cluster_launcher (site, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, argv, error);
  HrtPgClusterChild *child;

  if (process == NULL)
    return NULL;
  child = g_new (HrtPgClusterChild, 1);
  child->process = process;
  return child;
}

/* The supervisor speaks, or hangs up, only when the server ended. */
gboolean
_hrt_pg_cluster_child_has_ended (HrtPgClusterChild *child)
{
  GInputStream *words = g_subprocess_get_stdout_pipe (child->process);

  return g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (words));
}

void
_hrt_pg_cluster_child_free (HrtPgClusterChild *child)
{
  g_object_unref (child->process);
  g_free (child);
}
