/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Several server processes on one port.
 */

#pragma once

#include "hrt-server-options.h"

G_BEGIN_DECLS

int hrt_server_workers_run (HrtServerOptions *options, const char *program);

G_END_DECLS
