/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgKeeper: keeps one connection open, whatever happens to the server.
 */

#pragma once

#include "hrt-pg-connection.h"

G_BEGIN_DECLS

typedef struct _HrtPgKeeper HrtPgKeeper;

typedef struct
{
  void (*opened) (HrtPgConnection *connection, gpointer user_data);
  void (*lost) (const GError *error, gpointer user_data); /* only after opened */
} HrtPgKeeperFuncs;

/* @role: (nullable): the only login that is taken */
HrtPgKeeper *_hrt_pg_keeper_new (const char *conninfo,
                                 const char *application_name,
                                 const char *role,
                                 const HrtPgKeeperFuncs *funcs,
                                 gpointer user_data);
/* No callback comes after this, though an attempt to connect may still be under way. */
void _hrt_pg_keeper_stop (HrtPgKeeper *self);
/* An open connection that is of no use: hangs up without calling lost, and connects again after a
 * pause. */
void _hrt_pg_keeper_restart (HrtPgKeeper *self);
HrtPgConnection *_hrt_pg_keeper_get_connection (HrtPgKeeper *self);

/* The next pause after one of @last_ms: decorrelated jitter between 50 ms and 5 s. Each pause is
 * drawn between the base and three times the last one; many processes that lost the same server at
 * the same instant then do not come back at the same instant, as they would after plain doubling.
 */
#define HRT_PG_BACKOFF_BASE_MS 50
guint _hrt_pg_backoff_next_ms (guint last_ms);

G_END_DECLS
