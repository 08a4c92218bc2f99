/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgLookout: one statement every few seconds, and the memory of what the last one gave.
 *
 * A look asks for everything newer than a mark that lies some looks back, and tells what the look
 * before did not give. The mark may move up to a number only when every transaction that could
 * still commit a lower one has ended. A transaction draws its number first and becomes visible as a
 * running one with its first write, so the bar is set some looks after the number was noted, and
 * the mark moves when whatever ran at the bar is over.
 *
 * A change that a hint told of already is told again: telling which hint belongs to which change
 * would be guessing, and a hint too many does no harm.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "hrt-pg-lookout.h"

#include <string.h>

/* What a transaction may take between drawing its number and its first write. */
#define LOOKS_TO_BAR 3
#define MOST_ROWS    20000

/* What every look gives, before the changes. */
enum
{
  ROW_NOW,
  ROW_SINCE,
  ROW_RUNNING, /* transactions in place of numbers: the oldest one and the one to come */
  N_FIXED_ROWS,
};

typedef struct
{
  gint64 revision;
  gint64 movement;
} Mark;

struct _HrtPgLookout
{
  gatomicrefcount ref_count; /* the owner, and each look under way */
  HrtPgLookoutFuncs funcs;
  gpointer user_data;
  HrtPgConnection *connection; /* (owned) (nullable) NULL while stopped */
  GSource *timer;              /* (owned) (nullable) */
  GHashTable *seen; /* (owned) (nullable) set of "channel id mark"; NULL before the first look */
  Mark since;
  Mark next;     /* what @since moves up to */
  gint64 bar;    /* transactions below it have ended before that */
  guint n_looks; /* since @next was noted */
  gboolean is_looking;
};

static void look (HrtPgLookout *self);

static void
lookout_unref (HrtPgLookout *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

static void
move_mark (HrtPgLookout *self, Mark now, gint64 oldest_running, gint64 next_running)
{
  self->n_looks++;
  if (self->n_looks == LOOKS_TO_BAR)
    self->bar = next_running;
  if (self->n_looks <= LOOKS_TO_BAR || oldest_running < self->bar)
    return;
  self->since = self->next;
  self->next = now;
  self->n_looks = 0;
}

static void
tell_new (HrtPgLookout *self, HrtPgRows *rows, GHashTable *last)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = N_FIXED_ROWS; i < hrt_pg_rows_get_n (rows); i++)
    {
      const char *channel = hrt_pg_rows_get_text (rows, i, 0);
      gint64 id = hrt_pg_rows_get_int64 (rows, i, 1);
      char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, channel, id,
                                   hrt_pg_rows_get_int64 (rows, i, 2));

      if (last != NULL && !g_hash_table_contains (last, key))
        self->funcs.changed (channel, id, self->user_data);
      g_hash_table_add (self->seen, key);
    }
}

static Mark
read_mark (HrtPgRows *rows, guint row)
{
  return (Mark){ hrt_pg_rows_get_int64 (rows, row, 1), hrt_pg_rows_get_int64 (rows, row, 2) };
}

/* The first look tells nothing: whoever starts listening reads everything anyway. */
static void
take_rows (HrtPgLookout *self, HrtPgRows *rows)
{
  g_autoptr (GHashTable) last = g_steal_pointer (&self->seen);
  Mark now = read_mark (rows, ROW_NOW);
  Mark running = read_mark (rows, ROW_RUNNING);
  gboolean is_too_much = hrt_pg_rows_get_n (rows) >= N_FIXED_ROWS + MOST_ROWS;

  tell_new (self, rows, is_too_much ? NULL : last);
  if (last != NULL && !is_too_much)
    {
      move_mark (self, now, running.revision, running.movement);
      return;
    }
  self->since = is_too_much ? now : read_mark (rows, ROW_SINCE);
  self->next = now;
  self->n_looks = 0;
  if (last != NULL)
    self->funcs.overflowed (self->user_data);
}

static void
on_looked (HrtPgConnection *connection, const HrtPgOutcome *outcome, gpointer user_data)
{
  HrtPgLookout *self = user_data;

  if (self->connection == connection)
    {
      self->is_looking = FALSE;
      if (outcome->error != NULL)
        g_debug ("looking for changes: %s", outcome->error->message);
      else
        take_rows (self, hrt_pg_results_get_rows (outcome->results, 0));
    }
  lookout_unref (self);
}

static void
look (HrtPgLookout *self)
{
  g_autoptr (HrtPgBatch) batch = hrt_pg_batch_new ();
  HrtPgParams *params = hrt_pg_params_new ();

  if (self->seen == NULL)
    hrt_pg_params_null (hrt_pg_params_null (params));
  else
    hrt_pg_params_int64 (hrt_pg_params_int64 (params, self->since.revision), self->since.movement);
  hrt_pg_batch_add (batch, HRT_STATEMENT_PG_LOOK, hrt_pg_params_int64 (params, MOST_ROWS));
  self->is_looking = TRUE;
  g_atomic_ref_count_inc (&self->ref_count);
  hrt_pg_connection_send (self->connection, batch, on_looked, self);
}

static gboolean
on_timer (gpointer user_data)
{
  HrtPgLookout *self = user_data;

  if (!self->is_looking)
    look (self);
  return G_SOURCE_CONTINUE;
}

/**
 * _hrt_pg_lookout_new:
 * @funcs: what to call, in the context of the connection
 * @user_data: for @funcs
 *
 * Returns: (transfer full): a lookout that is not started
 */
HrtPgLookout *
_hrt_pg_lookout_new (const HrtPgLookoutFuncs *funcs, gpointer user_data)
{
  HrtPgLookout *self = g_new0 (HrtPgLookout, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->funcs = *funcs;
  self->user_data = user_data;
  return self;
}

void
_hrt_pg_lookout_free (HrtPgLookout *self)
{
  _hrt_pg_lookout_stop (self);
  lookout_unref (self);
}

/**
 * _hrt_pg_lookout_start:
 * @self: a lookout that is stopped
 * @connection: an open connection
 * @every_ms: from one look to the next
 *
 * The first look is sent at once: what @connection is asked afterwards is asked when its mark is
 * set.
 */
void
_hrt_pg_lookout_start (HrtPgLookout *self, HrtPgConnection *connection, guint every_ms)
{
  _hrt_pg_lookout_stop (self);
  self->connection = g_object_ref (connection);
  self->timer = g_timeout_source_new (every_ms);
  g_source_set_static_name (self->timer, "HrtPgLookout");
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  look (self);
}

/* Nothing is told after this. */
void
_hrt_pg_lookout_stop (HrtPgLookout *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  self->is_looking = FALSE;
}
