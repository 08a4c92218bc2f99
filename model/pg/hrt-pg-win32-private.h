/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Small helps for the -win32.c files of this folder.
 */

#pragma once

#include <glib.h>
#include <windows.h>

G_BEGIN_DECLS

#define HRT_ERROR_DISK_QUOTA_EXCEEDED 1295 /* newer than these headers */

/* A path as Windows takes it. (transfer full) */
static inline wchar_t *
_hrt_pg_win32_dup_path (const char *path)
{
  wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);

  for (wchar_t *c = wide; c != NULL && *c != L'\0'; c++)
    if (*c == L'/')
      *c = L'\\';
  return wide;
}

static inline gboolean
_hrt_pg_win32_is_full (DWORD code)
{
  return code == ERROR_DISK_FULL || code == ERROR_HANDLE_DISK_FULL ||
         code == HRT_ERROR_DISK_QUOTA_EXCEEDED;
}

static inline gboolean
_hrt_pg_win32_is_denied (DWORD code)
{
  return code == ERROR_ACCESS_DENIED || code == ERROR_WRITE_PROTECT ||
         code == ERROR_SHARING_VIOLATION || code == ERROR_PRIVILEGE_NOT_HELD;
}

G_END_DECLS
