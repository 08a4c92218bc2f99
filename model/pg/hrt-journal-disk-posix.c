/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The journal's calls that Windows has otherwise: a locked file, a write that is on the disk.
 */

#define G_LOG_DOMAIN "hrt-pg"
#define _GNU_SOURCE

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-format-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_error (GError **error, int number, const char *path)
{
  if (number == ENOSPC || number == EDQUOT)
    g_set_error_literal (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DISK_FULL,
                         _ ("The disk is full: the sales journal could not be written. Free some "
                            "space."));
  else if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_PERMISSION,
                 /* Translators: %s is a file name. */
                 _ ("Hurtrock may not write the sales journal %s."), path);
  else
    g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_WRITE,
                 /* Translators: the first %s is a file name, the second the system's reason. */
                 _ ("The sales journal %s could not be written: %s"), path, g_strerror (number));
}

gboolean
_hrt_journal_disk_make_dir (const char *dir, GError **error)
{
  if (g_mkdir_with_parents (dir, 0700) == 0)
    return TRUE;
  set_error (error, errno, dir);
  return FALSE;
}

gboolean
_hrt_journal_disk_sync_dir (const char *dir)
{
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* Opens @path for appending and locks it for this process. -1: @busy tells whether another process
 * writes to it, otherwise @error is set. */
int
_hrt_journal_disk_take (const char *path, gboolean *is_new, gboolean *busy, GError **error)
{
  int fd = open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  struct stat info;

  *busy = FALSE;
  if (fd < 0)
    {
      set_error (error, errno, path);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &info) == 0)
    {
      *is_new = info.st_size == 0;
      return fd;
    }
  *busy = errno == EWOULDBLOCK;
  if (!*busy)
    set_error (error, errno, path);
  close (fd);
  return -1;
}

/* Writes all of @text and waits until it is on the disk. */
gboolean
_hrt_journal_disk_write (int fd, const char *text, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_error (error, errno, "");
          return FALSE;
        }
      text += written;
      length -= (gsize) written;
    }
  if (fdatasync (fd) == 0)
    return TRUE;
  set_error (error, errno, "");
  return FALSE;
}

gboolean
_hrt_journal_disk_cut (int fd, goffset length)
{
  return ftruncate (fd, length) == 0 && fdatasync (fd) == 0;
}

void
_hrt_journal_disk_close (int fd)
{
  if (fd >= 0)
    close (fd);
}
