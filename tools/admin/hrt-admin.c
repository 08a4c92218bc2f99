/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The ground under every verb: --data-dir or --database, open and close, wait for an answer.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/pg/hrt-pg-migrator.h"

/**
 * hrt_admin_usage:
 * @format: what is wrong with the arguments, translated
 * @...: for @format
 *
 * Returns: HRT_ADMIN_USAGE, to be handed on
 */
int
hrt_admin_usage (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("hurtrock-admin: %s\n", text);
  return HRT_ADMIN_USAGE;
}

void
hrt_admin_complain (const char *what, const GError *error)
{
  g_printerr ("hurtrock-admin: %s: %s\n", what, error->message);
}

/**
 * hrt_admin_parse:
 * @self: the run
 * @argc: (inout): number of @argv; what is left are the verb's own words, from 1
 * @argv: (inout): the arguments
 * @entries: (nullable): the verb's options
 * @parameters: (nullable): shown behind the options: "FILE.csv"
 * @summary: what the verb does, translated
 *
 * Returns: FALSE after having said what is wrong
 */
gboolean
hrt_admin_parse (HrtAdmin *self,
                 int *argc,
                 char ***argv,
                 const GOptionEntry *entries,
                 const char *parameters,
                 const char *summary)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;
  const GOptionEntry shared[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir,
      N_ ("The shop's data (default: your data folder)"), N_ ("DIR") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->database,
      N_ ("Another PostgreSQL, as role hrt_owner (password better in ~/.pgpass)"),
      N_ ("CONNINFO") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, HRT_GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, HRT_GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, shared, HRT_GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("hurtrock-admin: %s\n", error->message);
      return FALSE;
    }
  if (parameters == NULL && *argc > 1)
    {
      hrt_admin_usage (_ ("“%s” means nothing here"), (*argv)[1]);
      return FALSE;
    }
  if (self->data_dir != NULL && *self->data_dir == '\0')
    {
      hrt_admin_usage (_ ("%s needs a folder"), "--data-dir");
      return FALSE;
    }
  /* With --database the folder of pictures and journal is only touched when it is named. */
  if (self->data_dir == NULL && self->database == NULL)
    self->data_dir = g_build_filename (g_get_user_data_dir (), "hurtrock", NULL);
  return TRUE;
}

void
hrt_admin_on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

GAsyncResult *
hrt_admin_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
open_cluster (HrtAdmin *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->cluster = hrt_pg_cluster_new (self->data_dir);
  hrt_pg_cluster_open_async (self->cluster, NULL, hrt_admin_on_ready, &result);
  hrt_admin_await (&result);
  if (!hrt_pg_cluster_open_finish (self->cluster, result, &error))
    {
      g_printerr ("hurtrock-admin: %s\n", error->message);
      return FALSE;
    }
  self->owner = hrt_pg_cluster_dup_conninfo (self->cluster, HRT_PG_ROLE_OWNER);
  return TRUE;
}

/* Opens the database as its owner; says what is wrong when it cannot. */
gboolean
hrt_admin_open (HrtAdmin *self)
{
  if (self->database != NULL)
    self->owner = g_strdup (self->database);
  else if (!open_cluster (self))
    return FALSE;
  self->pool = hrt_pg_pool_new (self->owner);
  return TRUE;
}

/* Only migrate, restore and serve make a shop; any other verb with a mistyped folder must not. */
static gboolean
is_shop_there (HrtAdmin *self)
{
  g_autofree char *state = NULL;

  if (self->database != NULL)
    return TRUE;
  state = g_build_filename (self->data_dir, "cluster.state", NULL); /* since its first start */
  if (g_file_test (state, G_FILE_TEST_EXISTS))
    return TRUE;
  /* Translators: %s is a folder. */
  g_printerr (_ ("hurtrock-admin: there is no shop in %s\n"), self->data_dir);
  return FALSE;
}

/* The same, and the schema must be exactly this program's. */
gboolean
hrt_admin_open_migrated (HrtAdmin *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_shop_there (self) || !hrt_admin_open (self))
    return FALSE;
  hrt_pg_migrator_check_async (self->pool, NULL, hrt_admin_on_ready, &result);
  hrt_admin_await (&result);
  if (hrt_pg_migrator_check_finish (self->pool, result, &error))
    return TRUE;
  hrt_admin_complain (g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION)
                          ? _ ("the database is not of this version (“hurtrock-admin migrate” "
                               "brings an older one to it)")
                          : _ ("the database is not ready"),
                      error);
  return FALSE;
}

/* Gives everything back, in order; hands @exit_code through. */
int
hrt_admin_close (HrtAdmin *self, int exit_code)
{
  if (self->pool != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      hrt_pg_pool_close_async (self->pool, hrt_admin_on_ready, &result);
      hrt_pg_pool_close_finish (self->pool, hrt_admin_await (&result), NULL);
    }
  if (self->cluster != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      hrt_pg_cluster_close_async (self->cluster, hrt_admin_on_ready, &result);
      hrt_pg_cluster_close_finish (self->cluster, hrt_admin_await (&result), NULL);
    }
  g_clear_object (&self->pool);
  g_clear_object (&self->cluster);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->data_dir, g_free);
  return exit_code;
}

/* Takes @params. */
HrtPgResults *
hrt_admin_query (HrtAdmin *self, HrtStatement statement, HrtPgParams *params, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_REPORT, statement, params, NULL,
                           hrt_admin_on_ready, &result);
  return hrt_pg_pool_query_finish (self->pool, hrt_admin_await (&result), error);
}
