/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The object that a program holds while it uses the private PostgreSQL.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>

#define WATCH_MS         500
#define REVIVE_MAX       5 /* within REVIVE_SPAN_SECS; then it is a crash loop */
#define REVIVE_SPAN_SECS 60

/**
 * HrtPgCluster:
 *
 * The private PostgreSQL of one data directory: made on the first opening, joined when another
 * process runs it, started otherwise, stopped when its last user goes. A user is a process that
 * holds an open HrtPgCluster; however it ends, the server ends with the last of them.
 *
 * If the server goes away while it is open (killed, out of memory), it is started again and
 * HrtPgCluster::progress tells of it; connections must be made anew, the connection string stays.
 * HrtPgCluster::failed says that this did not work.
 *
 * Threading: belongs to the thread-default context it was made in; the blocking work runs in
 * worker threads, signals fire in that context.
 * Lifetime: held as long as the database is used. Letting go without hrt_pg_cluster_close_async()
 * gives the server up too, without waiting for it to stop.
 */
struct _HrtPgCluster
{
  GObject parent_instance;

  GMutex lock;            /* one worker at a time has @site */
  HrtPgClusterSite *site; /* (owned) */
  GMainContext *context;  /* (owned) */
  GSource *watch;         /* (owned) (nullable) */
  gboolean busy;
  gboolean opened;
  int is_wanted; /* atomic: a revival must not overtake a closing */
  guint n_revived;
  gint64 first_revival; /* monotonic us */
};

G_DEFINE_FINAL_TYPE (HrtPgCluster, hrt_pg_cluster, G_TYPE_OBJECT)
G_DEFINE_QUARK (hrt - pg - cluster - error - quark, hrt_pg_cluster_error)

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  HrtPgCluster *self; /* (owned) */
  HrtPgClusterStage stage;
  double fraction;
} Report;

static void
report_free (Report *report)
{
  g_object_unref (report->self);
  g_free (report);
}

static gboolean
on_report (gpointer user_data)
{
  Report *report = user_data;

  g_signal_emit (report->self, signals[SIGNAL_PROGRESS], 0, report->stage, report->fraction);
  return G_SOURCE_REMOVE;
}

/* In the worker: carries the news over. */
static void
send_report (HrtPgClusterStage stage, double fraction, gpointer user_data)
{
  HrtPgCluster *self = user_data;
  Report *report = g_new (Report, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *report = (Report){ g_object_ref (self), stage, fraction };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_report, report, (GDestroyNotify) report_free);
  g_source_attach (source, self->context);
}

static void
open_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HrtPgCluster *self = source;
  GError *error = NULL;
  gboolean opened;

  g_mutex_lock (&self->lock);
  self->site->cancellable = cancellable;
  opened = g_atomic_int_get (&self->is_wanted) && _hrt_pg_cluster_open (self->site, &error);
  self->site->cancellable = NULL;
  g_mutex_unlock (&self->lock);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (opened)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "closed meanwhile");
}

static void
run_worker (HrtPgCluster *self,
            GTaskThreadFunc worker,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, run_worker);
  self->busy = TRUE;
  g_task_run_in_thread (task, worker);
}

static void
stop_watch (HrtPgCluster *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
on_revived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtPgCluster *self = HRT_PG_CLUSTER (source);
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error) || !self->opened)
    return;
  if (g_error_matches (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START) &&
      self->n_revived < REVIVE_MAX)
    {
      g_message ("the database did not come up again, once more: %s", error->message);
      return; /* on_watch() sees that it is not up */
    }
  g_warning ("the database could not be started again: %s", error->message);
  stop_watch (self);
  self->opened = FALSE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
is_crash_loop (HrtPgCluster *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->first_revival > REVIVE_SPAN_SECS * G_USEC_PER_SEC)
    {
      self->first_revival = now;
      self->n_revived = 0;
    }
  return ++self->n_revived > REVIVE_MAX;
}

static gboolean
on_watch (gpointer user_data)
{
  HrtPgCluster *self = user_data;

  if (self->busy || _hrt_pg_cluster_is_up (self->site))
    return G_SOURCE_CONTINUE;
  if (is_crash_loop (self))
    {
      g_autoptr (GError) error = g_error_new_literal (
          HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
          _ ("The database stops again and again. Restart the computer; if that does not help, "
             "restore the last backup into a new data folder, with the folder “journal” of this "
             "one copied into it first: sales since then come back from it."));

      stop_watch (self);
      self->opened = FALSE;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return G_SOURCE_REMOVE;
    }
  g_message ("the database server went away; starting it again");
  run_worker (self, open_in_worker, NULL, on_revived, NULL);
  return G_SOURCE_CONTINUE;
}

static void
start_watch (HrtPgCluster *self)
{
  stop_watch (self);
  self->watch = g_timeout_source_new (WATCH_MS);
  g_source_set_callback (self->watch, on_watch, self, NULL);
  g_source_attach (self->watch, self->context);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtPgCluster *self = HRT_PG_CLUSTER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  self->busy = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->opened = TRUE;
  start_watch (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * hrt_pg_cluster_open_async:
 * @self: the cluster
 * @cancellable: (nullable): gives up waiting; a server already started stays until @self goes
 * @callback: called in the context of @self
 * @user_data: for @callback
 *
 * Makes, joins or starts the server and comes back when it takes connections. A first start takes
 * 1 to 5 seconds, a later one below one. HrtPgCluster::progress tells how far it is.
 *
 * Errors: `HRT_PG_CLUSTER_ERROR` with a message for people, in their language, that says what to
 * do; `G_IO_ERROR_CANCELLED`; `G_IO_ERROR_PENDING` while another opening or closing runs.
 */
void
hrt_pg_cluster_open_async (HrtPgCluster *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HRT_IS_PG_CLUSTER (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_cluster_open_async);
  if (self->busy || self->opened)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "the cluster is open already");
  else
    {
      g_atomic_int_set (&self->is_wanted, TRUE);
      run_worker (self, open_in_worker, cancellable, on_opened, g_steal_pointer (&task));
    }
}

gboolean
hrt_pg_cluster_open_finish (HrtPgCluster *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
close_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HrtPgCluster *self = source;

  g_mutex_lock (&self->lock);
  _hrt_pg_cluster_leave (self->site);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  HRT_PG_CLUSTER (source)->busy = FALSE;
  g_task_return_boolean (task, TRUE);
}

/**
 * hrt_pg_cluster_close_async:
 * @self: the cluster
 * @callback: called in the context of @self
 * @user_data: for @callback
 *
 * Gives the server up. When this process was its last user, comes back after the server has
 * stopped in good order. Close the pools first. Closing what is not open succeeds.
 */
void
hrt_pg_cluster_close_async (HrtPgCluster *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HRT_IS_PG_CLUSTER (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hrt_pg_cluster_close_async);
  stop_watch (self);
  self->opened = FALSE;
  g_atomic_int_set (&self->is_wanted, FALSE);
  run_worker (self, close_in_worker, NULL, on_closed, task);
}

gboolean
hrt_pg_cluster_close_finish (HrtPgCluster *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hrt_pg_cluster_dup_conninfo:
 * @self: an open cluster
 * @role: who to be
 *
 * Returns: (transfer full): libpq's connection string for that role, with its password: never to
 * be logged or given as an argument of a program
 */
char *
hrt_pg_cluster_dup_conninfo (HrtPgCluster *self, HrtPgRole role)
{
  static const char *const names[] = { "hrt_owner", "hrt_staff", "hrt_web" };

  g_return_val_if_fail (HRT_IS_PG_CLUSTER (self) && self->opened, NULL);
  g_return_val_if_fail (role < G_N_ELEMENTS (names), NULL);
  return _hrt_pg_cluster_site_dup_conninfo (self->site, names[role], HRT_PG_CLUSTER_DATABASE);
}

/**
 * hrt_pg_cluster_dup_program:
 * @self: an open cluster
 * @name: "pg_dump", "pg_restore", ...
 *
 * Returns: (transfer full) (nullable): the path of that program of the server's own version
 */
char *
hrt_pg_cluster_dup_program (HrtPgCluster *self, const char *name)
{
  char *path = NULL;

  g_return_val_if_fail (HRT_IS_PG_CLUSTER (self) && self->opened, NULL);
  g_mutex_lock (&self->lock);
  if (self->site->bin_dir != NULL || _hrt_pg_cluster_find_binaries (self->site, NULL))
    path = _hrt_pg_cluster_dup_program (self->site, name);
  g_mutex_unlock (&self->lock);
  return path;
}

static void
hrt_pg_cluster_finalize (GObject *object)
{
  HrtPgCluster *self = HRT_PG_CLUSTER (object);

  stop_watch (self);
  _hrt_pg_cluster_site_free (self->site);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (hrt_pg_cluster_parent_class)->finalize (object);
}

static void
hrt_pg_cluster_class_init (HrtPgClusterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_pg_cluster_finalize;

  /**
   * HrtPgCluster::progress:
   * @self: the cluster
   * @stage: an HrtPgClusterStage
   * @fraction: 0 to 1
   */
  signals[SIGNAL_PROGRESS] =
      g_signal_new ("progress", HRT_TYPE_PG_CLUSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_DOUBLE);
  /**
   * HrtPgCluster::failed:
   * @self: the cluster
   * @error: (type GError): why the server, that had gone away, could not be started again
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", HRT_TYPE_PG_CLUSTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hrt_pg_cluster_init (HrtPgCluster *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * hrt_pg_cluster_new:
 * @data_dir: the shop's data folder; made when missing
 *
 * Returns: (transfer full): a cluster, not opened yet
 */
HrtPgCluster *
hrt_pg_cluster_new (const char *data_dir)
{
  HrtPgCluster *self;

  g_return_val_if_fail (data_dir != NULL, NULL);
  self = g_object_new (HRT_TYPE_PG_CLUSTER, NULL);
  self->site = _hrt_pg_cluster_site_new (data_dir);
  self->site->progress = send_report;
  self->site->progress_data = self;
  return self;
}
