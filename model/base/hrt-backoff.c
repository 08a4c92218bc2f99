/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBackoff: doubles the pause for what ends at once, forgets it for what ran well.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-backoff.h"

/**
 * hrt_backoff_count_end:
 * @self: of one process, over all its lives
 * @lived_usec: how long it lived this time, in microseconds; 0 if it could not be started
 *
 * Counts an end that nobody asked for. When @self->n_quick reaches %HRT_BACKOFF_MANY a person
 * should hear of it; trying goes on.
 *
 * Returns: the pause before the next try, in milliseconds
 */
guint
hrt_backoff_count_end (HrtBackoff *self, gint64 lived_usec)
{
  guint doubled;

  self->n_quick = lived_usec >= HRT_BACKOFF_HEALTHY_SECS * G_USEC_PER_SEC ? 1 : self->n_quick + 1;
  doubled = MIN (self->n_quick - 1, 16);
  return MIN ((guint) HRT_BACKOFF_FIRST_MS << doubled, (guint) HRT_BACKOFF_LONGEST_MS);
}
