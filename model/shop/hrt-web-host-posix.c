/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A process is asked to end by a signal.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-web-host-private.h"

#include <signal.h>

void
_hrt_web_host_ask_to_end (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
}

void
_hrt_web_host_end_secrets (GOutputStream *to)
{
  g_output_stream_close (to, NULL, NULL);
}
