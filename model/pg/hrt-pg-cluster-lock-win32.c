/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cluster's locks on Windows: files opened so that nobody else may open them (exclusive) or
 * only for reading (shared). The system gives them up when the last holder dies, however it dies,
 * and a child that inherited the handle is a holder too.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"
#include "hrt-pg-win32-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <io.h>

#define STEP_MS 10

static HANDLE
try_open (const wchar_t *path, gboolean exclusive, DWORD creation)
{
  return CreateFileW (path, exclusive ? GENERIC_READ | GENERIC_WRITE : GENERIC_READ,
                      exclusive ? 0 : FILE_SHARE_READ, NULL, creation, FILE_ATTRIBUTE_NORMAL, NULL);
}

/* Opens @path as a lock, waiting up to @patience_ms. Gives a descriptor, or -1 with @error:
 * HRT_PG_CLUSTER_ERROR_FOREIGN when somebody holds it too long. */
int
_hrt_pg_cluster_os_lock (const char *path,
                         gboolean exclusive,
                         guint patience_ms,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);

  for (guint waited = 0;; waited += STEP_MS)
    {
      HANDLE file = try_open (wide, exclusive, OPEN_ALWAYS);

      if (file != INVALID_HANDLE_VALUE)
        return _open_osfhandle ((intptr_t) file, _O_BINARY | _O_NOINHERIT);
      if (GetLastError () != ERROR_SHARING_VIOLATION)
        {
          _hrt_pg_cluster_os_set_last_error (error, GetLastError (), path);
          return -1;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (waited >= patience_ms)
        {
          g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_FOREIGN,
                       /* Translators: %s is a file name. */
                       _ ("Another program holds %s and does not let go. Close other Hurtrock "
                          "windows, wait a moment, and start again."),
                       path);
          return -1;
        }
      g_usleep (STEP_MS * 1000);
    }
}

static gboolean
can_open (const wchar_t *path, gboolean exclusive)
{
  HANDLE file = try_open (path, exclusive, OPEN_EXISTING);

  if (file == INVALID_HANDLE_VALUE)
    return GetLastError () != ERROR_SHARING_VIOLATION;
  CloseHandle (file);
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_is_locked (const char *path)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);

  return !can_open (wide, FALSE);
}

/* An open file cannot change from shared to exclusive: it is let go, and whoever can have it alone
 * was the last. When the supervisor was quicker not even a shared one can be had. */
gboolean
_hrt_pg_cluster_os_leave_lock (int fd)
{
  wchar_t path[MAX_PATH * 4];
  DWORD length = GetFinalPathNameByHandleW ((HANDLE) _get_osfhandle (fd), path, G_N_ELEMENTS (path),
                                            FILE_NAME_NORMALIZED);

  _close (fd);
  if (length == 0 || length >= G_N_ELEMENTS (path))
    return FALSE;
  return can_open (path, TRUE) || !can_open (path, FALSE);
}

void
_hrt_pg_cluster_os_close (int fd)
{
  if (fd >= 0)
    _close (fd);
}
