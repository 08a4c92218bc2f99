/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBackoff: how long to wait before a process that ended by itself is started again.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_BACKOFF_FIRST_MS     500
#define HRT_BACKOFF_LONGEST_MS   30000
#define HRT_BACKOFF_HEALTHY_SECS 60
#define HRT_BACKOFF_MANY         5

/* All zero: nothing has happened yet. */
typedef struct
{
  guint n_quick; /* ends in a row that came before HRT_BACKOFF_HEALTHY_SECS */
} HrtBackoff;

guint hrt_backoff_count_end (HrtBackoff *self, gint64 lived_usec);

G_END_DECLS
