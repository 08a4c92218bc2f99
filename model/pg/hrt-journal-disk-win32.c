/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The journal's calls as Windows has them: a file that nobody else may write to, and a write that
 * is on the disk.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-format-private.h"
#include "hrt-pg-win32-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <io.h>

static void
set_error (GError **error, DWORD code, const char *path)
{
  g_autofree char *reason = NULL;

  if (_hrt_pg_win32_is_full (code))
    g_set_error_literal (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DISK_FULL,
                         _ ("The disk is full: the sales journal could not be written. Free some "
                            "space."));
  else if (_hrt_pg_win32_is_denied (code))
    g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_PERMISSION,
                 /* Translators: %s is a file name. */
                 _ ("Hurtrock may not write the sales journal %s."), path);
  else
    {
      reason = g_win32_error_message ((int) code);
      g_set_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_WRITE,
                   /* Translators: the first %s is a file name, the second the system's reason. */
                   _ ("The sales journal %s could not be written: %s"), path, reason);
    }
}

gboolean
_hrt_journal_disk_make_dir (const char *dir, GError **error)
{
  if (g_mkdir_with_parents (dir, 0700) == 0)
    return TRUE;
  set_error (error, GetLastError (), dir);
  return FALSE;
}

gboolean
_hrt_journal_disk_sync_dir (const char *dir)
{
  return TRUE; /* NTFS writes down its folders itself */
}

/* Opens @path for appending; others may read it meanwhile but not write. -1: @busy tells whether
 * another process writes to it, otherwise @error is set. */
int
_hrt_journal_disk_take (const char *path, gboolean *is_new, gboolean *busy, GError **error)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);
  HANDLE file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_ALWAYS,
                             FILE_ATTRIBUTE_NORMAL, NULL);
  LARGE_INTEGER size = { 0 };

  *busy = FALSE;
  if (file == INVALID_HANDLE_VALUE)
    {
      *busy = GetLastError () == ERROR_SHARING_VIOLATION;
      if (!*busy)
        set_error (error, GetLastError (), path);
      return -1;
    }
  *is_new = GetFileSizeEx (file, &size) && size.QuadPart == 0;
  return _open_osfhandle ((intptr_t) file, _O_APPEND | _O_BINARY | _O_NOINHERIT);
}

static HANDLE
handle_of (int fd)
{
  return (HANDLE) _get_osfhandle (fd);
}

/* Writes all of @text and waits until it is on the disk. */
gboolean
_hrt_journal_disk_write (int fd, const char *text, gsize length, GError **error)
{
  LARGE_INTEGER end = { 0 };

  if (!SetFilePointerEx (handle_of (fd), end, NULL, FILE_END))
    {
      set_error (error, GetLastError (), "");
      return FALSE;
    }
  while (length > 0)
    {
      DWORD written = 0;

      if (!WriteFile (handle_of (fd), text, (DWORD) MIN (length, G_MAXINT32), &written, NULL))
        {
          set_error (error, GetLastError (), "");
          return FALSE;
        }
      text += written;
      length -= written;
    }
  if (FlushFileBuffers (handle_of (fd)))
    return TRUE;
  set_error (error, GetLastError (), "");
  return FALSE;
}

gboolean
_hrt_journal_disk_cut (int fd, goffset length)
{
  LARGE_INTEGER end = { .QuadPart = length };

  return SetFilePointerEx (handle_of (fd), end, NULL, FILE_BEGIN) &&
         SetEndOfFile (handle_of (fd)) && FlushFileBuffers (handle_of (fd));
}

void
_hrt_journal_disk_close (int fd)
{
  if (fd >= 0)
    _close (fd);
}
