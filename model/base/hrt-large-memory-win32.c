/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Large memory on Windows, where large pages need a privilege that a shop's user does not have.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-large-memory.h"

/**
 * hrt_large_memory_new:
 * @size: bytes
 *
 * Returns: (transfer full): memory with arbitrary contents, released with g_free()
 */
gpointer
hrt_large_memory_new (gsize size)
{
  return g_malloc (size);
}
