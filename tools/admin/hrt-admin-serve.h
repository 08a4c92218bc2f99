/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * `hurtrock-admin serve`: the shop on a machine without a display.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int hrt_admin_serve (int argc, char **argv);

G_END_DECLS
