/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * On a Unix desktop a notification (GNotification) asks for attention, and not the window.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-attention.h"

void
hrt_attention_ask (GtkWindow *window)
{
}
