/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The migrator: makes the roles and the database, brings a schema up to date, and tells whether it
 * is.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-pg-pool.h"

G_BEGIN_DECLS

#define HRT_PG_OWNER "hrt_owner"
#define HRT_PG_STAFF "hrt_staff"
#define HRT_PG_WEB   "hrt_web"

/* What hrt_pg_migrator_provision() makes. A NULL password leaves the role without one (peer or
 * trust only). */
typedef struct
{
  const char *database;
  const char *owner_password;
  const char *staff_password;
  const char *web_password;
} HrtPgProvision;

/* Blocking: for tools and worker threads. */
gboolean
hrt_pg_migrator_provision (const char *admin_conninfo, const HrtPgProvision *what, GError **error);
gboolean hrt_pg_migrator_run (const char *owner_conninfo, guint *n_applied, GError **error);

/* The same two, one after the other, in a worker; @admin_conninfo NULL: the roles and the database
 * are there. */
void hrt_pg_migrator_run_async (const char *admin_conninfo,
                                const HrtPgProvision *what,
                                const char *owner_conninfo,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean hrt_pg_migrator_run_finish (GAsyncResult *result, GError **error);

/* Is the database exactly at this program's version? For the app and the shop server. */
void hrt_pg_migrator_check_async (HrtPgPool *pool,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean hrt_pg_migrator_check_finish (HrtPgPool *pool, GAsyncResult *result, GError **error);

G_END_DECLS
