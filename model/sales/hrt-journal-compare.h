/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtJournalCompare: after a start, does the database still have every sale that was confirmed?
 */

#pragma once

#include <gio/gio.h>

#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

/* What the comparison found and did. */
typedef struct
{
  guint64 n_sales;       /* in the files that were read */
  guint n_replayed;      /* lost by the database and brought back */
  GPtrArray *replayed;   /* (element-type utf8) their numbers */
  GPtrArray *unresolved; /* (element-type utf8) "number: reasons" of what could not be */
  GPtrArray *problems;   /* (element-type utf8) sentences about the journal itself */
  GPtrArray *tails;      /* (element-type utf8) sentences about half records, which are no fault */
} HrtJournalComparison;

void hrt_journal_comparison_free (HrtJournalComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtJournalComparison, hrt_journal_comparison_free)

void hrt_journal_compare_async (HrtPgPool *pool,
                                const char *data_dir,
                                gboolean is_full,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HrtJournalComparison *hrt_journal_compare_finish (GAsyncResult *result, GError **error);

/* The payload of a "sale" record: what hrt.sell() was asked, and what it answered. */
char *
hrt_journal_dup_sale (const char *sale, const char *number, gint64 placed_at, const char *skus);

G_END_DECLS
