/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the opening half and the running half of HrtPgConnection share.
 */

#pragma once

#include <libpq-fe.h>

#include "hrt-pg-connection.h"

G_BEGIN_DECLS

HrtPgConnection *_hrt_pg_connection_adopt (PGconn *pg, guint silence_limit_ms);

/* Blocking; for worker threads and the migrator. Takes no main context. */
PGconn *_hrt_pg_connect (const HrtPgConnectionConfig *config, GError **error);

G_END_DECLS
