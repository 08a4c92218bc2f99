/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * How a process of ours is told to end: the systems differ.
 */

#pragma once

#include "hrt-web-host.h"

G_BEGIN_DECLS

/* Lets it finish what it is doing. */
void _hrt_web_host_ask_to_end (GSubprocess *process);
/* The line of secrets was written to its standard input. */
void _hrt_web_host_end_secrets (GOutputStream *to);

G_END_DECLS
