/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgKeeper: connect, notice the loss, pause, connect again.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-keeper.h"

#define BACKOFF_CAP_MS       5000
#define STATEMENT_TIMEOUT_MS 10000

struct _HrtPgKeeper
{
  grefcount ref_count;
  char *conninfo;         /* (owned) */
  char *application_name; /* (owned) */
  char *role;             /* (owned) (nullable) */
  HrtPgKeeperFuncs funcs;
  gpointer user_data;
  HrtPgConnection *connection; /* (owned) (nullable) */
  gulong closed_id;
  GSource *retry; /* (owned) (nullable) */
  guint backoff_ms;
  gboolean is_stopped;
};

static void try_open (HrtPgKeeper *self);

guint
_hrt_pg_backoff_next_ms (guint last_ms)
{
  guint upper = MIN (MAX (last_ms, HRT_PG_BACKOFF_BASE_MS) * 3, BACKOFF_CAP_MS);

  return (guint) g_random_int_range (HRT_PG_BACKOFF_BASE_MS, (gint32) upper + 1);
}

static void
keeper_unref (HrtPgKeeper *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->conninfo);
  g_free (self->application_name);
  g_free (self->role);
  g_free (self);
}

static void
clear_retry (HrtPgKeeper *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
}

static gboolean
on_retry (gpointer user_data)
{
  HrtPgKeeper *self = user_data;

  clear_retry (self);
  try_open (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_retry (HrtPgKeeper *self)
{
  clear_retry (self);
  self->backoff_ms = _hrt_pg_backoff_next_ms (self->backoff_ms);
  self->retry = g_timeout_source_new (self->backoff_ms);
  g_source_set_static_name (self->retry, "HrtPgKeeper retry");
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

static void
drop_connection (HrtPgKeeper *self)
{
  if (self->connection == NULL)
    return;
  g_clear_signal_handler (&self->closed_id, self->connection);
  hrt_pg_connection_close (self->connection);
  g_clear_object (&self->connection);
}

static void
on_closed (HrtPgConnection *connection, const GError *error, gpointer user_data)
{
  HrtPgKeeper *self = user_data;

  g_ref_count_inc (&self->ref_count);
  drop_connection (self);
  self->funcs.lost (error, self->user_data);
  if (!self->is_stopped)
    schedule_retry (self);
  keeper_unref (self);
}

static void
on_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtPgKeeper *self = user_data; /* (owned) */
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgConnection) connection = hrt_pg_connection_open_finish (result, &error);

  if (self->is_stopped)
    {
      keeper_unref (self);
      return;
    }
  if (connection == NULL)
    {
      g_debug ("%s: %s", self->application_name, error->message);
      schedule_retry (self);
    }
  else
    {
      self->backoff_ms = 0;
      self->connection = g_steal_pointer (&connection);
      self->closed_id = g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
      self->funcs.opened (self->connection, self->user_data);
    }
  keeper_unref (self);
}

static void
try_open (HrtPgKeeper *self)
{
  HrtPgConnectionConfig config = { self->conninfo, self->application_name, STATEMENT_TIMEOUT_MS,
                                   STATEMENT_TIMEOUT_MS, self->role };

  g_ref_count_inc (&self->ref_count);
  hrt_pg_connection_open_async (&config, NULL, on_open_ready, self);
}

/* Starts connecting at once; the callbacks come from the thread-default context, never from inside
 * this call. */
HrtPgKeeper *
_hrt_pg_keeper_new (const char *conninfo,
                    const char *application_name,
                    const char *role,
                    const HrtPgKeeperFuncs *funcs,
                    gpointer user_data)
{
  HrtPgKeeper *self = g_new0 (HrtPgKeeper, 1);

  g_ref_count_init (&self->ref_count);
  self->conninfo = g_strdup (conninfo);
  self->application_name = g_strdup (application_name);
  self->role = g_strdup (role);
  self->funcs = *funcs;
  self->user_data = user_data;
  try_open (self);
  return self;
}

void
_hrt_pg_keeper_stop (HrtPgKeeper *self)
{
  self->is_stopped = TRUE;
  clear_retry (self);
  drop_connection (self);
  keeper_unref (self);
}

void
_hrt_pg_keeper_restart (HrtPgKeeper *self)
{
  drop_connection (self);
  schedule_retry (self);
}

HrtPgConnection *
_hrt_pg_keeper_get_connection (HrtPgKeeper *self)
{
  return self->connection != NULL && hrt_pg_connection_is_open (self->connection) ? self->connection
                                                                                  : NULL;
}
