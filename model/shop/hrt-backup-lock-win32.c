/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * One process at a time writes into a folder of backups: it has a file there open that nobody else
 * may open meanwhile. The system gives that up when the process dies.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-backup.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <io.h>

#include "model/pg/hrt-pg-win32-private.h"

/* Gives a descriptor, or -1 with G_IO_ERROR_BUSY while another process holds the lock. */
int
_hrt_backup_lock (const char *folder, const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".lock", NULL);
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);
  g_autofree char *reason = NULL;
  HANDLE file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_ALWAYS,
                             FILE_ATTRIBUTE_NORMAL, NULL);
  DWORD code = GetLastError ();

  if (file != INVALID_HANDLE_VALUE)
    return _open_osfhandle ((intptr_t) file, _O_BINARY | _O_NOINHERIT);
  if (code == ERROR_SHARING_VIOLATION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           _ ("Another program is making a backup at this moment."));
      return -1;
    }
  reason = g_win32_error_message ((int) code);
  g_set_error (error, G_IO_ERROR, g_io_error_from_win32_error ((int) code), "%s: %s", path, reason);
  return -1;
}

void
_hrt_backup_unlock (int lock)
{
  _close (lock);
}
