/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the reasons of stock movements are called.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hrt_movement_reason_text (const char *reason);

G_END_DECLS
