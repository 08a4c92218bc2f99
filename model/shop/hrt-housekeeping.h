/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtHousekeeping: what a running shop does by itself: seals the journal, ends unpaid orders,
 * sweeps old sessions, backs up every night.
 */

#pragma once

#include "hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_HOUSEKEEPING (hrt_housekeeping_get_type ())
G_DECLARE_FINAL_TYPE (HrtHousekeeping, hrt_housekeeping, HRT, HOUSEKEEPING, GObject)

/* Signal "changed" (): a backup began, ended or failed. */
HrtHousekeeping *hrt_housekeeping_new (HrtContext *context);
void hrt_housekeeping_set_backup (HrtHousekeeping *self,
                                  const char *pg_dump,
                                  const char *conninfo,
                                  const char *folder,
                                  guint keep);
void hrt_housekeeping_set_nightly (HrtHousekeeping *self, gboolean is_nightly);
void hrt_housekeeping_start (HrtHousekeeping *self);
void hrt_housekeeping_stop (HrtHousekeeping *self);
void hrt_housekeeping_run_due (HrtHousekeeping *self);

void hrt_housekeeping_back_up_async (HrtHousekeeping *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *hrt_housekeeping_back_up_finish (HrtHousekeeping *self, GAsyncResult *result, GError **error);

gboolean hrt_housekeeping_can_back_up (HrtHousekeeping *self);
gboolean hrt_housekeeping_is_backing_up (HrtHousekeeping *self);
const char *hrt_housekeeping_get_folder (HrtHousekeeping *self);
const char *hrt_housekeeping_get_last_backup (HrtHousekeeping *self, gint64 *time);
const GError *hrt_housekeeping_get_backup_error (HrtHousekeeping *self);

G_END_DECLS
