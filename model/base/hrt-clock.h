/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtClock: where the time comes from, so that a test can bring its own.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HRT_TYPE_CLOCK (hrt_clock_get_type ())
G_DECLARE_FINAL_TYPE (HrtClock, hrt_clock, HRT, CLOCK, GObject)

HrtClock *hrt_clock_new (void);
HrtClock *hrt_clock_new_fixed (gint64 unix_usec);
gint64 hrt_clock_now (HrtClock *self); /* microseconds since 1970 UTC */
void hrt_clock_advance (HrtClock *self, gint64 usec);

char *hrt_time_format (gint64 unix_usec, const char *time_zone, const char *format);

G_END_DECLS
