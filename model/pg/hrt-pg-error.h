/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HRT_PG_ERROR: what went wrong at the database, by machine meaning, with SQLSTATE and constraint
 * name.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_PG_ERROR (hrt_pg_error_quark ())

typedef enum
{
  HRT_PG_ERROR_CONNECTION,     /* no line to the server, or it went away */
  HRT_PG_ERROR_TIMEOUT,        /* statement, lock or pool deadline */
  HRT_PG_ERROR_POOL_EXHAUSTED, /* too many waiters */
  HRT_PG_ERROR_UNIQUE,
  HRT_PG_ERROR_FOREIGN_KEY,
  HRT_PG_ERROR_CHECK,
  HRT_PG_ERROR_NOT_NULL,
  HRT_PG_ERROR_SERIALIZATION,
  HRT_PG_ERROR_DEADLOCK,
  HRT_PG_ERROR_PERMISSION,
  HRT_PG_ERROR_REFUSED,   /* a function of ours said no: SQLSTATE class HR, see docs/database.md */
  HRT_PG_ERROR_RESOURCES, /* disk full, out of memory, too many connections */
  HRT_PG_ERROR_STATEMENT, /* a bug of ours: syntax, wrong types, undefined table */
  HRT_PG_ERROR_VERSION,   /* the database is newer than this program, or not migrated yet */
  HRT_PG_ERROR_DATA, /* a value the types do not take: out of range, broken UTF-8, not a uuid */
} HrtPgErrorCode;

GQuark hrt_pg_error_quark (void);
const char *hrt_pg_error_get_sqlstate (const GError *error);
const char *hrt_pg_error_get_constraint (const GError *error);
const char *hrt_pg_error_get_detail (const GError *error);
gboolean hrt_pg_error_is_transient (const GError *error);

G_END_DECLS
