/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgBatch: statements that go to the server together and stand or fall together.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-private.h"

/**
 * HrtPgBatch:
 *
 * One batch is everything up to one synchronisation point of a pipeline, and with that one implicit
 * transaction: when a statement fails, the later ones are not run and the earlier ones are rolled
 * back. It costs one round trip however many statements it holds. A batch is built, handed to
 * hrt_pg_pool_run_async() and never touched again.
 */
struct _HrtPgBatch
{
  GArray *entries; /* (owned) (element-type HrtPgBatchEntry) */
};

static void
clear_entry (gpointer data)
{
  HrtPgBatchEntry *entry = data;

  g_clear_pointer (&entry->sql, g_free);
  g_clear_pointer (&entry->params, hrt_pg_params_free);
}

/**
 * hrt_pg_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
HrtPgBatch *
hrt_pg_batch_new (void)
{
  HrtPgBatch *self = g_new0 (HrtPgBatch, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (HrtPgBatchEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

void
hrt_pg_batch_free (HrtPgBatch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * hrt_pg_batch_add:
 * @self: the batch
 * @statement: a statement of the registry
 * @params: (transfer full) (nullable): as many parameters as the statement's header names
 *
 * Appends a statement. Its rows are found under its position, from 0.
 */
void
hrt_pg_batch_add (HrtPgBatch *self, HrtStatement statement, HrtPgParams *params)
{
  HrtPgBatchEntry entry = { .statement = statement, .params = params };
  const char *const *values;
  const int *lengths, *formats;

  g_return_if_fail (self != NULL);
  g_return_if_fail (statement < HRT_N_STATEMENTS);

  /* A wrong number is a slip in the calling code, and the server's message for it does not say
   * where. */
  if (_hrt_pg_params_peek (params, &values, &lengths, &formats) !=
      (int) hrt_statements[statement].n_params)
    g_critical ("%s takes %u parameters, the caller gives %d", hrt_statements[statement].name,
                hrt_statements[statement].n_params,
                _hrt_pg_params_peek (params, &values, &lengths, &formats));
  g_array_append_val (self->entries, entry);
}

guint
hrt_pg_batch_get_n (HrtPgBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

HrtPgBatchEntry *
_hrt_pg_batch_get_entry (HrtPgBatch *self, guint index)
{
  g_assert (index < self->entries->len);

  return &g_array_index (self->entries, HrtPgBatchEntry, index);
}

/* LISTEN takes a name, not a parameter, so that it cannot be a prepared statement; nothing else
 * comes this way. */
void
_hrt_pg_batch_add_sql (HrtPgBatch *self, const char *sql)
{
  HrtPgBatchEntry entry = { .sql = g_strdup (sql) };

  g_array_append_val (self->entries, entry);
}
