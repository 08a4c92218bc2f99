/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The running program as Linux tells it.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-executable.h"

const char *const hrt_executable_suffix = "";

/**
 * hrt_executable_dup_dir:
 *
 * Returns: (transfer full) (type filename): the folder that holds the running program
 */
char *
hrt_executable_dup_dir (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  return path != NULL ? g_path_get_dirname (path) : g_get_current_dir ();
}
