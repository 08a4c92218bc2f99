/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgPool: one door to the database for a whole process.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-line.h"
#include "hrt-pg-pool.h"

/**
 * HrtPgPool:
 *
 * Three lanes, so that nothing slow stands in front of something quick:
 *
 * - %HRT_PG_LANE_READ: one connection, shared: every batch is sent at once behind the others (a
 * pipeline). For short reads. A read that loses its connection before it was answered is repeated
 * once, unseen.
 * - %HRT_PG_LANE_WRITE: up to `max_connections`, one batch at a time on each; who comes when all
 * are busy waits in order, at most the deadline. A write is never repeated: after
 * %HRT_PG_ERROR_CONNECTION it may have been committed or not, and the caller asks again by its
 * idempotency key.
 * - %HRT_PG_LANE_REPORT: one connection with a long statement timeout.
 *
 * Connections are opened when they are first needed and replaced after about an hour. While the
 * server is away, requests wait for up to three seconds (a restart is not seen); after that they
 * fail at once with %HRT_PG_ERROR_CONNECTION, and an attempt to reconnect is made with every
 * request that comes after a pause of 50 ms to 5 s.
 *
 * Cancelling returns %G_IO_ERROR_CANCELLED at once; the server is asked to stop what it does for
 * the request, and the connection serves nobody else until it has answered. A write that was
 * cancelled may have been committed.
 *
 * Threading: belongs to the thread and the thread-default context it was made in. Lifetime: held by
 * the context object of the process and by every request under way; hrt_pg_pool_close_async() for
 * an orderly end.
 */
struct _HrtPgPool
{
  GObject parent_instance;
  HrtPgLine *lines[HRT_PG_LANE_REPORT + 1]; /* (owned) */
  GThread *thread;                          /* unowned, only compared */
};

enum
{
  PROP_IN_USE = 1,
  PROP_WAITING,
  PROP_CONNECTIONS,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static guint refused_signal;

#define DEFAULT_MAX_CONNECTIONS 4
#define DEFAULT_MAX_WAITING     256
#define DEFAULT_DEADLINE_MS     5000

static const HrtPgLineConfig lane_defaults[] = {
  [HRT_PG_LANE_READ] = { .application_name = "hurtrock read",
                         .max_connections = 1,
                         .depth = 256,
                         .may_retry = TRUE,
                         .statement_timeout_ms = 10000,
                         .lock_timeout_ms = 5000 },
  [HRT_PG_LANE_WRITE] = { .application_name = "hurtrock write",
                          .max_connections = DEFAULT_MAX_CONNECTIONS,
                          .depth = 1,
                          .statement_timeout_ms = 30000,
                          .lock_timeout_ms = 5000 },
  [HRT_PG_LANE_REPORT] = { .application_name = "hurtrock report",
                           .max_connections = 1,
                           .depth = 1,
                           .may_retry = FALSE,
                           .statement_timeout_ms = 300000,
                           .lock_timeout_ms = 5000 },
};

G_DEFINE_FINAL_TYPE (HrtPgPool, hrt_pg_pool, G_TYPE_OBJECT)

/**
 * hrt_pg_pool_new:
 * @conninfo: a libpq connection string, with user and, where needed, password
 *
 * Nothing is connected yet.
 *
 * Returns: (transfer full): a pool for this thread's context
 */
HrtPgPool *
hrt_pg_pool_new (const char *conninfo)
{
  HrtPgPool *self;

  g_return_val_if_fail (conninfo != NULL, NULL);

  self = g_object_new (HRT_TYPE_PG_POOL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    {
      HrtPgLineConfig config = lane_defaults[i];

      config.conninfo = conninfo;
      config.max_waiting = DEFAULT_MAX_WAITING;
      config.deadline_ms = DEFAULT_DEADLINE_MS;
      self->lines[i] = _hrt_pg_line_new (&config);
    }
  return self;
}

/**
 * hrt_pg_pool_set_limits:
 * @self: the pool
 * @max_connections: of the write lane, > 0; 4 by default
 * @max_waiting: requests that may wait in one lane; 256 by default
 * @deadline_ms: how long one waits for a connection, in ms; 5000 by default
 *
 * Connections that are open already stay open.
 */
void
hrt_pg_pool_set_limits (HrtPgPool *self,
                        guint max_connections,
                        guint max_waiting,
                        guint deadline_ms)
{
  g_return_if_fail (HRT_IS_PG_POOL (self));
  g_return_if_fail (max_connections > 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    _hrt_pg_line_set_limits (self->lines[i], i == HRT_PG_LANE_WRITE ? max_connections : 1,
                             max_waiting, deadline_ms);
}

/**
 * hrt_pg_pool_set_statement_timeout:
 * @self: the pool
 * @lane: which lane
 * @timeout_ms: after how long the server gives a statement up, in ms; 0 = never
 *
 * Holds for connections that are opened from now on. By default 10 s for reads, 30 s for writes, 5
 * min for reports.
 */
void
hrt_pg_pool_set_statement_timeout (HrtPgPool *self, HrtPgLane lane, guint timeout_ms)
{
  g_return_if_fail (HRT_IS_PG_POOL (self));
  g_return_if_fail (lane < G_N_ELEMENTS (self->lines));

  _hrt_pg_line_set_statement_timeout (self->lines[lane], timeout_ms);
}

static void
on_login_refused (const GError *error, gpointer user_data)
{
  g_signal_emit (user_data, refused_signal, 0, error);
}

/**
 * hrt_pg_pool_demand_role:
 * @self: the pool
 * @role: the only role that may be logged in
 *
 * Looks at every connection that is opened from now on: the login must be @role itself, and @role
 * must not have become more than it was made for (a superuser, a member of the shop's other roles,
 * a reader of staff). A connection that is anything else is closed unused, its requests fail with
 * %HRT_PG_ERROR_PERMISSION, and #HrtPgPool::refused says so.
 */
void
hrt_pg_pool_demand_role (HrtPgPool *self, const char *role)
{
  g_return_if_fail (HRT_IS_PG_POOL (self));
  g_return_if_fail (role != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    _hrt_pg_line_demand_role (self->lines[i], role, on_login_refused, self);
}

static void
submit (HrtPgPool *self, HrtPgLane lane, GTask *task, HrtPgBatch *batch)
{
  g_assert (self->thread == g_thread_self ());

  _hrt_pg_line_submit (self->lines[lane], task, batch);
}

/**
 * hrt_pg_pool_run_async:
 * @self: the pool
 * @lane: which lane; writes never go through %HRT_PG_LANE_READ
 * @batch: (transfer full): at least one statement
 * @cancellable: (nullable): see the class
 * @callback: called in the pool's context
 * @user_data: for @callback
 *
 * Runs a batch: all of it or nothing.
 */
void
hrt_pg_pool_run_async (HrtPgPool *self,
                       HrtPgLane lane,
                       HrtPgBatch *batch,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HRT_IS_PG_POOL (self));
  g_return_if_fail (lane < G_N_ELEMENTS (self->lines));
  g_return_if_fail (batch != NULL && hrt_pg_batch_get_n (batch) > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_pool_run_async);
  submit (self, lane, task, batch);
}

/**
 * hrt_pg_pool_run_finish:
 * @self: the pool
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: any %HRT_PG_ERROR but %HRT_PG_ERROR_VERSION; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the rows of each statement, or %NULL
 */
HrtPgResults *
hrt_pg_pool_run_finish (HrtPgPool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hrt_pg_pool_query_async:
 * @self: the pool
 * @lane: which lane; writes never go through %HRT_PG_LANE_READ
 * @statement: a statement of the registry
 * @params: (transfer full) (nullable): its parameters
 * @cancellable: (nullable): see the class
 * @callback: called in the pool's context
 * @user_data: for @callback
 *
 * Runs one statement, the usual case.
 */
void
hrt_pg_pool_query_async (HrtPgPool *self,
                         HrtPgLane lane,
                         HrtStatement statement,
                         HrtPgParams *params,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  HrtPgBatch *batch;
  GTask *task;

  g_return_if_fail (HRT_IS_PG_POOL (self));
  g_return_if_fail (lane < G_N_ELEMENTS (self->lines));

  batch = hrt_pg_batch_new ();
  hrt_pg_batch_add (batch, statement, params);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_pool_query_async);
  submit (self, lane, task, batch);
}

/**
 * hrt_pg_pool_query_finish:
 * @self: the pool
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as hrt_pg_pool_run_finish().
 *
 * Returns: (transfer full): one set of rows, or %NULL
 */
HrtPgResults *
hrt_pg_pool_query_finish (HrtPgPool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_line_drained (gpointer user_data)
{
  GTask *task = user_data;
  guint *n_left = g_task_get_task_data (task);

  if (--*n_left == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

/**
 * hrt_pg_pool_close_async:
 * @self: the pool, not closed before
 * @callback: called in the pool's context, after the last connection was closed
 * @user_data: for @callback
 *
 * What waits or comes later fails with %HRT_PG_ERROR_CONNECTION; what runs is answered first.
 */
void
hrt_pg_pool_close_async (HrtPgPool *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  guint *n_left;

  g_return_if_fail (HRT_IS_PG_POOL (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_pool_close_async);
  n_left = g_new (guint, 1);
  *n_left = G_N_ELEMENTS (self->lines);
  g_task_set_task_data (task, n_left, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    _hrt_pg_line_close (self->lines[i], on_line_drained, task);
}

gboolean
hrt_pg_pool_close_finish (HrtPgPool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static guint
sum_lines (HrtPgPool *self, guint (*count) (HrtPgLine *line))
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    sum += count (self->lines[i]);
  return sum;
}

static void
hrt_pg_pool_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtPgPool *self = HRT_PG_POOL (object);

  switch (prop_id)
    {
    case PROP_IN_USE:
      g_value_set_uint (value, sum_lines (self, _hrt_pg_line_get_n_running));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, sum_lines (self, _hrt_pg_line_get_n_waiting));
      break;
    case PROP_CONNECTIONS:
      g_value_set_uint (value, sum_lines (self, _hrt_pg_line_get_n_connections));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_pg_pool_finalize (GObject *object)
{
  HrtPgPool *self = HRT_PG_POOL (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    {
      if (self->lines[i] != NULL)
        _hrt_pg_line_close (self->lines[i], NULL, NULL);
      g_clear_pointer (&self->lines[i], _hrt_pg_line_unref);
    }
  G_OBJECT_CLASS (hrt_pg_pool_parent_class)->finalize (object);
}

static void
hrt_pg_pool_class_init (HrtPgPoolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hrt_pg_pool_get_property;
  object_class->finalize = hrt_pg_pool_finalize;

  /**
   * HrtPgPool::refused:
   * @self: the pool
   * @error: why
   *
   * A connection was refused because of its role; after hrt_pg_pool_demand_role() only.
   */
  refused_signal = g_signal_new ("refused", HRT_TYPE_PG_POOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * HrtPgPool:in-use: batches that are with the server. Read it, it does not notify: it changes
   * with every request.
   */
  properties[PROP_IN_USE] = g_param_spec_uint ("in-use", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * HrtPgPool:waiting: requests that wait for a connection. Does not notify.
   */
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * HrtPgPool:connections: open connections of all lanes. Does not notify.
   */
  properties[PROP_CONNECTIONS] =
      g_param_spec_uint ("connections", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hrt_pg_pool_init (HrtPgPool *self)
{
  self->thread = g_thread_self ();
}
