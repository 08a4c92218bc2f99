/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The running program as Windows tells it.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-executable.h"

#include <windows.h>

#define PATH_MAX_CHARS 32768 /* what Windows allows */

const char *const hrt_executable_suffix = ".exe";

/**
 * hrt_executable_dup_dir:
 *
 * Returns: (transfer full) (type filename): the folder that holds the running program
 */
char *
hrt_executable_dup_dir (void)
{
  g_autofree wchar_t *wide = g_new (wchar_t, PATH_MAX_CHARS);
  DWORD length = GetModuleFileNameW (NULL, wide, PATH_MAX_CHARS);
  g_autofree char *path = NULL;

  if (length > 0 && length < PATH_MAX_CHARS)
    path = g_utf16_to_utf8 ((const gunichar2 *) wide, -1, NULL, NULL, NULL);
  return path != NULL ? g_path_get_dirname (path) : g_get_current_dir ();
}
