/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Until model/base has its descriptor code: a stand-in that the real one replaces.
 */

#include "config.h"

#include "model/base/hrt-descriptor.h"

__attribute__ ((weak)) gboolean
hrt_field_set_text (const HrtField *field, gpointer instance, const char *text)
{
  return FALSE;
}
