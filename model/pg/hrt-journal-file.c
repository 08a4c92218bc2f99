/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Takes records from the main loop and has a worker put them on the disk, many at a time.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-journal-writer-private.h"

#include <string.h>

#define GROUP_MAX 512

/**
 * HrtJournalFile:
 *
 * PostgreSQL starts "normally" after a damaged WAL with thousands of acknowledged rows gone, and
 * says nothing. So what was confirmed to a customer is written a second time, beside the database:
 * append-only, each record chained to the one before by SHA-256, on the disk before the receipt
 * moves. At start the two are compared (HrtJournalCompare).
 *
 * Records that arrive while the disk is busy share the next fdatasync.
 *
 * Threading: append from one thread-default context, callbacks come there; the file belongs to a
 * worker thread that starts with the first record.
 * Lifetime: held by HrtContext; letting go waits for the records under way.
 */
struct _HrtJournalFile
{
  GObject parent_instance;

  char *data_dir;     /* (owned) */
  GAsyncQueue *queue; /* (owned) (element-type GTask) the worker holds a reference of its own */
  GThread *thread;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HrtJournalFile, hrt_journal_file, G_TYPE_OBJECT)

typedef struct
{
  GAsyncQueue *queue; /* (owned) */
  char *data_dir;     /* (owned) */
} Work;

typedef struct
{
  char *kind;    /* (owned) */
  char *payload; /* (owned) */
  guint64 seq;
} Append;

static char stop_mark; /* its address in the queue ends the worker */

static void
append_free (Append *append)
{
  g_free (append->kind);
  g_free (append->payload);
  g_free (append);
}

/* Waits for a record, then takes whatever else is there. FALSE: the worker is to end after these.
 */
static gboolean
collect (GAsyncQueue *queue, GPtrArray *group)
{
  gpointer item = g_async_queue_pop (queue);

  while (item != NULL && item != &stop_mark)
    {
      g_ptr_array_add (group, item);
      item = group->len < GROUP_MAX ? g_async_queue_try_pop (queue) : NULL;
    }
  return item == NULL;
}

static gboolean
write_group (HrtJournalWriter *writer, GPtrArray *group, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  char head[sizeof writer->head];
  guint64 seq;

  if (!_hrt_journal_writer_prepare (writer, error))
    return FALSE;
  memcpy (head, writer->head, sizeof head);
  seq = writer->seq;
  for (guint i = 0; i < group->len; i++)
    {
      Append *append = g_task_get_task_data (g_ptr_array_index (group, i));

      append->seq = ++seq;
      _hrt_journal_format_append (lines, head, seq, append->kind, append->payload);
    }
  return _hrt_journal_writer_commit (writer, lines, seq, head, error);
}

static gpointer
run_worker (gpointer data)
{
  Work *work = data;
  g_autoptr (HrtJournalWriter) writer = _hrt_journal_writer_new (work->data_dir);
  gboolean go_on = TRUE;

  while (go_on)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GError) error = NULL;

      go_on = collect (work->queue, group);
      if (group->len > 0)
        write_group (writer, group, &error);
      for (guint i = 0; i < group->len; i++)
        if (error != NULL)
          g_task_return_error (g_ptr_array_index (group, i), g_error_copy (error));
        else
          g_task_return_boolean (g_ptr_array_index (group, i), TRUE);
    }
  g_async_queue_unref (work->queue);
  g_free (work->data_dir);
  g_free (work);
  return NULL;
}

static void
start_worker (HrtJournalFile *self)
{
  Work *work = g_new (Work, 1);

  work->queue = g_async_queue_ref (self->queue);
  work->data_dir = g_strdup (self->data_dir);
  self->thread = g_thread_new ("hrt-journal", run_worker, work);
}

/**
 * hrt_journal_file_append_async:
 * @self: the journal
 * @kind: one word: "sale", "refund", ...
 * @payload: JSON text, one value; for "sale" an element of hrt.replay_sales() with "key", "number"
 * and "placed_at"
 * @callback: called when the record is on the disk, or is not
 * @user_data: for @callback
 *
 * Appends one record. There is no cancelling: it is written or it is not.
 *
 * Errors: `HRT_JOURNAL_ERROR_DISK_FULL`, `_PERMISSION`, `_WRITE`. The caller decides what that
 * means; the sale itself is committed in the database by then.
 */
void
hrt_journal_file_append_async (HrtJournalFile *self,
                               const char *kind,
                               const char *payload,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Append *append;

  g_return_if_fail (HRT_IS_JOURNAL_FILE (self));
  g_return_if_fail (kind != NULL && *kind != '\0' && strpbrk (kind, " \r\n") == NULL);
  g_return_if_fail (payload != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hrt_journal_file_append_async);
  append = g_new0 (Append, 1);
  append->kind = g_strdup (kind);
  append->payload = g_strdup (payload);
  g_task_set_task_data (task, append, (GDestroyNotify) append_free);
  if (self->thread == NULL)
    start_worker (self);
  g_async_queue_push (self->queue, task);
}

/**
 * hrt_journal_file_append_finish:
 * @self: the journal
 * @result: from the callback
 * @seq: (out) (optional): the record's number within its file, from 1
 * @error: return location
 *
 * Returns: whether the record is on the disk
 */
gboolean
hrt_journal_file_append_finish (HrtJournalFile *self,
                                GAsyncResult *result,
                                guint64 *seq,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (seq != NULL)
    *seq = ((Append *) g_task_get_task_data (G_TASK (result)))->seq;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hrt_journal_file_finalize (GObject *object)
{
  HrtJournalFile *self = HRT_JOURNAL_FILE (object);

  if (self->thread != NULL)
    {
      g_async_queue_push (self->queue, &stop_mark);
      /* The last reference may be that of a task which the worker itself lets go. */
      if (self->thread == g_thread_self ())
        g_thread_unref (self->thread);
      else
        g_thread_join (self->thread);
    }
  g_async_queue_unref (self->queue);
  g_free (self->data_dir);
  G_OBJECT_CLASS (hrt_journal_file_parent_class)->finalize (object);
}

static void
hrt_journal_file_class_init (HrtJournalFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_journal_file_finalize;
}

static void
hrt_journal_file_init (HrtJournalFile *self)
{
  self->queue = g_async_queue_new ();
}

/**
 * hrt_journal_file_new:
 * @data_dir: the shop's data folder; the journal lies in its "journal" folder
 *
 * Returns: (transfer full): a journal; touches the disk with the first record
 */
HrtJournalFile *
hrt_journal_file_new (const char *data_dir)
{
  HrtJournalFile *self;

  g_return_val_if_fail (data_dir != NULL, NULL);
  self = g_object_new (HRT_TYPE_JOURNAL_FILE, NULL);
  self->data_dir = g_strdup (data_dir);
  return self;
}
