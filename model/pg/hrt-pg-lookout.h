/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgLookout: looks every few seconds for changes that no hint told of.
 */

#pragma once

#include "hrt-pg-connection.h"

G_BEGIN_DECLS

typedef struct _HrtPgLookout HrtPgLookout;

typedef struct
{
  void (*changed) (const char *channel, gint64 id, gpointer user_data);
  void (*overflowed) (gpointer user_data); /* so much has changed that all is to be read again */
} HrtPgLookoutFuncs;

HrtPgLookout *_hrt_pg_lookout_new (const HrtPgLookoutFuncs *funcs, gpointer user_data);
void _hrt_pg_lookout_free (HrtPgLookout *self);
void _hrt_pg_lookout_start (HrtPgLookout *self, HrtPgConnection *connection, guint every_ms);
void _hrt_pg_lookout_stop (HrtPgLookout *self);

G_END_DECLS
