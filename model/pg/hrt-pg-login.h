/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a login of the owner's own server still lacks: a password that nobody has given, or given
 * wrong.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hrt_pg_login_probe_async (const char *conninfo,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean hrt_pg_login_probe_finish (GAsyncResult *result);

char *hrt_pg_login_dup_conninfo (const char *conninfo, const char *password);
char *hrt_pg_login_dup_name (const char *conninfo);
void _hrt_pg_login_append_setting (GString *conninfo, const char *keyword, const char *value);

G_END_DECLS
