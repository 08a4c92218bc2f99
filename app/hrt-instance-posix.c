/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * On a desktop with a session bus GApplication sees to it that there is one instance.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-instance.h"

/**
 * hrt_instance_take:
 * @app: the program, which is to be the only one
 *
 * Returns: whether to go on; otherwise another instance was asked to show itself
 */
gboolean
hrt_instance_take (GApplication *app)
{
  return TRUE;
}
