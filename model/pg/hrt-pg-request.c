/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgRequest: returns its task exactly once, whoever is first: the answer, the deadline or the
 * caller's cancel.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-request.h"

HrtPgRequest *
_hrt_pg_request_ref (HrtPgRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_hrt_pg_request_unref (HrtPgRequest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_assert (self->task == NULL);
  g_main_context_unref (self->context);
  hrt_pg_batch_free (self->batch);
  g_free (self);
}

static gboolean
on_cancelled_in_context (gpointer user_data)
{
  HrtPgRequest *self = user_data;

  if (self->task != NULL)
    {
      _hrt_pg_line_cancel (self->line, self);
      _hrt_pg_request_return_if_cancelled (self);
    }
  return G_SOURCE_REMOVE;
}

/* May come from any thread and in the middle of anything: only a note for our own loop is left
 * here. */
static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  HrtPgRequest *self = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "HrtPgRequest cancel");
  g_source_set_callback (source, on_cancelled_in_context, _hrt_pg_request_ref (self),
                         (GDestroyNotify) _hrt_pg_request_unref);
  g_source_attach (source, self->context);
}

static void
drop_closure_data (gpointer data, GClosure *closure)
{
  _hrt_pg_request_unref (data);
}

/* Takes @task and @batch over. */
HrtPgRequest *
_hrt_pg_request_new (HrtPgLine *line, GMainContext *context, GTask *task, HrtPgBatch *batch)
{
  HrtPgRequest *self = g_new0 (HrtPgRequest, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_atomic_ref_count_init (&self->ref_count);
  self->line = line;
  self->context = g_main_context_ref (context);
  self->task = task;
  self->batch = batch;
  /* What happened is what is told: a batch that was committed before the cancel arrived has
   * succeeded. */
  g_task_set_check_cancellable (task, FALSE);
  /* Not g_cancellable_connect(): its disconnect deadlocks when a handler of the same cancellable
   * ends the task. */
  if (cancellable != NULL)
    self->cancelled_id = g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (on_cancelled),
                                                _hrt_pg_request_ref (self), drop_closure_data, 0);
  return self;
}

static GTask *
steal_task (HrtPgRequest *self)
{
  GTask *task = g_steal_pointer (&self->task);

  if (task != NULL && self->cancelled_id != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  return task;
}

/* Takes @error. */
void
_hrt_pg_request_return_error (HrtPgRequest *self, GError *error)
{
  g_autoptr (GTask) task = steal_task (self);

  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

/* Takes @results. */
void
_hrt_pg_request_return_results (HrtPgRequest *self, HrtPgResults *results)
{
  g_autoptr (GTask) task = steal_task (self);

  if (task != NULL)
    g_task_return_pointer (task, results, (GDestroyNotify) hrt_pg_results_unref);
  else
    hrt_pg_results_unref (results);
}

gboolean
_hrt_pg_request_return_if_cancelled (HrtPgRequest *self)
{
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    return FALSE;
  _hrt_pg_request_return_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                           "the request was cancelled"));
  return TRUE;
}
