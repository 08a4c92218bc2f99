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

G_END_DECLS
