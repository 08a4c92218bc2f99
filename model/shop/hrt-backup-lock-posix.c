/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * One process at a time writes into a folder of backups. The kernel gives the lock up when its
 * holder dies, however it dies.
 */

#define G_LOG_DOMAIN "hrt-shop"
#define _GNU_SOURCE

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

static void
set_lock_error (GError **error, const char *path, int code)
{
  if (code == EWOULDBLOCK)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                         _ ("Another program is making a backup at this moment."));
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path,
                 g_strerror (code));
}

/* Gives a descriptor, or -1 with errno. */
static int
open_and_lock (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  code = errno;
  set_lock_error (error, path, code);
  if (fd >= 0)
    close (fd);
  errno = code;
  return -1;
}

/* What a folder says that the user picked for a sandbox (the document portal: ELOOP on opening a
 * file that is there without following links, ENOSYS on locking it), and some network shares. */
static gboolean
knows_no_locks (int code)
{
  return code == ENOSYS || code == EOPNOTSUPP || code == ENOTSUP || code == ENOLCK || code == ELOOP;
}

/* Gives a descriptor, or -1 with G_IO_ERROR_BUSY while another process holds the lock. Where
 * @folder knows no locks, one in @data_dir keeps the programs of this shop apart. */
int
_hrt_backup_lock (const char *folder, const char *data_dir, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int fd = open_and_lock (folder, ".lock", &local_error);

  if (fd < 0 && knows_no_locks (errno) && data_dir != NULL)
    return open_and_lock (data_dir, ".backup-lock", error);
  if (fd < 0)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return fd;
}

void
_hrt_backup_unlock (int lock)
{
  close (lock);
}
