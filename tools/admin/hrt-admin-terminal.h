/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The terminal that hurtrock-admin was started from.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Calls @func in the main loop each time somebody wants us to end: Ctrl-C, or a polite kill. */
void hrt_admin_terminal_on_quit (GSourceFunc func, gpointer user_data);
/* (transfer full): standard output, bytes as they are; it stays open. */
GOutputStream *hrt_admin_terminal_new_stdout (void);

G_END_DECLS
