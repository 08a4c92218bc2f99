/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgBatch: statements that go to the server together and stand or fall together (one implicit
 * transaction).
 */

#pragma once

#include "hrt-pg-params.h"
#include "hrt-pg-rows.h"
#include "hrt-statements.h"

G_BEGIN_DECLS

typedef struct _HrtPgBatch HrtPgBatch;

HrtPgBatch *hrt_pg_batch_new (void);
void hrt_pg_batch_free (HrtPgBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgBatch, hrt_pg_batch_free)

void hrt_pg_batch_add (HrtPgBatch *self, HrtStatement statement, HrtPgParams *params);
guint hrt_pg_batch_get_n (HrtPgBatch *self);

G_END_DECLS
