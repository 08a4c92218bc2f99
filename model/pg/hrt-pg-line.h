/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgLine: the connections of one lane of the pool and the requests that wait for them.
 */

#pragma once

#include "hrt-pg-connection.h"

G_BEGIN_DECLS

typedef struct _HrtPgLine HrtPgLine;

typedef struct
{
  const char *conninfo;
  const char *application_name;
  guint max_connections;
  guint depth;        /* batches in flight on one connection: 1, or many where it is shared */
  gboolean may_retry; /* reads: a batch that died unanswered is sent once more */
  guint max_waiting;
  guint deadline_ms;
  guint statement_timeout_ms;
  guint lock_timeout_ms;
} HrtPgLineConfig;

typedef void (*HrtPgLineRefused) (const GError *error, gpointer user_data);

HrtPgLine *_hrt_pg_line_new (const HrtPgLineConfig *config);
void _hrt_pg_line_unref (HrtPgLine *self);
void _hrt_pg_line_set_limits (HrtPgLine *self,
                              guint max_connections,
                              guint max_waiting,
                              guint deadline_ms);
void _hrt_pg_line_set_statement_timeout (HrtPgLine *self, guint statement_timeout_ms);
/* For connections that are opened from now on; @refused may be called until the line is closed. */
void _hrt_pg_line_demand_role (HrtPgLine *self,
                               const char *role,
                               HrtPgLineRefused refused,
                               gpointer user_data);

/* Takes @task and @batch over; the task returns #HrtPgResults. */
void _hrt_pg_line_submit (HrtPgLine *self, GTask *task, HrtPgBatch *batch);

/* Refuses what comes and what waits, lets what runs end, then calls @drained, once. */
void _hrt_pg_line_close (HrtPgLine *self, void (*drained) (gpointer user_data), gpointer user_data);

guint _hrt_pg_line_get_n_running (HrtPgLine *self);
guint _hrt_pg_line_get_n_waiting (HrtPgLine *self);
guint _hrt_pg_line_get_n_connections (HrtPgLine *self);

G_END_DECLS
