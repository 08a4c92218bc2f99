/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The migrator with the SQL files as a parameter, so that tests can bring files of their own.
 */

#pragma once

#include <libpq-fe.h>

#include "hrt-pg-migrator.h"

G_BEGIN_DECLS

typedef struct
{
  const HrtSqlFile *migrations; /* ascending by version */
  guint n_migrations;
  const HrtSqlFile *functions;
  guint n_functions;
} HrtPgSchema;

gboolean _hrt_pg_migrator_run_schema (const char *owner_conninfo,
                                      const HrtPgSchema *schema,
                                      guint *n_applied,
                                      GError **error);

/* Blocking helpers of the migrator's two halves. */
PGconn *_hrt_pg_migrator_connect (const char *conninfo, GError **error);
gboolean _hrt_pg_migrator_exec (PGconn *pg, const char *what, const char *sql, GError **error);
PGresult *_hrt_pg_migrator_query (PGconn *pg,
                                  const char *what,
                                  const char *sql,
                                  guint n_params,
                                  const char *const *params,
                                  GError **error);

G_END_DECLS
