/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgCluster: the private PostgreSQL of this data directory: made, started, joined, recovered and
 * stopped by itself.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_PG_CLUSTER  (hrt_pg_cluster_get_type ())
#define HRT_PG_CLUSTER_ERROR (hrt_pg_cluster_error_quark ())
G_DECLARE_FINAL_TYPE (HrtPgCluster, hrt_pg_cluster, HRT, PG_CLUSTER, GObject)

typedef enum
{
  HRT_PG_CLUSTER_ERROR_MISSING,    /* no PostgreSQL server programs on this machine */
  HRT_PG_CLUSTER_ERROR_PERMISSION, /* the data directory cannot be written */
  HRT_PG_CLUSTER_ERROR_DISK_FULL,
  HRT_PG_CLUSTER_ERROR_NEWER,   /* the data directory was made by a newer PostgreSQL or Hurtrock */
  HRT_PG_CLUSTER_ERROR_FOREIGN, /* another server really runs on this data directory */
  HRT_PG_CLUSTER_ERROR_DAMAGED,
  HRT_PG_CLUSTER_ERROR_START, /* the server did not come up; the message holds its last lines */
} HrtPgClusterError;

typedef enum
{
  HRT_PG_CLUSTER_STAGE_CHECKING,
  HRT_PG_CLUSTER_STAGE_CREATING, /* initdb */
  HRT_PG_CLUSTER_STAGE_STARTING,
  HRT_PG_CLUSTER_STAGE_RECOVERING, /* crash recovery */
  HRT_PG_CLUSTER_STAGE_PREPARING,  /* roles, database */
  HRT_PG_CLUSTER_STAGE_READY,
} HrtPgClusterStage;

typedef enum
{
  HRT_PG_ROLE_OWNER,
  HRT_PG_ROLE_STAFF,
  HRT_PG_ROLE_WEB,
} HrtPgRole;

GQuark hrt_pg_cluster_error_quark (void);
HrtPgCluster *hrt_pg_cluster_new (const char *data_dir);
/* Signal "failed" (GError *error): the server went away while in use and could not be started
 * again. */
/* Signal "progress" (HrtPgClusterStage stage, double fraction 0..1). Runs in a worker thread,
 * signals in the caller's context. */
void hrt_pg_cluster_open_async (HrtPgCluster *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean hrt_pg_cluster_open_finish (HrtPgCluster *self, GAsyncResult *result, GError **error);
void
hrt_pg_cluster_close_async (HrtPgCluster *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_pg_cluster_close_finish (HrtPgCluster *self, GAsyncResult *result, GError **error);
char *hrt_pg_cluster_dup_conninfo (HrtPgCluster *self, HrtPgRole role);
char *hrt_pg_cluster_dup_program (HrtPgCluster *self, const char *name);

G_END_DECLS
