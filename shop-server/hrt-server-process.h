/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server as a process: signals, its parent, and the lines it says on standard output.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*HrtServerQuitFunc) (gpointer user_data);

void hrt_server_process_on_quit (HrtServerQuitFunc func, gpointer user_data);
gboolean hrt_server_process_follow_parent (void);
char *hrt_server_process_read_line (int fd, GError **error);
void hrt_server_process_print_ready (const char *url);
void hrt_server_process_print_refusal (const char *message, gboolean is_hosted);

G_END_DECLS
