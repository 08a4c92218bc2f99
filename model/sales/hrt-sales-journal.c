/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: the second witness of a sale, and what happens when it cannot be written.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

#define RETRY_SECS 20
/* Some megabytes of records; whoever sells that much onto a full disk has seen the message. */
#define MAX_UNWRITTEN 5000

/* A record on its way to the file. */
typedef struct
{
  HrtSales *self; /* (owned) */
  char *record;   /* (owned) */
  GFunc done;     /* (nullable) */
  gpointer done_data;
} Writing;

static void write_next (HrtSales *self);

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->self);
  g_free (writing->record);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* Takes @error. */
static void
set_error (HrtSales *self, GError *error)
{
  gboolean had_error = self->journal_error != NULL;

  g_clear_error (&self->journal_error);
  self->journal_error = error;
  if (had_error || error != NULL)
    g_signal_emit_by_name (self, "journal-changed");
}

static gboolean
on_retry (gpointer user_data)
{
  HrtSales *self = user_data;

  self->journal_retry = 0;
  write_next (self);
  return G_SOURCE_REMOVE;
}

/* Takes @record. The sale is committed; that the second witness is missing must not make the
 * cashier sell again. The record is kept and written as soon as that works. */
static void
keep (HrtSales *self, char *record, GError *error)
{
  g_message ("a sale is in the database but not in the journal file yet: %s", error->message);
  g_queue_push_head (&self->unwritten, record);
  if (g_queue_get_length (&self->unwritten) > MAX_UNWRITTEN)
    g_free (g_queue_pop_tail (&self->unwritten));
  if (self->journal_retry == 0)
    self->journal_retry = g_timeout_add_seconds (RETRY_SECS, on_retry, self);
  set_error (self, error);
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  HrtSales *self = writing->self;
  GError *error = NULL;

  if (!hrt_journal_file_append_finish (HRT_JOURNAL_FILE (source), result, NULL, &error))
    keep (self, g_steal_pointer (&writing->record), error);
  else if (!g_queue_is_empty (&self->unwritten))
    write_next (self);
  else if (self->journal_error != NULL)
    set_error (self, NULL);
  if (writing->done != NULL)
    writing->done (writing->done_data, NULL);
}

/* Takes @record. */
static void
append (HrtSales *self, char *record, GFunc done, gpointer done_data)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->self = g_object_ref (self);
  writing->record = record;
  writing->done = done;
  writing->done_data = done_data;
  if (self->journal == NULL)
    self->journal = hrt_journal_file_new (self->data_dir);
  hrt_journal_file_append_async (self->journal, "sale", record, on_appended, writing);
}

static void
write_next (HrtSales *self)
{
  char *record = g_queue_pop_head (&self->unwritten);

  if (record != NULL)
    append (self, record, NULL, NULL);
}

/* Takes @record. @done gets @done_data when it is on the disk, or kept for later because that
 * failed. */
void
_hrt_sales_write_journal (HrtSales *self, char *record, GFunc done, gpointer done_data)
{
  append (self, record, done, done_data);
}

void
_hrt_sales_drop_journal (HrtSales *self)
{
  guint n_lost = g_queue_get_length (&self->unwritten);

  g_clear_handle_id (&self->journal_retry, g_source_remove);
  if (n_lost > 0)
    g_message ("%u sales are in the database but never came into the journal file", n_lost);
  g_queue_clear_full (&self->unwritten, g_free);
  g_clear_error (&self->journal_error);
  g_clear_object (&self->journal);
}

/**
 * hrt_sales_get_journal_error:
 * @self: the sales
 *
 * What keeps the second copy of the sales from being written, in `HRT_JOURNAL_ERROR`. The sales
 * themselves are safe in the database; they are added to the file as soon as it can be written.
 * HrtSales::journal-changed tells when this changes.
 *
 * Returns: (transfer none) (nullable): why not, or %NULL while all is well
 */
const GError *
hrt_sales_get_journal_error (HrtSales *self)
{
  g_return_val_if_fail (HRT_IS_SALES (self), NULL);

  return self->journal_error;
}
