/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, the rest random.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-uuid.h"

#include <sodium.h>
#include <string.h>

/**
 * hrt_uuid_new_at:
 * @unix_usec: microseconds since 1970 UTC, not negative
 *
 * Returns: (transfer full): a new UUID of version 7 in its canonical lower-case form. Those of one
 * millisecond are in no order.
 */
char *
hrt_uuid_new_at (gint64 unix_usec)
{
  guint64 ms = (guint64) (MAX (unix_usec, 0) / 1000);
  guint8 b[16];

  randombytes_buf (b, sizeof b);
  for (int i = 0; i < 6; i++)
    b[i] = (guint8) (ms >> (40 - 8 * i));
  b[6] = (guint8) (0x70 | (b[6] & 0x0f));
  b[8] = (guint8) (0x80 | (b[8] & 0x3f));
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/**
 * hrt_uuid_new:
 *
 * Returns: (transfer full): a new UUID of version 7, of now
 */
char *
hrt_uuid_new (void)
{
  return hrt_uuid_new_at (g_get_real_time ());
}

/**
 * hrt_uuid_is_valid:
 * @text: (nullable): what may be a UUID
 *
 * Returns: whether it has the form of one, of any version, in lower or upper case
 */
gboolean
hrt_uuid_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != HRT_UUID_LENGTH)
    return FALSE;
  for (int i = 0; i < HRT_UUID_LENGTH; i++)
    {
      gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
        return FALSE;
    }
  return TRUE;
}
