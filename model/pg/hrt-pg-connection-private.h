/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the opening, the asking and the listening part of HrtPgConnection share.
 */

#pragma once

#include <libpq-fe.h>

#include "hrt-pg-connection.h"

G_BEGIN_DECLS

/* A batch in flight, or the preparation of one statement. */
struct _HrtPgWork
{
  HrtPgBatchDone done; /* NULL for a preparation */
  gpointer user_data;
  HrtPgResults *results;    /* (owned) (nullable) NULL for a preparation */
  GError *error;            /* (owned) (nullable) the first one */
  HrtStatement *statements; /* (owned) by command; HRT_N_STATEMENTS for plain SQL */
  guint command;            /* the one whose results are arriving */
  guint n_commands;
  gboolean is_answered;
  gboolean is_cancelled;
  gboolean has_cancel_running; /* its end is held back until PQcancel() is through */
};

struct _HrtPgConnection
{
  GObject parent_instance;

  PGconn *pg;      /* (owned) (nullable) NULL once closed */
  GSource *source; /* (owned) (nullable) */
  gpointer watch;  /* owned by @source */
  GThread *thread; /* unowned, only compared */
  GQueue works;    /* (owned) (element-type HrtPgWork) in the order they were sent */
  GQueue held;     /* (owned) (element-type HrtPgWork) answered, waiting for their PQcancel() */
  guint n_batches; /* of @works and @held, preparations not counted */

  gboolean is_prepared[HRT_N_STATEMENTS];
  GError *prepare_errors[HRT_N_STATEMENTS]; /* (owned) (nullable) why the last try failed */

  GError *broken; /* (owned) (nullable) sending failed; reported from the loop */
  gboolean wants_out;
  gboolean is_stale;
  guint n_cancels;      /* PQcancel() calls under way */
  gint64 last_cancel;   /* monotonic us */
  gint64 last_progress; /* monotonic us, of the last word from the server */
  gint64 silence_limit; /* us without a word from the server while it owes an answer */
};

void _hrt_pg_connection_set_broken (HrtPgConnection *self, const char *what);
void _hrt_pg_connection_flush (HrtPgConnection *self);
void _hrt_pg_connection_arm_watchdog (HrtPgConnection *self);
void _hrt_pg_connection_complete (HrtPgConnection *self, HrtPgWork *work);
HrtPgConnection *_hrt_pg_connection_adopt (PGconn *pg, guint silence_limit_ms);

/* Blocking; for worker threads and the migrator. Takes no main context. */
PGconn *_hrt_pg_connect (const HrtPgConnectionConfig *config, GError **error);

G_END_DECLS
