/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Running statements for a task, and decoding what they gave by the descriptors of the entities.
 */

#define G_LOG_DOMAIN "hrt-service"

#include "hrt-service.h"

#include <string.h>

/* What is to become of a batch's results. Freed when it is over. */
typedef enum
{
  WANT_CUSTOM, /* what @read makes */
  WANT_LIST,
  WANT_ONE,
  WANT_ONE_OR_NONE,
} Want;

typedef struct
{
  GTask *task; /* (owned) */
  Want want;
  HrtReadFunc read; /* (nullable) of WANT_CUSTOM */
  GDestroyNotify free_value;
  GType type; /* of the entities, else */
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->task);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static HrtModelError
code_of_sqlstate (const char *state)
{
  static const struct
  {
    const char *state;
    HrtModelError code;
  } codes[] = {
    { "HR001", HRT_MODEL_ERROR_NOT_ALLOWED }, { "HR400", HRT_MODEL_ERROR_INVALID },
    { "HR404", HRT_MODEL_ERROR_NOT_FOUND },   { "HR409", HRT_MODEL_ERROR_CONFLICT },
    { "HR422", HRT_MODEL_ERROR_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].state, state) == 0)
      return codes[i].code;
  return HRT_MODEL_ERROR_FAILED;
}

static HrtModelError
code_of (const GError *error)
{
  if (hrt_pg_error_is_transient (error))
    return HRT_MODEL_ERROR_UNAVAILABLE;
  switch ((HrtPgErrorCode) error->code)
    {
    case HRT_PG_ERROR_REFUSED:
      return code_of_sqlstate (hrt_pg_error_get_sqlstate (error));
    case HRT_PG_ERROR_UNIQUE:
      return HRT_MODEL_ERROR_TAKEN;
    case HRT_PG_ERROR_CHECK:
    case HRT_PG_ERROR_FOREIGN_KEY:
    case HRT_PG_ERROR_NOT_NULL:
    case HRT_PG_ERROR_DATA:
      return HRT_MODEL_ERROR_INVALID;
    case HRT_PG_ERROR_PERMISSION:
      return HRT_MODEL_ERROR_NOT_ALLOWED;
    case HRT_PG_ERROR_CONNECTION:
    case HRT_PG_ERROR_TIMEOUT:
    case HRT_PG_ERROR_POOL_EXHAUSTED:
    case HRT_PG_ERROR_RESOURCES:
      return HRT_MODEL_ERROR_UNAVAILABLE;
    default:
      return HRT_MODEL_ERROR_FAILED;
    }
}

/**
 * hrt_service_translate:
 * @error: (transfer full): from the database layer
 *
 * Returns: (transfer full): the same in the domain %HRT_MODEL_ERROR; errors of other domains, as
 * cancellation, unchanged
 */
GError *
hrt_service_translate (GError *error)
{
  GError *ours;
  const char *constraint;

  if (error->domain != HRT_PG_ERROR)
    return error;
  constraint = hrt_pg_error_get_constraint (error);
  ours = g_error_new (HRT_MODEL_ERROR, code_of (error), "%s%s%s%s", error->message,
                      constraint ? " (" : "", constraint ? constraint : "", constraint ? ")" : "");
  g_error_free (error);
  return ours;
}

static gpointer
make_value (Run *run, HrtPgResults *results, GError **error)
{
  switch (run->want)
    {
    case WANT_LIST:
      return hrt_service_read_list (results, 0, run->type);
    case WANT_ONE_OR_NONE:
      if (hrt_pg_rows_get_n (hrt_pg_results_get_rows (results, 0)) == 0)
        return NULL;
      return hrt_service_read_one (results, 0, run->type, error);
    case WANT_ONE:
      return hrt_service_read_one (results, 0, run->type, error);
    case WANT_CUSTOM:
    default:
      return run->read ? run->read (results, run->task, error) : NULL;
    }
}

static void
on_run_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;
  gpointer value;

  results = hrt_pg_pool_run_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    {
      g_task_return_error (run->task, hrt_service_translate (error));
      return;
    }
  value = make_value (run, results, &error);
  if (error != NULL)
    g_task_return_error (run->task, hrt_service_translate (error));
  else
    g_task_return_pointer (run->task, value, run->free_value);
}

/* Takes @run with its task and @batch over. */
static void
start (const Run *wanted, HrtPgPool *pool, HrtPgLane lane, HrtPgBatch *batch)
{
  Run *run = g_memdup2 (wanted, sizeof *wanted);

  hrt_pg_pool_run_async (pool, lane, batch, g_task_get_cancellable (run->task), on_run_ready, run);
}

/**
 * hrt_service_run:
 * @task: (transfer full): returns what @read makes of the results
 * @pool: the pool to run on
 * @lane: which of its connections
 * @batch: (transfer full): the statements
 * @read: (nullable): makes the task's value; %NULL: the value is %NULL
 * @free_value: (nullable): frees a value that nobody took
 *
 * Errors of the task: %HRT_MODEL_ERROR, or `G_IO_ERROR_CANCELLED`
 */
void
hrt_service_run (GTask *task,
                 HrtPgPool *pool,
                 HrtPgLane lane,
                 HrtPgBatch *batch,
                 HrtReadFunc read,
                 GDestroyNotify free_value)
{
  Run run = { .task = task, .want = WANT_CUSTOM, .read = read, .free_value = free_value };

  start (&run, pool, lane, batch);
}

static HrtPgBatch *
batch_of (HrtStatement statement, HrtPgParams *params)
{
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, statement, params);
  return batch;
}

/**
 * hrt_service_query:
 * @task: (transfer full): returns what @read makes of the rows
 * @pool: the pool to run on
 * @lane: which of its connections
 * @statement: one statement
 * @params: (transfer full) (nullable): its parameters
 * @read: (nullable): makes the task's value
 * @free_value: (nullable): frees a value that nobody took
 *
 * hrt_service_run() for one statement.
 */
void
hrt_service_query (GTask *task,
                   HrtPgPool *pool,
                   HrtPgLane lane,
                   HrtStatement statement,
                   HrtPgParams *params,
                   HrtReadFunc read,
                   GDestroyNotify free_value)
{
  hrt_service_run (task, pool, lane, batch_of (statement, params), read, free_value);
}

/**
 * hrt_service_list:
 * @task: (transfer full): returns a GPtrArray
 * @pool: the pool to run on
 * @lane: which of its connections
 * @statement: one statement
 * @params: (transfer full) (nullable): its parameters
 * @type: of the rows, a subclass of #HrtEntity
 *
 * All rows.
 */
void
hrt_service_list (GTask *task,
                  HrtPgPool *pool,
                  HrtPgLane lane,
                  HrtStatement statement,
                  HrtPgParams *params,
                  GType type)
{
  Run run = {
    .task = task, .want = WANT_LIST, .free_value = (GDestroyNotify) g_ptr_array_unref, .type = type
  };

  start (&run, pool, lane, batch_of (statement, params));
}

/**
 * hrt_service_one:
 * @task: (transfer full): returns the entity
 * @pool: the pool to run on
 * @lane: which of its connections
 * @statement: one statement
 * @params: (transfer full) (nullable): its parameters
 * @type: of the row, a subclass of #HrtEntity
 *
 * The first row; %HRT_MODEL_ERROR_NOT_FOUND when there is none.
 */
void
hrt_service_one (GTask *task,
                 HrtPgPool *pool,
                 HrtPgLane lane,
                 HrtStatement statement,
                 HrtPgParams *params,
                 GType type)
{
  Run run = { .task = task, .want = WANT_ONE, .free_value = g_object_unref, .type = type };

  start (&run, pool, lane, batch_of (statement, params));
}

/**
 * hrt_service_maybe:
 * @task: (transfer full): returns the entity or %NULL
 * @pool: the pool to run on
 * @lane: which of its connections
 * @statement: one statement
 * @params: (transfer full) (nullable): its parameters
 * @type: of the row, a subclass of #HrtEntity
 *
 * The first row, or %NULL without an error.
 */
void
hrt_service_maybe (GTask *task,
                   HrtPgPool *pool,
                   HrtPgLane lane,
                   HrtStatement statement,
                   HrtPgParams *params,
                   GType type)
{
  Run run = { .task = task, .want = WANT_ONE_OR_NONE, .free_value = g_object_unref, .type = type };

  start (&run, pool, lane, batch_of (statement, params));
}

/**
 * hrt_service_read_row:
 * @rows: what a statement gave
 * @row: from 0
 * @type: a subclass of #HrtEntity
 *
 * Returns: (transfer full): a new entity with the row's values
 */
gpointer
hrt_service_read_row (HrtPgRows *rows, guint row, GType type)
{
  HrtEntity *entity = g_object_new (type, NULL);

  hrt_pg_rows_decode (rows, row, hrt_entity_get_descriptor (entity), entity);
  return entity;
}

/**
 * hrt_service_read_list:
 * @results: of a batch
 * @statement: position in the batch, from 0
 * @type: of the rows, a subclass of #HrtEntity
 *
 * Returns: (transfer full): all rows of that statement
 */
GPtrArray *
hrt_service_read_list (HrtPgResults *results, guint statement, GType type)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, statement);
  guint n = hrt_pg_rows_get_n (rows);
  GPtrArray *list = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, hrt_service_read_row (rows, i, type));
  return list;
}

/**
 * hrt_service_read_one:
 * @results: of a batch
 * @statement: position in the batch, from 0
 * @type: of the row, a subclass of #HrtEntity
 * @error: where to store %HRT_MODEL_ERROR_NOT_FOUND, or %NULL
 *
 * Returns: (transfer full) (nullable): its first row
 */
gpointer
hrt_service_read_one (HrtPgResults *results, guint statement, GType type, GError **error)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, statement);

  if (hrt_pg_rows_get_n (rows) == 0)
    {
      g_set_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND, "no such %s",
                   hrt_entity_type_get_descriptor (type)->entity);
      return NULL;
    }
  return hrt_service_read_row (rows, 0, type);
}

/**
 * hrt_service_read_outcome:
 * @rows: what a business function answered
 * @row: from 0
 *
 * Returns: (transfer full): the outcome with its refusals
 */
HrtOutcome *
hrt_service_read_outcome (HrtPgRows *rows, guint row)
{
  HrtOutcome *outcome;

  if (hrt_pg_rows_get_n (rows) > row)
    outcome = hrt_service_read_row (rows, row, HRT_TYPE_OUTCOME);
  else
    outcome = g_object_new (HRT_TYPE_OUTCOME, NULL);
  if (outcome->outcome == NULL)
    outcome->outcome = g_intern_static_string ("refused");
  outcome->refusals = hrt_refusal_list_from_json (outcome->problems);
  return outcome;
}

gint64
hrt_service_read_int64 (HrtPgResults *results, guint statement, const char *column)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, statement);

  return hrt_pg_rows_get_int64 (rows, 0, hrt_pg_rows_find_column (rows, column));
}

/**
 * hrt_service_task:
 * @self: the service
 * @tag: the _async function
 * @cancellable: (nullable): of the caller
 * @callback: of the caller
 * @user_data: for @callback
 *
 * Returns: (transfer full): a task with its source tag set, not returned early when cancelled: the
 * database decides whether something was done
 */
GTask *
hrt_service_task (gpointer self,
                  gpointer tag,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

gpointer
hrt_service_finish (gpointer self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hrt_service_finish_boolean:
 * @self: the service
 * @result: of the call
 * @tag: the _async function
 * @error: where to store an error, or %NULL
 *
 * Returns: whether the call succeeded
 */
gboolean
hrt_service_finish_boolean (gpointer self, GAsyncResult *result, gpointer tag, GError **error)
{
  GError *local = NULL;

  hrt_service_finish (self, result, tag, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

gint64
hrt_service_finish_int64 (gpointer self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_autofree gint64 *boxed = hrt_service_finish (self, result, tag, error);

  return boxed ? *boxed : 0;
}

gpointer
hrt_service_box_int64 (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

/**
 * hrt_service_announce:
 * @listener: (nullable): the process's listener
 * @channel: one of HRT_CHANNEL_*
 * @id: what has changed
 *
 * Tells every process, after the commit. Without a listener (tests, one-shot tools) nobody is told,
 * and everybody finds out by reading.
 */
void
hrt_service_announce (HrtPgListener *listener, const char *channel, gint64 id)
{
  if (listener != NULL)
    hrt_pg_listener_announce (listener, channel, id);
}
