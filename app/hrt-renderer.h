/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What GTK draws with, chosen before it starts.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hrt_renderer_choose (void);

G_END_DECLS
