/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgRows: the rows that one statement gave. Immutable; belongs to the HrtPgResults it came from.
 */

#pragma once

#include "model/base/hrt-descriptor.h"

G_BEGIN_DECLS

typedef struct _HrtPgRows HrtPgRows;
typedef struct _HrtPgResults HrtPgResults;

HrtPgResults *hrt_pg_results_ref (HrtPgResults *self);
void hrt_pg_results_unref (HrtPgResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgResults, hrt_pg_results_unref)
guint hrt_pg_results_get_n (HrtPgResults *self);
HrtPgRows *hrt_pg_results_get_rows (HrtPgResults *self, guint statement); /* (transfer none) */

guint hrt_pg_rows_get_n (HrtPgRows *self);
int hrt_pg_rows_find_column (HrtPgRows *self, const char *name); /* -1 when there is none */
gboolean hrt_pg_rows_is_null (HrtPgRows *self, guint row, int column);
gint64 hrt_pg_rows_get_int64 (HrtPgRows *self, guint row, int column);
gboolean hrt_pg_rows_get_bool (HrtPgRows *self, guint row, int column);
const char *hrt_pg_rows_get_text (HrtPgRows *self, guint row, int column); /* NULL for null */
gint64 hrt_pg_rows_get_time (HrtPgRows *self, guint row, int column);      /* us since 1970 UTC */
GBytes *hrt_pg_rows_dup_bytes (HrtPgRows *self, guint row, int column);
void
hrt_pg_rows_decode (HrtPgRows *self, guint row, const HrtDescriptor *descriptor, gpointer instance);

G_END_DECLS
