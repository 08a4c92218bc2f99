/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtHousekeeping: one look a minute, whatever process it runs in.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-housekeeping.h"

#include <glib/gi18n-lib.h>

#include "hrt-backup.h"
#include "hrt-service.h"
#include "model/sales/hrt-sales.h"

/* The start belongs to the first screen. */
#define FIRST_RUN_SECS 10
#define RUN_SECS       60
#define SWEEP_SECS     3600
/* Of each kind; far below what the statement's time-out allows on a slow disk. */
#define SWEEP_AT_ONCE  5000
#define EXPIRE_AT_ONCE 200
/* A backup that failed is tried again, but not every minute. */
#define BACKUP_AGAIN_SECS 1800

/**
 * HrtHousekeeping:
 *
 * May run in any number of processes at once: sealing takes an advisory lock in the database,
 * expiring skips what others are at, sweeping and expiring find nothing the second time, and a
 * backup holds a lock in its folder and looks there first. Nothing that sells waits for any of it.
 * When the database is away, the next minute is as good.
 *
 * Threading: main context of its context; backups are written in a worker thread.
 * Lifetime: whoever runs the shop holds it and stops it before the context is closed; a backup
 * under way is given up then.
 */
struct _HrtHousekeeping
{
  GObject parent_instance;

  HrtContext *context; /* (owned) */
  guint timer;
  gint64 started;    /* monotonic us */
  gint64 last_sweep; /* monotonic us; 0 = never */
  gboolean has_sealed_all;

  char *pg_dump;  /* (owned) (nullable) */
  char *conninfo; /* (owned) (nullable) */
  char *folder;   /* (owned) (nullable) */
  guint keep;
  gboolean is_nightly;
  gboolean is_backing_up;
  gboolean is_asking;        /* whether the shop is quiet */
  gboolean is_folder_known;  /* @last_backup is what the folder says */
  char *last_backup;         /* (owned) (nullable) */
  gint64 last_time;          /* us since 1970 UTC */
  gint64 last_failure;       /* monotonic us; 0 = none */
  GError *backup_error;      /* (owned) (nullable) of the last try */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HrtHousekeeping, hrt_housekeeping, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One backup, in its worker. */
typedef struct
{
  HrtBackupPlan plan;
  char *data_dir; /* (owned) */
  gint64 not_before;
  gboolean only_look;
  gint64 time; /* of the newest backup, found or written */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free ((char *) job->plan.pg_dump);
  g_free ((char *) job->plan.conninfo);
  g_free ((char *) job->plan.folder);
  g_free (job->data_dir);
  g_free (job);
}

static void
emit_changed (HrtHousekeeping *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  char *path;

  if (job->only_look)
    {
      g_task_return_pointer (task, hrt_backup_find_last (job->plan.folder, &job->time), g_free);
      return;
    }
  path = hrt_backup_write (&job->plan, job->not_before, NULL, cancellable, &error);
  if (path == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (hrt_backup_find_last (job->plan.folder, &job->time));
  g_task_return_pointer (task, path, g_free);
}

static Job *
job_new (HrtHousekeeping *self)
{
  Job *job = g_new0 (Job, 1);

  job->data_dir = g_strdup (hrt_context_get_data_dir (self->context));
  job->plan.pg_dump = g_strdup (self->pg_dump);
  job->plan.conninfo = g_strdup (self->conninfo);
  job->plan.folder = g_strdup (self->folder);
  job->plan.data_dir = job->data_dir;
  job->plan.keep = self->keep;
  job->plan.now = hrt_clock_now (hrt_context_get_clock (self->context));
  return job;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtHousekeeping *self = HRT_HOUSEKEEPING (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  char *path = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_strcmp0 (job->plan.folder, self->folder) != 0) /* another one since */
    {
      g_free (path);
      return;
    }
  g_free (self->last_backup);
  self->last_backup = path;
  self->last_time = path != NULL ? job->time : 0;
  self->is_folder_known = TRUE;
  emit_changed (self);
}

static void
look (HrtHousekeeping *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);
  Job *job = job_new (self);

  g_task_set_source_tag (task, look);
  job->only_look = TRUE;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtHousekeeping *self = HRT_HOUSEKEEPING (source);
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  char *path = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_backing_up = FALSE;
  g_clear_error (&self->backup_error);
  self->last_failure = 0;
  if (path == NULL)
    {
      g_message ("backup: %s", error->message);
      /* Busy: another program is at it, and the next look finds what it has made. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) &&
          !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          self->last_failure = g_get_monotonic_time ();
          self->backup_error = g_error_copy (error);
        }
      emit_changed (self);
      g_task_return_error (task, error);
      return;
    }
  g_message ("backup: %s", path);
  g_free (self->last_backup);
  self->last_backup = g_strdup (path);
  self->last_time = job->time;
  emit_changed (self);
  g_task_return_pointer (task, path, g_free);
}

/* Takes @task. */
static void
back_up (HrtHousekeeping *self, gint64 not_before, GTask *task)
{
  g_autoptr (GTask) worker = g_task_new (self, self->cancellable, on_written, task);
  Job *job = job_new (self);

  g_task_set_source_tag (worker, back_up);
  job->not_before = not_before;
  g_task_set_task_data (worker, job, job_free);
  self->is_backing_up = TRUE;
  emit_changed (self);
  g_task_run_in_thread (worker, work);
}

static GTimeZone *
new_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name != NULL ? name : "Asia/Jakarta");

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static void
back_up_when_due (HrtHousekeeping *self, const char *zone_name, gint64 idle_secs)
{
  g_autoptr (GTimeZone) zone = new_zone (zone_name);
  gint64 now = hrt_clock_now (hrt_context_get_clock (self->context));
  gint64 running_secs = (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  GTask *task;

  if (self->is_backing_up ||
      !hrt_backup_is_due (self->last_time, now, zone, idle_secs, running_secs))
    return;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, back_up_when_due);
  back_up (self, hrt_backup_get_day_start (now, zone), task);
}

static void
on_activity_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtHousekeeping) self = user_data;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, NULL);
  HrtPgRows *rows = results != NULL ? hrt_pg_results_get_rows (results, 0) : NULL;

  self->is_asking = FALSE;
  if (rows == NULL || hrt_pg_rows_get_n (rows) == 0 || self->timer == 0)
    return;
  back_up_when_due (
      self, hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "time_zone")),
      hrt_pg_rows_get_int64 (rows, 0, hrt_pg_rows_find_column (rows, "idle_seconds")));
}

/* The question is only asked when the answer may matter. */
static void
think_of_backup (HrtHousekeeping *self)
{
  gint64 now = hrt_clock_now (hrt_context_get_clock (self->context));
  gint64 since_failure = g_get_monotonic_time () - self->last_failure;

  if (!self->is_nightly || !hrt_housekeeping_can_back_up (self) || self->is_backing_up ||
      self->is_asking || !self->is_folder_known ||
      (self->last_failure != 0 && since_failure < (gint64) BACKUP_AGAIN_SECS * G_USEC_PER_SEC) ||
      (self->last_time > 0 && now >= self->last_time &&
       now - self->last_time < G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC))
    return;
  self->is_asking = TRUE;
  hrt_pg_pool_query_async (hrt_context_get_pool (self->context), HRT_PG_LANE_READ,
                           HRT_STATEMENT_SHOP_GET_ACTIVITY, NULL, NULL, on_activity_known,
                           g_object_ref (self));
}

/* What fails here is tried again in a minute, and so is what was too much for one portion; whoever
 * works with the database has seen that it is away. */
static void
on_swept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtHousekeeping) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);

  if (results == NULL)
    g_debug ("sweeping sessions: %s", error->message);
  else if (hrt_pg_rows_get_int64 (hrt_pg_results_get_rows (results, 0), 0, 0) < SWEEP_AT_ONCE)
    self->last_sweep = g_get_monotonic_time ();
}

static void
on_sealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtHousekeeping) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);

  if (results != NULL)
    self->has_sealed_all = TRUE;
  else
    g_debug ("sealing the journal: %s", error->message);
}

static void
on_expired (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  hrt_sales_expire_orders_finish (HRT_SALES (source), result, &error);
  if (error != NULL)
    g_debug ("ending unpaid orders: %s", error->message);
}

/**
 * hrt_housekeeping_run_due:
 * @self: the housekeeping
 *
 * Does now what is due now; the timer calls it once a minute.
 */
void
hrt_housekeeping_run_due (HrtHousekeeping *self)
{
  HrtPgPool *pool = hrt_context_get_pool (self->context);
  gint64 now = g_get_monotonic_time ();

  hrt_pg_pool_query_async (pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SHOP_SEAL_JOURNAL,
                           hrt_pg_params_bool (hrt_pg_params_new (), !self->has_sealed_all), NULL,
                           on_sealed, g_object_ref (self));
  hrt_sales_expire_orders_async (hrt_context_get_sales (self->context), EXPIRE_AT_ONCE, NULL,
                                 on_expired, NULL);
  if (self->last_sweep == 0 || now - self->last_sweep >= (gint64) SWEEP_SECS * G_USEC_PER_SEC)
    hrt_pg_pool_query_async (pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SHOP_SWEEP_SESSIONS,
                             hrt_pg_params_int64 (hrt_pg_params_new (), SWEEP_AT_ONCE), NULL,
                             on_swept, g_object_ref (self));
  think_of_backup (self);
}

static gboolean
on_timer (gpointer user_data)
{
  HrtHousekeeping *self = user_data;

  hrt_housekeeping_run_due (self);
  self->timer = g_timeout_add_seconds (RUN_SECS, on_timer, self);
  return G_SOURCE_REMOVE;
}

/**
 * hrt_housekeeping_start:
 * @self: the housekeeping
 *
 * From now on once a minute; the first time in ten seconds.
 */
void
hrt_housekeeping_start (HrtHousekeeping *self)
{
  g_return_if_fail (HRT_IS_HOUSEKEEPING (self));

  if (self->timer != 0)
    return;
  self->started = g_get_monotonic_time ();
  self->timer = g_timeout_add_seconds (FIRST_RUN_SECS, on_timer, self);
}

/**
 * hrt_housekeeping_stop:
 * @self: the housekeeping
 *
 * Begins nothing more; a backup under way is given up and leaves nothing behind.
 */
void
hrt_housekeeping_stop (HrtHousekeeping *self)
{
  g_return_if_fail (HRT_IS_HOUSEKEEPING (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

/**
 * hrt_housekeeping_set_backup:
 * @self: the housekeeping
 * @pg_dump: (nullable): path of the program; %NULL: there is none, and no backups
 * @conninfo: of the owner role
 * @folder: where backups go
 * @keep: how many stay; 0 = all
 *
 * May be called again to change the folder.
 */
void
hrt_housekeeping_set_backup (HrtHousekeeping *self,
                             const char *pg_dump,
                             const char *conninfo,
                             const char *folder,
                             guint keep)
{
  g_return_if_fail (HRT_IS_HOUSEKEEPING (self));

  g_free (self->pg_dump);
  self->pg_dump = g_strdup (pg_dump);
  g_free (self->conninfo);
  self->conninfo = g_strdup (conninfo);
  g_free (self->folder);
  self->folder = g_strdup (folder);
  self->keep = keep;
  self->is_folder_known = FALSE;
  g_clear_error (&self->backup_error);
  self->last_failure = 0;
  look (self);
}

/**
 * hrt_housekeeping_set_nightly:
 * @self: the housekeeping
 * @is_nightly: whether a backup is made every day without being asked for
 */
void
hrt_housekeeping_set_nightly (HrtHousekeeping *self, gboolean is_nightly)
{
  self->is_nightly = is_nightly;
}

/**
 * hrt_housekeeping_back_up_async:
 * @self: the housekeeping
 * @callback: called when the backup is whole
 * @user_data: for @callback
 *
 * Backs up now, because somebody asked for it. Errors: `G_IO_ERROR_BUSY` while a backup is being
 * written, here or elsewhere; as hrt_backup_write().
 */
void
hrt_housekeeping_back_up_async (HrtHousekeeping *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_housekeeping_back_up_async);
  if (!hrt_housekeeping_can_back_up (self))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _ ("PostgreSQL's program pg_dump is not installed"));
  else if (self->is_backing_up)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "a backup is under way");
  else
    back_up (self, G_MAXINT64, g_steal_pointer (&task));
}

/**
 * hrt_housekeeping_back_up_finish:
 *
 * Returns: (transfer full) (nullable): the backup's folder
 */
char *
hrt_housekeeping_back_up_finish (HrtHousekeeping *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
hrt_housekeeping_can_back_up (HrtHousekeeping *self)
{
  return self->pg_dump != NULL && self->folder != NULL && self->conninfo != NULL;
}

gboolean
hrt_housekeeping_is_backing_up (HrtHousekeeping *self)
{
  return self->is_backing_up;
}

/**
 * hrt_housekeeping_get_folder:
 *
 * Returns: (nullable): where backups go
 */
const char *
hrt_housekeeping_get_folder (HrtHousekeeping *self)
{
  return self->folder;
}

/**
 * hrt_housekeeping_get_last_backup:
 * @self: the housekeeping
 * @time: (out): when it was begun, microseconds since 1970 UTC; 0 when there is none
 *
 * Returns: (nullable): the folder of the newest whole backup
 */
const char *
hrt_housekeeping_get_last_backup (HrtHousekeeping *self, gint64 *time)
{
  *time = self->last_time;
  return self->last_backup;
}

/**
 * hrt_housekeeping_get_backup_error:
 *
 * Returns: (transfer none) (nullable): why the last try failed; %NULL when it did not
 */
const GError *
hrt_housekeeping_get_backup_error (HrtHousekeeping *self)
{
  return self->backup_error;
}

static void
hrt_housekeeping_finalize (GObject *object)
{
  HrtHousekeeping *self = HRT_HOUSEKEEPING (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_error (&self->backup_error);
  g_free (self->pg_dump);
  g_free (self->conninfo);
  g_free (self->folder);
  g_free (self->last_backup);
  G_OBJECT_CLASS (hrt_housekeeping_parent_class)->finalize (object);
}

static void
hrt_housekeeping_class_init (HrtHousekeepingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_housekeeping_finalize;
  /**
   * HrtHousekeeping::changed:
   * @self: the housekeeping
   *
   * A backup began, ended or failed, or the newest one is known now.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_HOUSEKEEPING, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_housekeeping_init (HrtHousekeeping *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hrt_housekeeping_new:
 * @context: of role hrt_staff
 *
 * Returns: (transfer full): a housekeeping that does nothing yet
 */
HrtHousekeeping *
hrt_housekeeping_new (HrtContext *context)
{
  HrtHousekeeping *self = g_object_new (HRT_TYPE_HOUSEKEEPING, NULL);

  self->context = g_object_ref (context);
  self->started = g_get_monotonic_time ();
  return self;
}
