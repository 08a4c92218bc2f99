/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Large memory on Linux: whole huge pages where the system gives them on request. A look-up in 300
 * MiB of ordinary pages mostly waits for the page table; in huge pages it does not.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-large-memory.h"

#include <stdlib.h>
#include <sys/mman.h>

#define HUGE_PAGE ((gsize) 2 * 1024 * 1024) /* bytes; x86-64 and arm64 with 4 KiB base pages */

/**
 * hrt_large_memory_new:
 * @size: bytes; a wrong multiplication upstream ends the program like any lack of memory
 *
 * Memory with arbitrary contents, on huge pages when it is large enough for one and the system
 * allows it (transparent huge pages "madvise" or "always"); on ordinary pages otherwise.
 *
 * Returns: (transfer full): the memory, released with g_free()
 */
gpointer
hrt_large_memory_new (gsize size)
{
  gsize whole = (size + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
  gpointer memory;

  if (size < HUGE_PAGE)
    return g_malloc (size);
  memory = whole < size ? NULL : aligned_alloc (HUGE_PAGE, whole);
  if (memory == NULL)
    g_error ("out of memory: %" G_GSIZE_FORMAT " bytes for one array", size);
  /* Advice: a kernel without huge pages says EINVAL, and the memory is as good as any. */
  (void) madvise (memory, whole, MADV_HUGEPAGE);
  return memory;
}
