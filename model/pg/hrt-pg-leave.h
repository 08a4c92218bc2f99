/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The end of a process that talks to the database.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int hrt_pg_leave (int status);

/* Around every login outside the main thread; from before the thread is asked for, too. */
void _hrt_pg_login_begin (void);
void _hrt_pg_login_end (void);

G_END_DECLS
