/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A process is asked to end by closing its standard input, which is kept open until then: if we
 * die, the system closes it.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-web-host-private.h"

void
_hrt_web_host_ask_to_end (GSubprocess *process)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
}

void
_hrt_web_host_end_secrets (GOutputStream *to)
{
}
