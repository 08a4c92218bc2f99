/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTestDatabase: a database of its own for one test, on the throw-away server of
 * tests/lib/cluster.py.
 */

#pragma once

#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

typedef struct _HrtTestDatabase HrtTestDatabase;

/* Migrated; the server is shared with every test program of the build folder. */
HrtTestDatabase *hrt_test_database_new (void);
/* Empty, owned by hrt_owner. */
HrtTestDatabase *hrt_test_database_new_empty (void);
/* Migrated, on a server of its own that this test may stop and start. */
HrtTestDatabase *hrt_test_database_new_private (void);
void hrt_test_database_free (HrtTestDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtTestDatabase, hrt_test_database_free)

/* @role: "hrt_owner", "hrt_staff", "hrt_web", or "postgres" for the superuser. */
char *hrt_test_database_dup_conninfo (HrtTestDatabase *self, const char *role);
HrtPgPool *hrt_test_database_new_pool (HrtTestDatabase *self, const char *role);

/* Blocking, as superuser; an error ends the test. The text is the first cell, or NULL. */
void hrt_test_database_exec (HrtTestDatabase *self, const char *sql);
char *hrt_test_database_query (HrtTestDatabase *self, const char *sql);

/* Only with a server of its own. @is_crash: an immediate shutdown, as after a power cut. */
void hrt_test_database_stop_server (HrtTestDatabase *self, gboolean is_crash);
void hrt_test_database_start_server (HrtTestDatabase *self);

/* Runs the default context until @is_done says so; FALSE when @timeout_ms is over. */
gboolean
hrt_test_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data, guint timeout_ms);
void hrt_test_run_loop (guint ms);
/* A GAsyncReadyCallback that stores a reference of the result in the GAsyncResult * behind
 * @user_data. */
void hrt_test_store_result (GObject *source, GAsyncResult *result, gpointer user_data);
void hrt_test_await (GAsyncResult **result);

/* Blocking query for tests: takes @params. */
HrtPgResults *hrt_test_query (
    HrtPgPool *pool, HrtPgLane lane, HrtStatement statement, HrtPgParams *params, GError **error);
HrtPgResults *hrt_test_run (HrtPgPool *pool, HrtPgLane lane, HrtPgBatch *batch, GError **error);
void hrt_test_close_pool (HrtPgPool *pool); /* (transfer full) */

G_END_DECLS
