/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgConnection: libpq in non-blocking pipeline mode on a GMainContext.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-connection.h"
#include "hrt-pg-connection-private.h"
#include "hrt-pg-private.h"
#include "hrt-pg-watch.h"

/**
 * HrtPgConnection:
 *
 * One line to the server. Batches are sent as they come and answered in order; each ends with a
 * synchronisation point of its own, so that a failed batch never touches its neighbours.
 *
 * A statement is prepared at its first use, in a pipeline segment of its own just before the batch:
 * so an error inside the batch can never take the preparation with it (a segment that is aborted
 * skips the Parse messages behind the error, and every batch that was already queued behind it
 * would then name a statement that does not exist).
 *
 * Threading: belongs to the context that was the thread's default when it was opened; callbacks and
 * signals fire there. Lifetime: held by the pool or listener; a callback may send, close or drop
 * the last reference.
 */

typedef struct
{
  GSource source;
  HrtPgConnection *connection; /* unowned: the connection destroys its source */
} ConnectionSource;

enum
{
  SIGNAL_CLOSED,
  SIGNAL_NOTIFICATION,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* How long after a PQcancel() a neighbour's "cancelled" is believed to be meant for somebody else.
 */
#define STRAY_CANCEL_USECS (G_USEC_PER_SEC)
/* Beyond statement_timeout, before a silent line counts as dead. */
#define SILENCE_GRACE_MS 10000

G_DEFINE_FINAL_TYPE (HrtPgConnection, hrt_pg_connection, G_TYPE_OBJECT)

static void
work_free (HrtPgWork *work)
{
  g_clear_pointer (&work->results, hrt_pg_results_unref);
  g_clear_error (&work->error);
  g_free (work->statements);
  g_free (work);
}

static const char *
work_get_name (HrtPgWork *work)
{
  HrtStatement statement;

  if (work->command >= work->n_commands)
    return "commit"; /* deferred constraints speak at the synchronisation point */
  statement = work->statements[work->command];
  return statement < HRT_N_STATEMENTS ? hrt_statements[statement].name : "plain SQL";
}

/* Is this "cancelled" the echo of a PQcancel() that was meant for the batch before? */
static gboolean
is_stray_cancel (HrtPgConnection *self, HrtPgWork *work)
{
  return !work->is_cancelled && g_strcmp0 (hrt_pg_error_get_sqlstate (work->error), "57014") == 0 &&
         (self->n_cancels > 0 || g_get_monotonic_time () - self->last_cancel < STRAY_CANCEL_USECS);
}

/* Tells the owner and frees @work, which is in no queue any more. */
void
_hrt_pg_connection_complete (HrtPgConnection *self, HrtPgWork *work)
{
  HrtPgOutcome outcome = { .results = work->error == NULL ? work->results : NULL,
                           .error = work->error,
                           .answered = work->is_answered,
                           .is_stray = is_stray_cancel (self, work) };

  if (work->done != NULL)
    {
      self->n_batches--;
      work->done (self, &outcome, work->user_data);
    }
  else
    {
      HrtStatement statement = work->statements[0];

      g_clear_error (&self->prepare_errors[statement]);
      self->is_prepared[statement] = work->error == NULL;
      self->prepare_errors[statement] = g_steal_pointer (&work->error);
    }
  work_free (work);
}

static void
disconnect (HrtPgConnection *self)
{
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
      _hrt_pg_watch_free (g_steal_pointer (&self->watch));
    }
  g_clear_pointer (&self->pg, PQfinish);
}

/* Ends every batch with @error; those that failed on their own before keep their error. */
static void
fail_all (HrtPgConnection *self, const GError *error)
{
  HrtPgWork *work;

  while ((work = g_queue_pop_head (&self->held)) != NULL)
    _hrt_pg_connection_complete (self, work); /* its answer was complete before */
  while ((work = g_queue_pop_head (&self->works)) != NULL)
    {
      if (work->error == NULL)
        work->error = g_error_copy (error);
      _hrt_pg_connection_complete (self, work);
    }
}

/* The line is gone: takes @error. */
static void
break_down (HrtPgConnection *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (self->pg == NULL)
    return;
  g_debug ("connection lost: %s", error->message);
  disconnect (self);
  fail_all (self, error);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, error);
}

static void
finish_work (HrtPgConnection *self, HrtPgWork *work)
{
  g_queue_pop_head (&self->works);
  work->command = work->n_commands;
  if (work->has_cancel_running)
    g_queue_push_tail (&self->held, work);
  else
    _hrt_pg_connection_complete (self, work);
}

/* A statement that the server does not know, or whose plan no longer fits a table that was migrated
 * under us: this line is of no more use, a new one is. */
static void
note_staleness (HrtPgConnection *self, HrtPgWork *work)
{
  const char *sqlstate = hrt_pg_error_get_sqlstate (work->error);
  HrtStatement statement;

  if (g_strcmp0 (sqlstate, "0A000") == 0 && strstr (work->error->message, "cached plan") != NULL)
    {
      self->is_stale = TRUE;
      return;
    }
  if (g_strcmp0 (sqlstate, "26000") != 0 || work->command >= work->n_commands)
    return;

  statement = work->statements[work->command];
  if (statement < HRT_N_STATEMENTS && self->prepare_errors[statement] != NULL)
    {
      /* The reason is why it could not be prepared, not that it was not. */
      g_clear_error (&work->error);
      work->error = g_error_copy (self->prepare_errors[statement]);
    }
  else
    self->is_stale = TRUE;
}

static void
take_error (HrtPgConnection *self, HrtPgWork *work, PGresult *result)
{
  if (work->error == NULL)
    {
      work->error = _hrt_pg_error_from_result (result, work_get_name (work));
      note_staleness (self, work);
      if (!g_error_matches (work->error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION))
        work->is_answered = TRUE;
    }
  PQclear (result);
}

/* One result of the work at the head; takes @result. */
static void
take_result (HrtPgConnection *self, HrtPgWork *work, PGresult *result)
{
  switch (PQresultStatus (result))
    {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
      work->is_answered = TRUE;
      if (work->results != NULL && work->command < work->n_commands)
        _hrt_pg_results_take (work->results, work->command, result);
      else
        PQclear (result);
      break;
    case PGRES_PIPELINE_ABORTED: /* skipped because of an error before it */
      PQclear (result);
      break;
    case PGRES_PIPELINE_SYNC:
      PQclear (result);
      finish_work (self, work);
      break;
    case PGRES_FATAL_ERROR:
    case PGRES_NONFATAL_ERROR:
    case PGRES_BAD_RESPONSE:
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
    case PGRES_SINGLE_TUPLE:
    default:
      take_error (self, work, result);
      break;
    }
}

/* Takes what has arrived. Every callback may close this connection or queue more. */
static void
drain (HrtPgConnection *self)
{
  guint n_empty = 0;

  while (self->pg != NULL && !g_queue_is_empty (&self->works) && !PQisBusy (self->pg))
    {
      HrtPgWork *work = g_queue_peek_head (&self->works);
      PGresult *result = PQgetResult (self->pg);

      if (result != NULL)
        {
          n_empty = 0;
          take_result (self, work, result);
        }
      else if (PQstatus (self->pg) == CONNECTION_BAD || n_empty > 1)
        {
          /* Two "no more" in a row: libpq and we do not agree about what was asked. */
          break_down (self, _hrt_pg_error_from_connection (self->pg, "reading"));
        }
      else
        {
          n_empty++;
          if (work->command < work->n_commands)
            work->command++;
        }
    }
}

static void
take_notifications (HrtPgConnection *self)
{
  PGnotify *notification;

  while (self->pg != NULL && (notification = PQnotifies (self->pg)) != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_NOTIFICATION], 0, notification->relname,
                     notification->extra, notification->be_pid);
      PQfreemem (notification);
    }
}

static void
set_wants_out (HrtPgConnection *self, gboolean wants_out)
{
  if (self->wants_out == wants_out)
    return;
  self->wants_out = wants_out;
  _hrt_pg_watch_set_out (self->source, self->watch, wants_out);
}

/* Marks the line as broken; callers of send are told from the loop, never from inside their own
 * call. */
void
_hrt_pg_connection_set_broken (HrtPgConnection *self, const char *what)
{
  if (self->broken == NULL)
    self->broken = _hrt_pg_error_from_connection (self->pg, what);
  g_source_set_ready_time (self->source, 0);
}

void
_hrt_pg_connection_flush (HrtPgConnection *self)
{
  int left = PQflush (self->pg);

  if (left < 0)
    _hrt_pg_connection_set_broken (self, "sending");
  else
    set_wants_out (self, left == 1);
}

/* While the server owes an answer, silence has a limit. The alarm is moved only when it rings:
 * setting it wakes the loop by a system call, which is too dear to do for every batch. */
void
_hrt_pg_connection_arm_watchdog (HrtPgConnection *self)
{
  if (g_source_get_ready_time (self->source) == -1)
    g_source_set_ready_time (self->source, self->last_progress + self->silence_limit);
}

/* The alarm rang or the loop was woken. */
static gboolean
is_silent_too_long (HrtPgConnection *self)
{
  gint64 ready_time = g_source_get_ready_time (self->source);
  gint64 now = g_source_get_time (self->source);

  if (_hrt_pg_watch_is_ready (self->source, self->watch))
    self->last_progress = now;
  if (ready_time <= 0 || now < ready_time)
    return FALSE;
  if (!g_queue_is_empty (&self->works) && now >= self->last_progress + self->silence_limit)
    return TRUE;
  g_source_set_ready_time (self->source, g_queue_is_empty (&self->works)
                                             ? -1
                                             : self->last_progress + self->silence_limit);
  return FALSE;
}

static gboolean
has_input_waiting (HrtPgConnection *self)
{
  return self->pg != NULL && !g_queue_is_empty (&self->works) && !PQisBusy (self->pg);
}

/* libpq may have read ahead while it was flushing; then the socket stays quiet though there is
 * work. */
static gboolean
source_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return has_input_waiting (((ConnectionSource *) source)->connection);
}

static gboolean
source_check (GSource *source)
{
  HrtPgConnection *self = ((ConnectionSource *) source)->connection;

  return _hrt_pg_watch_is_ready (source, self->watch) || has_input_waiting (self);
}

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_autoptr (HrtPgConnection) self = g_object_ref (((ConnectionSource *) source)->connection);

  if (is_silent_too_long (self))
    {
      break_down (self, _hrt_pg_error_new (HRT_PG_ERROR_CONNECTION,
                                           "the database has stopped answering"));
      return G_SOURCE_REMOVE;
    }

  if (self->broken == NULL && PQconsumeInput (self->pg) == 0)
    _hrt_pg_connection_set_broken (self, "reading");
  else if (self->broken == NULL)
    _hrt_pg_connection_flush (self);

  take_notifications (self);
  drain (self); /* also after a break: the server's last words may already be here */
  if (self->pg != NULL && self->broken != NULL)
    break_down (self, g_steal_pointer (&self->broken));
  return self->pg != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static GSourceFuncs source_funcs = {
  source_prepare, source_check, source_dispatch, NULL, NULL, NULL
};

/* A server that ends a connection nobody is using says so in a message, and libpq passes it on as a
 * notice. If it were left unread, it would be taken for the answer to whatever is sent next. */
static void
on_notice (void *user_data, const PGresult *result)
{
  HrtPgConnection *self = user_data;
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);

  g_debug ("%s", PQresultErrorMessage (result));
  if (g_strcmp0 (severity, "FATAL") != 0 && g_strcmp0 (severity, "PANIC") != 0)
    return;
  if (self->broken == NULL)
    self->broken = _hrt_pg_error_from_result (result, "idle");
  g_source_set_ready_time (self->source, 0);
}

HrtPgConnection *
_hrt_pg_connection_adopt (PGconn *pg, guint silence_limit_ms)
{
  HrtPgConnection *self = g_object_new (HRT_TYPE_PG_CONNECTION, NULL);

  self->pg = pg;
  PQsetNoticeReceiver (pg, on_notice, self);
  /* A statement without a time limit may be silent for ever. */
  self->silence_limit =
      silence_limit_ms > 0 ? ((gint64) silence_limit_ms + SILENCE_GRACE_MS) * 1000 : G_MAXINT64 / 4;
  self->source = g_source_new (&source_funcs, sizeof (ConnectionSource));
  g_source_set_static_name (self->source, "HrtPgConnection");
  ((ConnectionSource *) self->source)->connection = self;
  self->watch = _hrt_pg_watch_add (self->source, PQsocket (pg));
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

/**
 * hrt_pg_connection_close: (skip)
 * @self: a connection
 *
 * Hangs up. What is still queued fails with %HRT_PG_ERROR_CONNECTION; the "closed" signal is not
 * emitted.
 */
void
hrt_pg_connection_close (HrtPgConnection *self)
{
  g_autoptr (HrtPgConnection) keep = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  if (self->pg == NULL)
    return;
  error = _hrt_pg_error_new (HRT_PG_ERROR_CONNECTION, "the connection was closed");
  disconnect (self);
  fail_all (self, error);
}

guint
hrt_pg_connection_get_n_queued (HrtPgConnection *self)
{
  return self->n_batches;
}

gboolean
hrt_pg_connection_is_open (HrtPgConnection *self)
{
  return self->pg != NULL && self->broken == NULL;
}

gboolean
hrt_pg_connection_is_stale (HrtPgConnection *self)
{
  return self->is_stale;
}

int
hrt_pg_connection_get_backend_pid (HrtPgConnection *self)
{
  return self->pg != NULL ? PQbackendPID (self->pg) : 0;
}

static void
hrt_pg_connection_dispose (GObject *object)
{
  hrt_pg_connection_close (HRT_PG_CONNECTION (object));
  G_OBJECT_CLASS (hrt_pg_connection_parent_class)->dispose (object);
}

static void
hrt_pg_connection_finalize (GObject *object)
{
  HrtPgConnection *self = HRT_PG_CONNECTION (object);

  for (guint i = 0; i < HRT_N_STATEMENTS; i++)
    g_clear_error (&self->prepare_errors[i]);
  g_clear_error (&self->broken);
  G_OBJECT_CLASS (hrt_pg_connection_parent_class)->finalize (object);
}

static void
hrt_pg_connection_class_init (HrtPgConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hrt_pg_connection_dispose;
  object_class->finalize = hrt_pg_connection_finalize;

  signals[SIGNAL_CLOSED] = g_signal_new ("closed", HRT_TYPE_PG_CONNECTION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_NOTIFICATION] =
      g_signal_new ("notification", HRT_TYPE_PG_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT);
}

static void
hrt_pg_connection_init (HrtPgConnection *self)
{
  self->thread = g_thread_self ();
  g_queue_init (&self->works);
  g_queue_init (&self->held);
}
