/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebLimits: token buckets per visitor and per key, in bounded memory.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A rate: @burst at once, then @per_hour, which is no less. Static const; its address names the
 * bucket family. */
typedef struct
{
  const char *name;
  guint burst;
  guint per_hour;
} HrtWebLimit;

typedef struct _HrtWebLimits HrtWebLimits;

HrtWebLimits *hrt_web_limits_new (guint max_buckets);
void hrt_web_limits_free (HrtWebLimits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebLimits, hrt_web_limits_free)

gboolean hrt_web_limits_take (HrtWebLimits *self,
                              const HrtWebLimit *limit,
                              const char *key,
                              gint64 now_usec,
                              guint *retry_after_secs);
void hrt_web_limits_give_back (HrtWebLimits *self,
                               const HrtWebLimit *limit,
                               const char *key,
                               gint64 now_usec);
char *hrt_web_limits_address_key (const char *address);

G_END_DECLS
