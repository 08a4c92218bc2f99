/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What GTK draws with on Windows: its own choice, which is cairo where the driver has no GL.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-renderer.h"

void
hrt_renderer_choose (void)
{
}
