/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartUp: brings up the database and the services behind a window that is already there.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-start-logins.h"
#include "model/pg/hrt-pg-cluster.h"
#include "model/sales/hrt-journal-compare.h"

G_BEGIN_DECLS

#define HRT_TYPE_START_UP (hrt_start_up_get_type ())
G_DECLARE_FINAL_TYPE (HrtStartUp, hrt_start_up, HRT, START_UP, GObject)

typedef enum
{
  HRT_START_UP_IDLE,
  HRT_START_UP_WORKING,
  HRT_START_UP_ASKING, /* for a password: hrt_start_up_answer() */
  HRT_START_UP_FAILED,
  HRT_START_UP_READY,
} HrtStartUpState;

/* Signal "changed": state, step or fraction moved. */
HrtStartUp *hrt_start_up_new (const char *data_dir, const char *database, const char *web_database);
void hrt_start_up_begin (HrtStartUp *self);
void hrt_start_up_answer (HrtStartUp *self, const char *password, gboolean is_to_be_remembered);
void hrt_start_up_skip (HrtStartUp *self);
void hrt_start_up_fail (HrtStartUp *self, const GError *error);
void hrt_start_up_reopen (HrtStartUp *self);
gboolean hrt_start_up_is_lost (HrtStartUp *self);
void hrt_start_up_stop_async (HrtStartUp *self, GAsyncReadyCallback callback, gpointer user_data);
void hrt_start_up_stop_finish (HrtStartUp *self, GAsyncResult *result);

HrtStartUpState hrt_start_up_get_state (HrtStartUp *self);
const char *hrt_start_up_get_step_text (HrtStartUp *self);
double hrt_start_up_get_fraction (HrtStartUp *self);
gboolean hrt_start_up_is_first_run (HrtStartUp *self);
const char *hrt_start_up_get_data_dir (HrtStartUp *self);
char *hrt_start_up_dup_conninfo (HrtStartUp *self, HrtPgRole role);
gboolean hrt_start_up_has_own_database (HrtStartUp *self);
char *hrt_start_up_dup_pg_dump (HrtStartUp *self);
HrtJournalComparison *hrt_start_up_get_comparison (HrtStartUp *self);
const GError *hrt_start_up_get_comparison_error (HrtStartUp *self);
HrtStartLogins *hrt_start_up_get_logins (HrtStartUp *self);
char *hrt_start_up_dup_problem (HrtStartUp *self, char **advice);

G_END_DECLS
