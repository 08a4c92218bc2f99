/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgConnection: one pipelined line to the server, driven by a main context. For the pool and the
 * listener only.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-pg-batch.h"
#include "hrt-pg-error.h"

G_BEGIN_DECLS

#define HRT_TYPE_PG_CONNECTION (hrt_pg_connection_get_type ())
G_DECLARE_FINAL_TYPE (HrtPgConnection, hrt_pg_connection, HRT, PG_CONNECTION, GObject)

/* How a batch ended. */
typedef struct
{
  HrtPgResults *results; /* (transfer none) NULL after an error */
  const GError *error;   /* NULL after success */
  gboolean answered;     /* the server had already said something about this batch when it ended */
  gboolean is_stray;     /* ended by a cancel that was meant for a neighbour on the same line */
} HrtPgOutcome;

typedef void (*HrtPgBatchDone) (HrtPgConnection *connection,
                                const HrtPgOutcome *outcome,
                                gpointer user_data);

typedef struct _HrtPgWork HrtPgWork;

typedef struct
{
  const char *conninfo;
  const char *application_name;
  guint statement_timeout_ms;
  guint lock_timeout_ms;
  const char
      *role; /* (nullable) the only one that may be logged in, with no more rights than its own */
} HrtPgConnectionConfig;

/* Signals:
 *   closed (GError *error): the line is gone; emitted once, after every queued batch was failed
 *   notification (const char *channel, const char *payload, int sender_pid) */
void hrt_pg_connection_open_async (const HrtPgConnectionConfig *config,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HrtPgConnection *hrt_pg_connection_open_finish (GAsyncResult *result, GError **error);

HrtPgWork *hrt_pg_connection_send (HrtPgConnection *self,
                                   HrtPgBatch *batch,
                                   HrtPgBatchDone done,
                                   gpointer user_data);
void hrt_pg_connection_cancel (HrtPgConnection *self, HrtPgWork *work);
gboolean hrt_pg_connection_probe (HrtPgConnection *self);
void hrt_pg_connection_close (HrtPgConnection *self);

guint hrt_pg_connection_get_n_queued (HrtPgConnection *self);
gboolean hrt_pg_connection_is_open (HrtPgConnection *self);
gboolean hrt_pg_connection_is_stale (HrtPgConnection *self);
int hrt_pg_connection_get_backend_pid (HrtPgConnection *self);

G_END_DECLS
