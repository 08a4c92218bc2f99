/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cluster's locks: flock on files, because the kernel gives them up when the last holder dies,
 * however it dies and in whatever process namespace.
 */

#define G_LOG_DOMAIN "hrt-pg"
#define _GNU_SOURCE

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#define STEP_MS 10

/* Opens @path and locks it, waiting up to @patience_ms. Gives the descriptor, or -1 with @error:
 * HRT_PG_CLUSTER_ERROR_FOREIGN when somebody holds it too long. */
int
_hrt_pg_cluster_os_lock (const char *path,
                         gboolean exclusive,
                         guint patience_ms,
                         GCancellable *cancellable,
                         GError **error)
{
  int operation = (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      _hrt_pg_cluster_os_set_error (error, errno, path);
      return -1;
    }
  for (guint waited = 0;; waited += STEP_MS)
    {
      if (flock (fd, operation) == 0)
        return fd;
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          _hrt_pg_cluster_os_set_error (error, errno, path);
          break;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      if (waited >= patience_ms)
        {
          g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_FOREIGN,
                       /* Translators: %s is a file name. */
                       _ ("Another program holds %s and does not let go. Close other Hurtrock "
                          "windows, wait a moment, and start again."),
                       path);
          break;
        }
      g_usleep (STEP_MS * 1000);
    }
  close (fd);
  return -1;
}

gboolean
_hrt_pg_cluster_os_is_locked (const char *path)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  gboolean locked;

  if (fd < 0)
    return FALSE;
  locked = flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close (fd);
  return locked;
}

gboolean
_hrt_pg_cluster_os_leave_lock (int fd)
{
  gboolean last;

  /* Turning the shared lock into an exclusive one works only for the last user. When it fails the
   * shared one is gone too, and the supervisor may have been quicker: then it holds the lock and a
   * shared one cannot be had. */
  last = flock (fd, LOCK_EX | LOCK_NB) == 0 || flock (fd, LOCK_SH | LOCK_NB) != 0;
  close (fd);
  return last;
}

void
_hrt_pg_cluster_os_close (int fd)
{
  if (fd >= 0)
    close (fd);
}
