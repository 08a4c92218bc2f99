/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The asking half of HrtPgConnection: sending a batch, cancelling one, looking whether the line
 * still stands.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-connection-private.h"
#include "hrt-pg-private.h"

static HrtPgWork *
queue_work (HrtPgConnection *self, guint n_commands, HrtPgBatchDone done, gpointer user_data)
{
  HrtPgWork *work = g_new0 (HrtPgWork, 1);

  work->done = done;
  work->user_data = user_data;
  work->n_commands = n_commands;
  work->statements = g_new (HrtStatement, n_commands);
  g_queue_push_tail (&self->works, work);
  return work;
}

static void
send_prepare (HrtPgConnection *self, HrtStatement statement)
{
  const HrtStatementInfo *info = &hrt_statements[statement];
  HrtPgWork *work = queue_work (self, 1, NULL, NULL);

  work->statements[0] = statement;
  self->is_prepared[statement] = TRUE; /* taken back when the answer says otherwise */
  if (!PQsendPrepare (self->pg, info->name, info->sql, (int) info->n_params, info->param_types) ||
      !PQpipelineSync (self->pg))
    _hrt_pg_connection_set_broken (self, info->name);
}

static gboolean
send_entry (HrtPgConnection *self, HrtPgBatchEntry *entry)
{
  const char *const *values;
  const int *lengths, *formats;
  int n;

  if (entry->sql != NULL)
    return PQsendQueryParams (self->pg, entry->sql, 0, NULL, NULL, NULL, NULL, 0) != 0;
  n = _hrt_pg_params_peek (entry->params, &values, &lengths, &formats);
  return PQsendQueryPrepared (self->pg, hrt_statements[entry->statement].name, n, values, lengths,
                              formats, 0) != 0;
}

/**
 * hrt_pg_connection_send: (skip)
 * @self: an open connection
 * @batch: (transfer none): at least one statement; not needed any more when this returns
 * @done: called exactly once, later, from the loop
 * @user_data: for @done
 *
 * Queues a batch and sends as much of it as the socket takes.
 *
 * Returns: (transfer none): a handle for hrt_pg_connection_cancel(), valid until @done is called
 */
HrtPgWork *
hrt_pg_connection_send (HrtPgConnection *self,
                        HrtPgBatch *batch,
                        HrtPgBatchDone done,
                        gpointer user_data)
{
  guint n = hrt_pg_batch_get_n (batch);
  gboolean was_idle = g_queue_is_empty (&self->works);
  HrtPgWork *work;

  g_assert (self->pg != NULL && done != NULL && n > 0);
  g_assert (self->thread == g_thread_self ());

  for (guint i = 0; i < n; i++)
    {
      HrtPgBatchEntry *entry = _hrt_pg_batch_get_entry (batch, i);

      if (entry->sql == NULL && !self->is_prepared[entry->statement])
        send_prepare (self, entry->statement);
    }

  work = queue_work (self, n, done, user_data);
  work->results = _hrt_pg_results_new (n);
  self->n_batches++;
  for (guint i = 0; i < n && self->broken == NULL; i++)
    {
      HrtPgBatchEntry *entry = _hrt_pg_batch_get_entry (batch, i);

      work->statements[i] = entry->sql != NULL ? HRT_N_STATEMENTS : entry->statement;
      if (!send_entry (self, entry))
        _hrt_pg_connection_set_broken (self, "sending");
    }
  if (self->broken == NULL && !PQpipelineSync (self->pg))
    _hrt_pg_connection_set_broken (self, "sending");
  if (self->broken == NULL)
    _hrt_pg_connection_flush (self);
  if (was_idle && self->broken == NULL)
    {
      self->last_progress = g_get_monotonic_time ();
      _hrt_pg_connection_arm_watchdog (self);
    }
  return work;
}

static void
cancel_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char message[256] = "";

  if (!PQcancel (task_data, message, sizeof message))
    g_debug ("cancel: %s", message);
  g_task_return_boolean (task, TRUE);
}

static void
on_cancel_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtPgConnection *self = HRT_PG_CONNECTION (source);
  HrtPgWork *work;

  self->n_cancels--;
  self->last_cancel = g_get_monotonic_time ();
  for (GList *l = self->works.head; l != NULL; l = l->next)
    ((HrtPgWork *) l->data)->has_cancel_running = FALSE;
  if (self->n_cancels > 0)
    return;
  while ((work = g_queue_pop_head (&self->held)) != NULL)
    _hrt_pg_connection_complete (self, work);
}

/**
 * hrt_pg_connection_cancel: (skip)
 * @self: a connection
 * @work: from hrt_pg_connection_send(), not done yet
 *
 * Asks the server to stop @work if it is what the server is busy with. Its callback still comes,
 * with whatever happened, and not before the request is through: a late one must not hit the next
 * batch of a pooled connection.
 */
void
hrt_pg_connection_cancel (HrtPgConnection *self, HrtPgWork *work)
{
  g_autoptr (GTask) task = NULL;
  PGcancel *cancel;

  work->is_cancelled = TRUE;
  if (self->pg == NULL || g_queue_peek_head (&self->works) != work || work->has_cancel_running)
    return;
  cancel = PQgetCancel (self->pg);
  if (cancel == NULL)
    return;

  self->n_cancels++;
  work->has_cancel_running = TRUE;
  task = g_task_new (self, NULL, on_cancel_ready, NULL);
  g_task_set_source_tag (task, hrt_pg_connection_cancel);
  g_task_set_task_data (task, cancel, (GDestroyNotify) PQfreeCancel);
  g_task_run_in_thread (task, cancel_in_thread);
}

/**
 * hrt_pg_connection_probe: (skip)
 * @self: a connection with nothing queued
 *
 * Looks, without waiting, whether the server has hung up in the meantime: one system call, and a
 * write need not be lost to a server that was restarted since.
 *
 * Returns: %FALSE when the line is dead
 */
gboolean
hrt_pg_connection_probe (HrtPgConnection *self)
{
  if (self->pg == NULL || self->broken != NULL)
    return FALSE;
  if (PQconsumeInput (self->pg) == 0 || PQstatus (self->pg) == CONNECTION_BAD)
    {
      _hrt_pg_connection_set_broken (self, "idle");
      return FALSE;
    }
  PQisBusy (self->pg); /* reads what came: on_notice() may find a farewell in it */
  return self->broken == NULL;
}
