/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A password from whoever sits there, never from the arguments.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line from the terminal without echo, asked twice, or from standard input when it is a pipe.
 * NULL after having said why. Free with hrt_admin_free_secret(). */
char *hrt_admin_read_secret (const char *prompt, const char *again);
void hrt_admin_free_secret (char *secret);

/* hrt-admin-secret-posix.c, -win32.c: one line without echo. */
char *_hrt_admin_secret_ask (const char *prompt);
char *_hrt_admin_secret_read_line (void);

G_END_DECLS
