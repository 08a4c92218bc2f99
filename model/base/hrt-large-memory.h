/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Memory for arrays of many megabytes that are read all over the place, as a search index is.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gpointer hrt_large_memory_new (gsize size);

#define hrt_large_array_new(Type, n) ((Type *) hrt_large_memory_new ((gsize) (n) * sizeof (Type)))

G_END_DECLS
