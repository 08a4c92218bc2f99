/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of model/pg share with each other and with nobody else: everything that needs
 * libpq's own types.
 */

#pragma once

#include <libpq-fe.h>

#include "hrt-pg-batch.h"
#include "hrt-pg-error.h"

G_BEGIN_DECLS

/* The parameters in the three arrays that libpq wants; owned by the params. */
int _hrt_pg_params_peek (HrtPgParams *self,
                         const char *const **values,
                         const int **lengths,
                         const int **formats);

/* One entry of a batch: either a registered statement or, for LISTEN only, plain SQL. */
typedef struct
{
  HrtStatement statement;
  char *sql;           /* (owned) (nullable) set: sent as it is, never prepared */
  HrtPgParams *params; /* (owned) (nullable) */
} HrtPgBatchEntry;

HrtPgBatchEntry *_hrt_pg_batch_get_entry (HrtPgBatch *self, guint index);
void _hrt_pg_batch_add_sql (HrtPgBatch *self, const char *sql);

HrtPgResults *_hrt_pg_results_new (guint n_statements);
void _hrt_pg_results_take (HrtPgResults *self, guint statement, PGresult *result);

GError *_hrt_pg_error_from_result (const PGresult *result, const char *statement_name);
GError *_hrt_pg_error_from_connection (const PGconn *connection, const char *what);
GError *_hrt_pg_error_new (HrtPgErrorCode code, const char *message);
HrtPgErrorCode _hrt_pg_error_code_from_sqlstate (const char *sqlstate);

G_END_DECLS
