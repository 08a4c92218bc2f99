/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtClock: the machine's time, or one that a test holds still.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-clock.h"

struct _HrtClock
{
  GObject parent_instance;

  gboolean is_fixed;
  gint64 now;
};

/**
 * HrtClock:
 *
 * Asked, never cached. Immutable but for the fixed one of tests; any thread.
 */
G_DEFINE_FINAL_TYPE (HrtClock, hrt_clock, G_TYPE_OBJECT)

static void
hrt_clock_class_init (HrtClockClass *klass)
{
}

static void
hrt_clock_init (HrtClock *self)
{
}

HrtClock *
hrt_clock_new (void)
{
  return g_object_new (HRT_TYPE_CLOCK, NULL);
}

HrtClock *
hrt_clock_new_fixed (gint64 unix_usec)
{
  HrtClock *self = hrt_clock_new ();

  self->is_fixed = TRUE;
  self->now = unix_usec;
  return self;
}

gint64
hrt_clock_now (HrtClock *self)
{
  g_return_val_if_fail (HRT_IS_CLOCK (self), 0);

  return self->is_fixed ? self->now : g_get_real_time ();
}

/**
 * hrt_clock_advance:
 * @self: a fixed clock
 * @usec: microseconds to add
 */
void
hrt_clock_advance (HrtClock *self, gint64 usec)
{
  g_return_if_fail (HRT_IS_CLOCK (self) && self->is_fixed);

  self->now += usec;
}

/**
 * hrt_time_format:
 * @unix_usec: microseconds since 1970 UTC; %G_MININT64 for no time
 * @time_zone: (nullable): of the IANA list, e.g. the shop's; %NULL for UTC
 * @format: as of g_date_time_format()
 *
 * Returns: (transfer full): the moment as a clock in that zone shows it; "" for no time
 */
char *
hrt_time_format (gint64 unix_usec, const char *time_zone, const char *format)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (unix_usec == G_MININT64)
    return g_strdup ("");
  zone = time_zone ? g_time_zone_new_identifier (time_zone) : NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  utc = g_date_time_new_from_unix_utc (unix_usec / G_USEC_PER_SEC);
  local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  return local ? g_date_time_format (local, format) : g_strdup ("");
}
