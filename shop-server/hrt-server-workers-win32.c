/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Several processes on one port need a socket that can be inherited: not offered on Windows, where
 * the shop of one machine has one process.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-workers.h"

#include "hrt-server-process.h"

int
hrt_server_workers_run (HrtServerOptions *options, const char *program)
{
  hrt_server_process_print_refusal ("--workers: on Windows the shop is served by one process",
                                    FALSE);
  return HRT_SERVER_EXIT_REFUSED;
}
