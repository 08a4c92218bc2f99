/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgRequest: one batch on its way through a line, with the task that waits for it and what may
 * cancel it.
 */

#pragma once

#include "hrt-pg-line.h"

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount ref_count;
  HrtPgLine *line;       /* unowned: the task holds the pool, the pool its lines */
  GMainContext *context; /* (owned) */
  GTask *task;           /* (owned) (nullable) NULL once it has returned */
  HrtPgBatch *batch;     /* (owned) */
  gulong cancelled_id;
  gint64 deadline; /* monotonic us */

  gboolean is_waiting;
  gboolean is_repeated;
  HrtPgConnection *connection; /* unowned, while it runs */
  HrtPgWork *work;             /* unowned, while it runs */
} HrtPgRequest;

HrtPgRequest *
_hrt_pg_request_new (HrtPgLine *line, GMainContext *context, GTask *task, HrtPgBatch *batch);
HrtPgRequest *_hrt_pg_request_ref (HrtPgRequest *self);
void _hrt_pg_request_unref (HrtPgRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgRequest, _hrt_pg_request_unref)

/* Each ends the task, once; later calls do nothing but free what they take. */
void _hrt_pg_request_return_error (HrtPgRequest *self, GError *error);
void _hrt_pg_request_return_results (HrtPgRequest *self, HrtPgResults *results);
gboolean _hrt_pg_request_return_if_cancelled (HrtPgRequest *self);

/* In hrt-pg-line.c. */
void _hrt_pg_line_cancel (HrtPgLine *self, HrtPgRequest *request);

G_END_DECLS
