/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the verbs of hurtrock-admin share: options, the database, waiting, exit codes.
 */

#pragma once

#include <gio/gio.h>

#include "model/pg/hrt-pg-cluster.h"
#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

#define HRT_ADMIN_OK     0
#define HRT_ADMIN_FAILED 1 /* it did not work, or something is wrong with the shop */
#define HRT_ADMIN_USAGE  2

/* One run of one verb. */
typedef struct
{
  char *data_dir;        /* (owned) (nullable) */
  char *database;        /* (owned) (nullable) --database */
  HrtPgCluster *cluster; /* (owned) (nullable) */
  char *owner;           /* (owned) (nullable) conninfo of the owner role */
  HrtPgPool *pool;       /* (owned) (nullable) */
} HrtAdmin;

typedef int (*HrtAdminVerb) (int argc, char **argv);

gboolean hrt_admin_parse (HrtAdmin *self,
                          int *argc,
                          char ***argv,
                          const GOptionEntry *entries,
                          const char *parameters,
                          const char *summary);
gboolean hrt_admin_open (HrtAdmin *self);
gboolean hrt_admin_open_migrated (HrtAdmin *self);
int hrt_admin_close (HrtAdmin *self, int exit_code);
int hrt_admin_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
void hrt_admin_complain (const char *what, const GError *error);

/* Waiting for an _async call: give hrt_admin_on_ready and the address of a NULL GAsyncResult. */
void hrt_admin_on_ready (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *hrt_admin_await (GAsyncResult **result);
HrtPgResults *
hrt_admin_query (HrtAdmin *self, HrtStatement statement, HrtPgParams *params, GError **error);

/* hrt-admin-postgres.c: PostgreSQL's own programs on our database */
char *hrt_admin_find_program (HrtAdmin *self, const char *name, GError **error);
gboolean hrt_admin_run_program (HrtAdmin *self,
                                const char *program,
                                const char *const *arguments,
                                GError **error);

char *hrt_admin_dup_database_name (HrtAdmin *self);

/* The verbs, one file each. */
int hrt_admin_backup (int argc, char **argv);
int hrt_admin_check (int argc, char **argv);
int hrt_admin_export (int argc, char **argv);
int hrt_admin_import (int argc, char **argv);
int hrt_admin_migrate (int argc, char **argv);
int hrt_admin_restore (int argc, char **argv);
int hrt_admin_sample (int argc, char **argv);
int hrt_admin_user (int argc, char **argv);

/* Everything that must hold, as lines or JSON; gives how much does not. -1: could not be asked. */
int hrt_admin_check_all (HrtAdmin *self, gboolean as_json);

G_END_DECLS
