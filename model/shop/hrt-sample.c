/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Makes the sample shop. The rules are in sql/functions/sample, the goods in data/sample; here they
 * are put in order.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-sample.h"

#include "hrt-sample-files.h"
#include "model/pg/hrt-pg-pool.h"

#define DEFAULT_SEED 1

typedef struct
{
  HrtPgPool *pool;          /* (owned) */
  char *folder;             /* (owned) of sample.json and images/ */
  char *data_dir;           /* (owned) */
  char *sample;             /* (owned) content of sample.json */
  HrtSampleOptions options; /* its progress_data is the caller's */
  gboolean keeps_existing;  /* a shop that has goods of its own is left alone, without an error */
  HrtSampleStep step;
} Creation;

G_DEFINE_QUARK (hrt - sample - error - quark, hrt_sample_error)

static void advance (GTask *task);

static void
creation_free (Creation *creation)
{
  g_clear_object (&creation->pool);
  g_free (creation->folder);
  g_free (creation->data_dir);
  g_free (creation->sample);
  g_free (creation);
}

static void
report (Creation *creation, HrtSampleStep step, double fraction)
{
  creation->step = step;
  if (creation->options.progress != NULL)
    creation->options.progress (step, fraction, creation->options.progress_data);
}

static void
on_pool_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  hrt_pg_pool_close_finish (HRT_PG_POOL (source), result, NULL);
  report (g_task_get_task_data (task), HRT_SAMPLE_STEP_DONE, 1);
  g_task_return_boolean (task, TRUE);
}

static void
finish (GTask *task)
{
  Creation *creation = g_task_get_task_data (task);

  hrt_pg_pool_close_async (creation->pool, on_pool_closed, task);
}

/* Takes the task. */
static void
fail (GTask *task, const char *what, GError *error)
{
  g_autoptr (GTask) owned = task;

  g_prefix_error (&error, "%s: ", what);
  g_task_return_error (owned, error);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (!hrt_sample_files_copy_finish (result, &error))
    fail (user_data, "sample pictures", error);
  else
    finish (user_data);
}

static void
on_statement_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Creation *creation = g_task_get_task_data (task);
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    {
      fail (task, "sample shop", error);
      return;
    }
  creation->step++;
  advance (task);
}

static void
run (GTask *task, HrtStatement statement, HrtPgParams *params)
{
  Creation *creation = g_task_get_task_data (task);

  hrt_pg_pool_query_async (creation->pool, HRT_PG_LANE_REPORT, statement, params,
                           g_task_get_cancellable (task), on_statement_ready, task);
}

/* One step of the way; each ends by calling this for the next. */
static void
advance (GTask *task)
{
  Creation *creation = g_task_get_task_data (task);
  HrtSampleOptions *options = &creation->options;

  if (creation->step == HRT_SAMPLE_STEP_HISTORY && options->without_history)
    creation->step++;
  if (creation->step == HRT_SAMPLE_STEP_MANY && options->n_products <= 0)
    creation->step++;
  if (creation->step == HRT_SAMPLE_STEP_PICTURES && options->without_pictures)
    creation->step++;

  switch (creation->step)
    {
    case HRT_SAMPLE_STEP_CATALOGUE:
      report (creation, HRT_SAMPLE_STEP_CATALOGUE, 0.02);
      run (task, HRT_STATEMENT_SAMPLE_CREATE_CATALOGUE,
           hrt_pg_params_text (hrt_pg_params_new (), creation->sample));
      break;
    case HRT_SAMPLE_STEP_HISTORY:
      report (creation, HRT_SAMPLE_STEP_HISTORY, 0.15);
      run (task, HRT_STATEMENT_SAMPLE_CREATE_HISTORY,
           hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), creation->sample),
                                options->seed));
      break;
    case HRT_SAMPLE_STEP_MANY:
      report (creation, HRT_SAMPLE_STEP_MANY, 0.4);
      run (task, HRT_STATEMENT_SAMPLE_CREATE_MANY,
           hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_new (), options->n_products),
                                options->seed));
      break;
    case HRT_SAMPLE_STEP_PICTURES:
      report (creation, HRT_SAMPLE_STEP_PICTURES, 0.7);
      hrt_sample_files_copy_async (creation->folder, creation->sample, creation->data_dir,
                                   g_task_get_cancellable (task), on_copied, task);
      break;
    case HRT_SAMPLE_STEP_DONE:
    default:
      finish (task);
      break;
    }
}

/* An empty shop gets everything, a sample shop what it lacks, any other shop nothing. */
static void
on_state_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Creation *creation = g_task_get_task_data (task);
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;
  HrtPgRows *rows;
  gboolean is_sample, has_orders, is_empty;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    {
      fail (task, "sample shop", error);
      return;
    }
  rows = hrt_pg_results_get_rows (results, 0);
  is_sample = hrt_pg_rows_get_bool (rows, 0, hrt_pg_rows_find_column (rows, "sample"));
  has_orders = hrt_pg_rows_get_bool (rows, 0, hrt_pg_rows_find_column (rows, "has_orders"));
  is_empty = !has_orders &&
             !hrt_pg_rows_get_bool (rows, 0, hrt_pg_rows_find_column (rows, "has_products"));

  if (is_empty)
    creation->step = HRT_SAMPLE_STEP_CATALOGUE;
  else if (is_sample)
    creation->step = has_orders ? HRT_SAMPLE_STEP_MANY : HRT_SAMPLE_STEP_HISTORY;
  else if (creation->keeps_existing)
    creation->step = HRT_SAMPLE_STEP_DONE;
  else
    {
      fail (task, "sample shop",
            g_error_new_literal (HRT_SAMPLE_ERROR, HRT_SAMPLE_ERROR_NOT_EMPTY,
                                 "the shop has products or orders of its own"));
      return;
    }
  advance (task);
}

static void
on_sample_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Creation *creation = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_file_load_contents_finish (G_FILE (source), result, &creation->sample, NULL, NULL, &error))
    {
      fail (task, "sample shop", error);
      return;
    }
  hrt_pg_pool_query_async (creation->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_SAMPLE_GET_STATE, NULL,
                           g_task_get_cancellable (task), on_state_ready, task);
}

static void
create (const char *owner_conninfo,
        const char *data_dir,
        const HrtSampleOptions *options,
        gboolean keeps_existing,
        GTask *task)
{
  Creation *creation = g_new0 (Creation, 1);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  g_task_set_task_data (task, creation, (GDestroyNotify) creation_free);
  creation->data_dir = g_strdup (data_dir);
  creation->keeps_existing = keeps_existing;
  if (options != NULL)
    creation->options = *options;
  if (data_dir == NULL)
    creation->options.without_pictures = TRUE;
  if (creation->options.seed == 0)
    creation->options.seed = DEFAULT_SEED;
  creation->folder = hrt_sample_find_folder ();
  if (creation->folder == NULL)
    {
      fail (task, "sample shop",
            g_error_new_literal (HRT_SAMPLE_ERROR, HRT_SAMPLE_ERROR_DATA,
                                 "sample.json is not among this program's files"));
      return;
    }
  creation->pool = hrt_pg_pool_new (owner_conninfo);
  hrt_pg_pool_set_statement_timeout (creation->pool, HRT_PG_LANE_REPORT, 0);
  path = g_build_filename (creation->folder, "sample.json", NULL);
  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, g_task_get_cancellable (task), on_sample_loaded, task);
}

/**
 * hrt_sample_create_async:
 * @owner_conninfo: a connection as hrt_owner, to a database at this program's schema
 * @data_dir: (type filename) (nullable): the shop's data folder; pictures go below its images/;
 * %NULL: none
 * @cancellable: (nullable): what was done by then stays
 * @callback: called on this main context
 *
 * Fills an empty shop with the sample: catalogue, people, couriers, three months of sales and
 * orders, pictures. A shop that has goods of its own is left as it is. The staff it makes have no
 * passwords: nobody can sign in as one of them before an administrator has set one.
 */
void
hrt_sample_create_async (const char *owner_conninfo,
                         const char *data_dir,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (owner_conninfo != NULL);

  g_task_set_source_tag (task, hrt_sample_create_async);
  create (owner_conninfo, data_dir, NULL, TRUE, task);
}

/**
 * hrt_sample_create_with_async:
 * @owner_conninfo: a connection as hrt_owner
 * @data_dir: (type filename) (nullable): the shop's data folder; %NULL: no pictures
 * @options: (nullable): copied
 * @cancellable: (nullable): what was done by then stays
 * @callback: called on this main context
 *
 * As hrt_sample_create_async(), with a say in what is made. In a shop that was filled with the
 * sample before, it makes the products missing to HrtSampleOptions.n_products.
 */
void
hrt_sample_create_with_async (const char *owner_conninfo,
                              const char *data_dir,
                              const HrtSampleOptions *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (owner_conninfo != NULL);

  g_task_set_source_tag (task, hrt_sample_create_async);
  create (owner_conninfo, data_dir, options, FALSE, task);
}

/**
 * hrt_sample_create_finish:
 *
 * Errors: %HRT_SAMPLE_ERROR_DATA, %HRT_SAMPLE_ERROR_NOT_EMPTY (not after
 * hrt_sample_create_async()), HRT_PG_ERROR, G_IO_ERROR.
 *
 * Returns: whether the shop is a sample shop now, or was a shop before
 */
gboolean
hrt_sample_create_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
