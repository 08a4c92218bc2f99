/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Runs PostgreSQL's own programs (pg_dump, pg_restore) on a database.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Blocking. */
gboolean hrt_pg_tool_run (const char *program,
                          const char *conninfo,
                          const char *const *arguments,
                          GCancellable *cancellable,
                          GError **error);
char *hrt_pg_tool_dup_database (const char *conninfo);

G_END_DECLS
