/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Opening a connection, in a worker thread: name lookup, TLS and SCRAM block, and it is rare.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <string.h>

#include "hrt-pg-connection-private.h"
#include "hrt-pg-leave.h"
#include "hrt-pg-private.h"

#define CONNECT_TIMEOUT_SECS   "10"
#define IDLE_IN_TRANSACTION_MS 30000
#define OLDEST_SERVER          150000

typedef struct
{
  char *conninfo;         /* (owned) */
  char *application_name; /* (owned) */
  guint statement_timeout_ms;
  guint lock_timeout_ms;
  char *role; /* (owned) (nullable) */
} OpenData;

static void
open_data_free (OpenData *data)
{
  g_free (data->conninfo);
  g_free (data->application_name);
  g_free (data->role);
  g_free (data);
}

static void
on_notice (void *user_data, const char *message)
{
  g_debug ("%s", message);
}

/* What @conninfo itself says in "options", to be kept behind ours. */
static char *
dup_own_options (const char *conninfo)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  char *own = NULL;

  for (PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++)
    {
      if (strcmp (o->keyword, "options") == 0)
        own = g_strdup (o->val);
    }
  PQconninfoFree (options);
  return own;
}

/* As libpq's arrays: our defaults first, so that what @conninfo names wins; then what must hold
 * whatever it names. */
static PGconn *
connect_with_defaults (const HrtPgConnectionConfig *config)
{
  g_autofree char *own = dup_own_options (config->conninfo);
  g_autofree char *options = g_strdup_printf (
      "-c statement_timeout=%u -c lock_timeout=%u -c idle_in_transaction_session_timeout=%u "
      "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c bytea_output=hex "
      "-c extra_float_digits=1 %s",
      config->statement_timeout_ms, config->lock_timeout_ms, IDLE_IN_TRANSACTION_MS,
      own != NULL ? own : "");
  const char *const keywords[] = { "connect_timeout",
                                   "keepalives_idle",
                                   "keepalives_interval",
                                   "keepalives_count",
                                   "tcp_user_timeout",
                                   "fallback_application_name",
                                   "dbname",
                                   "client_encoding",
                                   "options",
                                   NULL };
  const char *const values[] = {
    CONNECT_TIMEOUT_SECS, "10",   "5",     "3", "20000", config->application_name,
    config->conninfo,     "UTF8", options, NULL
  };

  return PQconnectdbParams (keywords, values, 1);
}

/* Asked of the server, for whom it takes us to be: a conninfo's "user" may be mapped to another
 * role, and a role may have been given more since it was made. */
static gboolean
check_login (PGconn *pg, const char *role, GError **error)
{
  const HrtStatementInfo *info = &hrt_statements[HRT_STATEMENT_PG_CHECK_LOGIN];
  PGresult *result = PQexecParams (pg, info->sql, 1, info->param_types, &role, NULL, NULL, 0);
  gboolean is_plain = FALSE;

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    g_propagate_error (error, _hrt_pg_error_from_result (result, info->name));
  else if (!(is_plain = strcmp (PQgetvalue (result, 0, 1), "t") == 0))
    g_set_error (error, HRT_PG_ERROR, HRT_PG_ERROR_PERMISSION,
                 "the database knows this program as %s, which may do more than the role %s may; "
                 "only a plain %s is taken",
                 PQgetvalue (result, 0, 0), role, role);
  PQclear (result);
  return is_plain;
}

PGconn *
_hrt_pg_connect (const HrtPgConnectionConfig *config, GError **error)
{
  PGconn *pg;

  _hrt_pg_login_begin ();
  pg = connect_with_defaults (config);
  _hrt_pg_login_end ();
  if (PQstatus (pg) != CONNECTION_OK)
    {
      g_propagate_error (error, _hrt_pg_error_from_connection (pg, "connecting"));
      PQfinish (pg);
      return NULL;
    }
  if (PQserverVersion (pg) < OLDEST_SERVER)
    {
      g_set_error (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION,
                   "PostgreSQL 15 or newer is needed, the server is %d.%d",
                   PQserverVersion (pg) / 10000, PQserverVersion (pg) % 10000);
      PQfinish (pg);
      return NULL;
    }
  PQsetNoticeProcessor (pg, on_notice, NULL);
  if (config->role != NULL && !check_login (pg, config->role, error))
    {
      PQfinish (pg);
      return NULL;
    }
  return pg;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenData *data = task_data;
  HrtPgConnectionConfig config = { data->conninfo, data->application_name,
                                   data->statement_timeout_ms, data->lock_timeout_ms, data->role };
  GError *error = NULL;
  PGconn *pg = _hrt_pg_connect (&config, &error);

  if (pg == NULL)
    g_task_return_error (task, error);
  else if (PQsetnonblocking (pg, 1) != 0 || !PQenterPipelineMode (pg))
    {
      g_task_return_error (task, _hrt_pg_error_from_connection (pg, "pipeline mode"));
      PQfinish (pg);
    }
  else
    g_task_return_pointer (task, pg, (GDestroyNotify) PQfinish);
  _hrt_pg_login_end ();
}

/**
 * hrt_pg_connection_open_async: (skip)
 * @config: where to and with which limits; copied
 * @cancellable: (nullable): the attempt itself ends by its own time limit, but the result is
 * dropped
 * @callback: called in the thread-default context
 * @user_data: for @callback
 *
 * Connects in a worker thread, at most 10 s for each address unless the conninfo says otherwise.
 */
void
hrt_pg_connection_open_async (const HrtPgConnectionConfig *config,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new0 (OpenData, 1);

  data->conninfo = g_strdup (config->conninfo);
  data->application_name = g_strdup (config->application_name);
  data->statement_timeout_ms = config->statement_timeout_ms;
  data->lock_timeout_ms = config->lock_timeout_ms;
  data->role = g_strdup (config->role);
  g_task_set_source_tag (task, hrt_pg_connection_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  _hrt_pg_login_begin ();
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * hrt_pg_connection_open_finish: (skip)
 * @result: what the callback was given
 * @error: return location
 *
 * Call it in the context the connection shall live in.
 * Errors: %HRT_PG_ERROR_CONNECTION; %HRT_PG_ERROR_VERSION if the server is older than
 * PostgreSQL 15; %HRT_PG_ERROR_PERMISSION if the login is not the demanded role, or more.
 *
 * Returns: (transfer full): an open connection, or %NULL
 */
HrtPgConnection *
hrt_pg_connection_open_finish (GAsyncResult *result, GError **error)
{
  OpenData *data;
  PGconn *pg;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  data = g_task_get_task_data (G_TASK (result));
  pg = g_task_propagate_pointer (G_TASK (result), error);
  return pg != NULL ? _hrt_pg_connection_adopt (pg, data->statement_timeout_ms) : NULL;
}
