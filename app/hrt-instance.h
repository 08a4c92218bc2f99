/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A second start of the program brings the window of the first to the front.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hrt_instance_take (GApplication *app);

G_END_DECLS
