/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What GTK draws with on Linux.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-renderer.h"

/**
 * hrt_renderer_choose:
 *
 * Where there is no GPU, plain cairo is quicker than software GL, whose library alone costs a third
 * of a second and 70 MiB: without "gl-disable" GDK loads it although nobody draws with it.
 */
void
hrt_renderer_choose (void)
{
  const char *debug = g_getenv ("GDK_DEBUG");
  g_autofree char *flags = NULL;

  if (g_getenv ("GSK_RENDERER") != NULL || g_file_test ("/dev/dri/renderD128", G_FILE_TEST_EXISTS))
    return;
  flags = g_strjoin (",", "gl-disable", debug, NULL);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GDK_DEBUG", flags, TRUE);
}
