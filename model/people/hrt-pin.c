/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a PIN for the till must be.
 */

#define G_LOG_DOMAIN "hrt-people"

#include <string.h>

#include "hrt-password.h"

/**
 * hrt_pin_is_good:
 * @pin: (nullable): as typed
 *
 * Returns: whether it is 4 to 8 digits, not all the same and not just counted up or down
 */
gboolean
hrt_pin_is_good (const char *pin)
{
  gboolean same = TRUE, up = TRUE, down = TRUE;
  gsize length = pin ? strlen (pin) : 0;

  if (length < 4 || length > 8)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (pin[i]))
        return FALSE;
      if (i == 0)
        continue;
      same = same && pin[i] == pin[i - 1];
      up = up && pin[i] == pin[i - 1] + 1;
      down = down && pin[i] == pin[i - 1] - 1;
    }
  return !same && !up && !down;
}
