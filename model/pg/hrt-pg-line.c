/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgLine: who waits, who is sent where, when a connection is opened, replaced or given up.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-keeper.h"
#include "hrt-pg-line.h"
#include "hrt-pg-private.h"
#include "hrt-pg-request.h"

/* A server that restarts is back within this time, and requests wait for it; afterwards they are
 * refused at once. */
#define GRACE_USECS   (3 * G_USEC_PER_SEC)
#define LIFETIME_SECS 3600

/* One open connection. */
typedef struct
{
  HrtPgLine *line;             /* unowned */
  HrtPgConnection *connection; /* (owned) */
  gint64 expires;              /* monotonic us */
  gulong closed_id;
} Member;

typedef struct
{
  GSource source;
  HrtPgLine *line; /* unowned: the line destroys its timer */
} LineTimer;

struct _HrtPgLine
{
  grefcount ref_count;
  HrtPgLineConfig config;
  char *conninfo;         /* (owned) */
  char *application_name; /* (owned) */
  char *role;             /* (owned) (nullable) the only login that is taken */
  HrtPgLineRefused refused;
  gpointer refused_data; /* unowned: it closes the line before it goes */
  GMainContext *context; /* (owned) */
  GSource *timer;        /* (owned) */
  gint64 alarm;          /* what the timer is set to; -1 = off */

  GPtrArray *members; /* (owned) (element-type Member) */
  GQueue waiting;     /* (owned) (element-type HrtPgRequest) in the order they came */
  guint n_opening;
  guint n_running;

  guint backoff_ms;
  gint64 next_attempt;  /* monotonic us; 0 = at once */
  gint64 down_since;    /* monotonic us; 0 = not down */
  GError *last_failure; /* (owned) (nullable) why the last attempt to connect failed */

  gboolean is_closed;
  void (*drained) (gpointer user_data);
  gpointer drained_data;
};

static void pump (HrtPgLine *self);

static void
member_free (Member *member)
{
  g_signal_handler_disconnect (member->connection, member->closed_id);
  hrt_pg_connection_close (member->connection);
  g_object_unref (member->connection);
  g_free (member);
}

static HrtPgLine *
line_ref (HrtPgLine *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

static gboolean
on_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  HrtPgLine *self = ((LineTimer *) source)->line;

  self->alarm = -1;
  g_source_set_ready_time (source, -1);
  pump (self);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs timer_funcs = { NULL, NULL, on_timer, NULL, NULL, NULL };

/* Copies the texts of @config. Connects when the first request comes. */
HrtPgLine *
_hrt_pg_line_new (const HrtPgLineConfig *config)
{
  HrtPgLine *self = g_new0 (HrtPgLine, 1);

  g_ref_count_init (&self->ref_count);
  self->config = *config;
  self->conninfo = g_strdup (config->conninfo);
  self->application_name = g_strdup (config->application_name);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  g_queue_init (&self->waiting);
  self->backoff_ms = 0;
  self->context = g_main_context_ref_thread_default ();
  self->alarm = -1;
  self->timer = g_source_new (&timer_funcs, sizeof (LineTimer));
  ((LineTimer *) self->timer)->line = self;
  g_source_set_static_name (self->timer, "HrtPgLine");
  g_source_attach (self->timer, self->context);
  return self;
}

void
_hrt_pg_line_unref (HrtPgLine *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_ptr_array_unref (self->members);
  g_assert (g_queue_is_empty (&self->waiting)); /* every request's task holds the pool */
  g_clear_error (&self->last_failure);
  g_main_context_unref (self->context);
  g_free (self->conninfo);
  g_free (self->application_name);
  g_free (self->role);
  g_free (self);
}

/* For what comes from now on. */
void
_hrt_pg_line_set_limits (HrtPgLine *self,
                         guint max_connections,
                         guint max_waiting,
                         guint deadline_ms)
{
  self->config.max_connections = max_connections;
  self->config.max_waiting = max_waiting;
  self->config.deadline_ms = deadline_ms;
}

void
_hrt_pg_line_set_statement_timeout (HrtPgLine *self, guint statement_timeout_ms)
{
  self->config.statement_timeout_ms = statement_timeout_ms;
}

void
_hrt_pg_line_demand_role (HrtPgLine *self,
                          const char *role,
                          HrtPgLineRefused refused,
                          gpointer user_data)
{
  g_free (self->role);
  self->role = g_strdup (role);
  self->refused = refused;
  self->refused_data = user_data;
}

static void
set_alarm (HrtPgLine *self, gint64 when)
{
  if (self->alarm == when)
    return;
  self->alarm = when;
  g_source_set_ready_time (self->timer, when);
}

static void
finish_close (HrtPgLine *self)
{
  void (*drained) (gpointer) = self->drained;

  if (!self->is_closed || drained == NULL || self->members->len > 0 || self->n_opening > 0)
    return;
  self->drained = NULL;
  drained (self->drained_data);
}

/* Worn out, or not wanted any more? Only looked at when nothing runs on it. */
static gboolean
is_spent (HrtPgLine *self, Member *member)
{
  return self->is_closed || hrt_pg_connection_is_stale (member->connection) ||
         !hrt_pg_connection_is_open (member->connection) ||
         g_get_monotonic_time () >= member->expires;
}

/* A shared connection is never idle for long under load: once it is spent it gets nothing new and
 * ends by itself. */
static gboolean
takes_more (HrtPgLine *self, Member *member)
{
  guint n = hrt_pg_connection_get_n_queued (member->connection);

  return n < self->config.depth && !is_spent (self, member) &&
         (n > 0 || self->config.may_retry || hrt_pg_connection_probe (member->connection));
}

static void
drop_spent (HrtPgLine *self)
{
  for (guint i = self->members->len; i > 0; i--)
    {
      Member *member = g_ptr_array_index (self->members, i - 1);

      if (hrt_pg_connection_get_n_queued (member->connection) == 0 && is_spent (self, member))
        g_ptr_array_remove_index (self->members, i - 1);
    }
}

static Member *
find_member (HrtPgLine *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      if (takes_more (self, member))
        return member;
    }
  return NULL;
}

/* Connections that will take requests now or after what they do. */
static guint
count_useful (HrtPgLine *self)
{
  guint n = self->n_opening;

  for (guint i = 0; i < self->members->len; i++)
    n += !is_spent (self, g_ptr_array_index (self->members, i));
  return n;
}

static void
on_closed (HrtPgConnection *connection, const GError *error, gpointer user_data)
{
  Member *member = user_data;
  HrtPgLine *self = line_ref (member->line);

  g_ptr_array_remove (self->members, member);
  pump (self);
  finish_close (self);
  _hrt_pg_line_unref (self);
}

static void
add_member (HrtPgLine *self, HrtPgConnection *connection)
{
  Member *member = g_new0 (Member, 1);
  gint64 lifetime = (gint64) (LIFETIME_SECS * g_random_double_range (0.9, 1.1) * G_USEC_PER_SEC);

  member->line = self;
  member->connection = connection;
  member->expires = g_get_monotonic_time () + lifetime;
  member->closed_id = g_signal_connect (connection, "closed", G_CALLBACK (on_closed), member);
  g_ptr_array_add (self->members, member);
  self->down_since = 0;
  self->next_attempt = 0;
  self->backoff_ms = 0;
  g_clear_error (&self->last_failure);
}

/* Every request that waits ends with @error; what their callbacks submit is not among them. */
static void
fail_waiting (HrtPgLine *self, const GError *error)
{
  GQueue failed = self->waiting;
  HrtPgRequest *request;

  g_queue_init (&self->waiting);
  while ((request = g_queue_pop_head (&failed)) != NULL)
    {
      request->is_waiting = FALSE;
      _hrt_pg_request_return_error (request, g_error_copy (error));
      _hrt_pg_request_unref (request);
    }
}

static void
note_failure (HrtPgLine *self, GError *error)
{
  gint64 now = g_get_monotonic_time ();

  g_clear_error (&self->last_failure);
  self->last_failure = error;
  self->backoff_ms = _hrt_pg_backoff_next_ms (self->backoff_ms);
  self->next_attempt = now + self->backoff_ms * 1000;
  if (self->down_since == 0)
    self->down_since = now;
  g_debug ("%s: %s; next attempt in %u ms", self->application_name, error->message,
           self->backoff_ms);
}

static gboolean
is_given_up (HrtPgLine *self)
{
  return self->last_failure != NULL &&
         (g_get_monotonic_time () - self->down_since > GRACE_USECS ||
          g_error_matches (self->last_failure, HRT_PG_ERROR, HRT_PG_ERROR_VERSION) ||
          g_error_matches (self->last_failure, HRT_PG_ERROR, HRT_PG_ERROR_PERMISSION));
}

static void
tell_refusal (HrtPgLine *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_closed || self->refused == NULL ||
      !g_error_matches (self->last_failure, HRT_PG_ERROR, HRT_PG_ERROR_PERMISSION))
    return;
  error = g_error_copy (self->last_failure);
  self->refused (error, self->refused_data);
}

static void
on_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtPgLine *self = user_data; /* (owned) */
  GError *error = NULL;
  HrtPgConnection *connection = hrt_pg_connection_open_finish (result, &error);

  self->n_opening--;
  if (connection != NULL)
    add_member (self, connection);
  else
    {
      note_failure (self, error);
      tell_refusal (self); /* first: whoever waits may go on without the database */
      if (is_given_up (self))
        fail_waiting (self, self->last_failure);
    }
  if (self->is_closed)
    drop_spent (self);
  pump (self);
  finish_close (self);
  _hrt_pg_line_unref (self);
}

static void
open_one (HrtPgLine *self)
{
  HrtPgConnectionConfig config = { self->conninfo, self->application_name,
                                   self->config.statement_timeout_ms, self->config.lock_timeout_ms,
                                   self->role };

  self->n_opening++;
  hrt_pg_connection_open_async (&config, NULL, on_open_ready, line_ref (self));
}

/* May this batch be sent once more without anybody noticing? */
static gboolean
should_repeat (HrtPgLine *self, HrtPgRequest *request, const HrtPgOutcome *outcome)
{
  if (outcome->error == NULL || request->is_repeated || self->is_closed)
    return FALSE;
  /* The server refused an outdated plan: whatever it was, it was rolled back. */
  if (hrt_pg_connection_is_stale (request->connection) &&
      (g_strcmp0 (hrt_pg_error_get_sqlstate (outcome->error), "26000") == 0 ||
       g_strcmp0 (hrt_pg_error_get_sqlstate (outcome->error), "0A000") == 0))
    return TRUE;
  return self->config.may_retry &&
         (outcome->is_stray || (!outcome->answered && g_error_matches (outcome->error, HRT_PG_ERROR,
                                                                       HRT_PG_ERROR_CONNECTION)));
}

static void
on_batch_done (HrtPgConnection *connection, const HrtPgOutcome *outcome, gpointer user_data)
{
  g_autoptr (HrtPgRequest) request = user_data;
  HrtPgLine *self = line_ref (request->line);

  self->n_running--;
  if (request->task != NULL && should_repeat (self, request, outcome))
    {
      request->is_repeated = TRUE;
      request->is_waiting = TRUE;
      g_queue_push_head (&self->waiting, _hrt_pg_request_ref (request));
    }
  request->connection = NULL;
  request->work = NULL;

  drop_spent (self);
  pump (self); /* who waits comes before whatever the callback is going to ask for */
  if (!request->is_waiting && request->connection == NULL)
    {
      if (outcome->error != NULL)
        _hrt_pg_request_return_error (request, g_error_copy (outcome->error));
      else
        _hrt_pg_request_return_results (request, hrt_pg_results_ref (outcome->results));
    }
  finish_close (self);
  _hrt_pg_line_unref (self);
}

static void
run (HrtPgLine *self, Member *member, HrtPgRequest *request)
{
  request->is_waiting = FALSE;
  request->connection = member->connection;
  self->n_running++;
  request->work =
      hrt_pg_connection_send (member->connection, request->batch, on_batch_done, request);
}

static void
fail_late (HrtPgLine *self)
{
  gint64 now = g_get_monotonic_time ();
  HrtPgRequest *request;

  /* All have the same patience, so the first in the queue is the first to lose it (a changed limit
   * may delay one). */
  while ((request = g_queue_peek_head (&self->waiting)) != NULL && request->deadline <= now)
    {
      GError *error = g_error_new (HRT_PG_ERROR, HRT_PG_ERROR_TIMEOUT,
                                   "no connection became free within %u ms%s%s",
                                   self->config.deadline_ms, self->last_failure ? ": " : "",
                                   self->last_failure ? self->last_failure->message : "");

      g_queue_pop_head (&self->waiting);
      request->is_waiting = FALSE;
      _hrt_pg_request_return_error (request, error);
      _hrt_pg_request_unref (request);
    }
}

/* Moves everything that can move: expired requests out, waiting ones onto connections, new
 * connections open. */
static void
pump (HrtPgLine *self)
{
  gint64 now = g_get_monotonic_time ();
  HrtPgRequest *head;
  Member *member;

  fail_late (self);
  while (!g_queue_is_empty (&self->waiting) && (member = find_member (self)) != NULL)
    run (self, member, g_queue_pop_head (&self->waiting));

  while (self->n_opening < self->waiting.length && now >= self->next_attempt &&
         count_useful (self) < self->config.max_connections)
    open_one (self);

  head = g_queue_peek_head (&self->waiting);
  if (head == NULL)
    set_alarm (self, -1);
  else if (self->n_opening == 0 && self->next_attempt > now)
    set_alarm (self, MIN (head->deadline, self->next_attempt));
  else
    set_alarm (self, head->deadline);
}

/* Why a new request cannot even wait, or NULL. */
static GError *
find_refusal (HrtPgLine *self)
{
  if (self->is_closed)
    return _hrt_pg_error_new (HRT_PG_ERROR_CONNECTION, "the pool is closed");
  if (is_given_up (self) && g_get_monotonic_time () < self->next_attempt)
    return g_error_copy (self->last_failure);
  if (self->waiting.length >= self->config.max_waiting)
    return g_error_new (HRT_PG_ERROR, HRT_PG_ERROR_POOL_EXHAUSTED, "%s: %u requests wait already",
                        self->application_name, self->waiting.length);
  return NULL;
}

/* Takes @task and @batch over. Sends at once if a connection is free; otherwise the request waits,
 * or is refused. */
void
_hrt_pg_line_submit (HrtPgLine *self, GTask *task, HrtPgBatch *batch)
{
  HrtPgRequest *request = _hrt_pg_request_new (self, self->context, task, batch);
  GError *refusal;

  if (_hrt_pg_request_return_if_cancelled (request))
    {
      _hrt_pg_request_unref (request);
      return;
    }

  refusal = find_refusal (self);
  if (refusal != NULL)
    {
      _hrt_pg_request_return_error (request, refusal);
      _hrt_pg_request_unref (request);
      return;
    }
  request->deadline = g_get_monotonic_time () + (gint64) self->config.deadline_ms * 1000;
  request->is_waiting = TRUE;
  g_queue_push_tail (&self->waiting, request);
  pump (self);
}

/* From the request's own cancellable, in our context. */
void
_hrt_pg_line_cancel (HrtPgLine *self, HrtPgRequest *request)
{
  if (request->is_waiting)
    {
      g_queue_remove (&self->waiting, request);
      request->is_waiting = FALSE;
      _hrt_pg_request_unref (request);
    }
  else if (request->work != NULL)
    hrt_pg_connection_cancel (request->connection, request->work);
}

/* Refuses what comes and what waits, lets what runs end; then calls @drained, perhaps from inside
 * this call. */
void
_hrt_pg_line_close (HrtPgLine *self, void (*drained) (gpointer user_data), gpointer user_data)
{
  g_autoptr (GError) error = _hrt_pg_error_new (HRT_PG_ERROR_CONNECTION, "the pool was closed");

  self->is_closed = TRUE;
  self->drained = drained;
  self->drained_data = user_data;
  fail_waiting (self, error);
  drop_spent (self);
  finish_close (self);
}

guint
_hrt_pg_line_get_n_running (HrtPgLine *self)
{
  return self->n_running;
}

guint
_hrt_pg_line_get_n_waiting (HrtPgLine *self)
{
  return self->waiting.length;
}

guint
_hrt_pg_line_get_n_connections (HrtPgLine *self)
{
  return self->members->len;
}
