/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartUp: brings up the database behind a window that is already there.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-start-up.h"

#include <glib/gi18n.h>

#include "hrt-start-words.h"
#include "model/pg/hrt-pg-cluster.h"
#include "model/pg/hrt-pg-migrator.h"
#include "model/pg/hrt-pg-pool.h"

#define REOPEN_SECS 5

/**
 * HrtStartUp:
 *
 * The steps: the private cluster (or the passwords of a server that the owner names), the
 * migrations, the comparison of the sales with the journal beside the database. What comes after,
 * the services, is the #HrtDesk's. When the private server goes away later and its own revival
 * fails, it is tried again every few seconds. Threading: main thread; cluster, migrator and
 * comparison work in threads of their own. Lifetime: the application's.
 */
struct _HrtStartUp
{
  GObject parent_instance;

  char *data_dir;                   /* (owned) */
  HrtStartLogins *logins;           /* (owned) (nullable) to a server that is not ours */
  HrtPgCluster *cluster;            /* (owned) (nullable) the private one, otherwise */
  GError *error;                    /* (owned) (nullable) */
  HrtPgPool *pool;                  /* (owned) (nullable) while the journal is compared */
  HrtJournalComparison *comparison; /* (owned) (nullable) without a journal */
  GError *comparison_error;         /* (owned) (nullable) */
  char *conninfo[3]; /* (owned) (nullable) by HrtPgRole; they stay while the server is away */
  char *pg_dump;     /* (owned) (nullable) of the private server's version */
  guint reopen;      /* source */
  gboolean is_open;  /* the cluster; a later step may have failed all the same */
  gboolean is_lost;  /* the server went away and does not come back; @error says why */
  gboolean is_reopening;
  gboolean is_comparing;
  HrtStartUpState state;
  HrtPgClusterStage stage;
  double fraction; /* 0..1 of the whole start */
  gboolean is_migrating;
  gboolean is_first_run;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtStartUp, hrt_start_up, G_TYPE_OBJECT)

static void
move_to (HrtStartUp *self, HrtStartUpState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hrt_start_up_fail:
 * @error: what went wrong, now or in a step after the start-up's own
 */
void
hrt_start_up_fail (HrtStartUp *self, const GError *error)
{
  g_return_if_fail (HRT_IS_START_UP (self));

  g_warning ("start: %s", error->message);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->is_lost = FALSE; /* whoever tries again begins from the start */
  g_clear_handle_id (&self->reopen, g_source_remove);
  move_to (self, HRT_START_UP_FAILED);
}

static void
on_progress (HrtStartUp *self, HrtPgClusterStage stage, double fraction)
{
  self->stage = stage;
  self->fraction = CLAMP (fraction, 0, 1) * 0.85;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_pool_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  hrt_pg_pool_close_finish (HRT_PG_POOL (source), result, NULL);
}

/* What is missing is for the owner to know; it does not keep the shop closed. */
static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStartUp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgPool) pool = g_steal_pointer (&self->pool);

  self->is_comparing = FALSE;
  self->comparison = hrt_journal_compare_finish (result, &error);
  if (self->comparison == NULL)
    g_message ("the sales could not be compared with their journal: %s", error->message);
  g_clear_error (&self->comparison_error);
  self->comparison_error = g_steal_pointer (&error);
  hrt_pg_pool_close_async (pool, on_pool_closed, NULL);
  if (self->state != HRT_START_UP_WORKING) /* the cluster failed meanwhile */
    return;
  self->fraction = 1;
  move_to (self, HRT_START_UP_READY);
}

/* Before anything is sold: a sale that comes back needs its number. */
static void
compare_journal (HrtStartUp *self)
{
  g_autofree char *journal = g_build_filename (self->data_dir, "journal", NULL);
  g_autofree char *owner = hrt_start_up_dup_conninfo (self, HRT_PG_ROLE_OWNER);

  if (self->comparison != NULL || !g_file_test (journal, G_FILE_TEST_IS_DIR))
    {
      self->fraction = 1;
      move_to (self, HRT_START_UP_READY);
      return;
    }
  self->is_comparing = TRUE;
  self->fraction = 0.95;
  move_to (self, HRT_START_UP_WORKING);
  self->pool = hrt_pg_pool_new (owner);
  hrt_journal_compare_async (self->pool, self->data_dir, FALSE, NULL, on_compared,
                             g_object_ref (self));
}

static void
on_migrated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStartUp) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_migrating = FALSE;
  if (self->state != HRT_START_UP_WORKING) /* the cluster failed meanwhile, and said why */
    return;
  if (!hrt_pg_migrator_run_finish (result, &error))
    hrt_start_up_fail (self, error);
  else
    compare_journal (self);
}

static void
migrate (HrtStartUp *self)
{
  g_autofree char *owner = hrt_start_up_dup_conninfo (self, HRT_PG_ROLE_OWNER);

  self->is_migrating = TRUE;
  self->fraction = 0.9;
  move_to (self, HRT_START_UP_WORKING);
  hrt_pg_migrator_run_async (NULL, NULL, owner, NULL, on_migrated, g_object_ref (self));
}

static void
keep_conninfo (HrtStartUp *self)
{
  self->is_open = TRUE;
  for (guint role = 0; role < G_N_ELEMENTS (self->conninfo); role++)
    {
      g_free (self->conninfo[role]);
      self->conninfo[role] = hrt_pg_cluster_dup_conninfo (self->cluster, (HrtPgRole) role);
    }
  g_free (self->pg_dump);
  self->pg_dump = hrt_pg_cluster_dup_program (self->cluster, "pg_dump");
}

static void
on_cluster_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStartUp) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_pg_cluster_open_finish (self->cluster, result, &error))
    {
      hrt_start_up_fail (self, error);
      return;
    }
  keep_conninfo (self);
  migrate (self);
}

static gboolean
on_reopen_time (gpointer user_data)
{
  HrtStartUp *self = user_data;

  self->reopen = 0;
  hrt_start_up_reopen (self);
  return G_SOURCE_REMOVE;
}

/* The server went away and could not be started: told, and tried again until it can. */
static void
lose (HrtStartUp *self, const GError *error)
{
  g_message ("the database is away: %s", error->message);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->is_lost = TRUE;
  if (self->reopen == 0)
    self->reopen = g_timeout_add_seconds (REOPEN_SECS, on_reopen_time, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_cluster_failed (HrtStartUp *self, GError *error)
{
  self->is_open = FALSE;
  if (self->state == HRT_START_UP_READY)
    lose (self, error);
  else if (self->state == HRT_START_UP_WORKING)
    hrt_start_up_fail (self, error);
}

static void
on_reopened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStartUp) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_reopening = FALSE;
  if (!hrt_pg_cluster_open_finish (self->cluster, result, &error))
    {
      if (self->is_lost)
        lose (self, error);
      return;
    }
  self->is_open = TRUE;
  if (!self->is_lost) /* stopped, or failed otherwise meanwhile */
    return;
  keep_conninfo (self);
  self->is_lost = FALSE;
  g_clear_error (&self->error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hrt_start_up_reopen:
 *
 * Tries at once to start the private server that went away; does nothing when it did not.
 */
void
hrt_start_up_reopen (HrtStartUp *self)
{
  g_return_if_fail (HRT_IS_START_UP (self));

  if (!self->is_lost || self->is_reopening)
    return;
  g_clear_handle_id (&self->reopen, g_source_remove);
  self->is_reopening = TRUE;
  hrt_pg_cluster_open_async (self->cluster, NULL, on_reopened, g_object_ref (self));
}

/**
 * hrt_start_up_is_lost:
 *
 * Returns: whether the private server went away and could not be started again;
 * hrt_start_up_dup_problem() says why
 */
gboolean
hrt_start_up_is_lost (HrtStartUp *self)
{
  return self->is_lost;
}

static void
on_logins_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStartUp) self = user_data;

  if (hrt_start_logins_run_finish (self->logins, result))
    migrate (self);
  else
    move_to (self, HRT_START_UP_ASKING);
}

static void
run_logins (HrtStartUp *self)
{
  move_to (self, HRT_START_UP_WORKING);
  hrt_start_logins_run_async (self->logins, on_logins_run, g_object_ref (self));
}

/**
 * hrt_start_up_answer:
 * @password: that was asked for
 * @is_to_be_remembered: see hrt_start_logins_answer()
 *
 * Goes on; does nothing where no password is asked for.
 */
void
hrt_start_up_answer (HrtStartUp *self, const char *password, gboolean is_to_be_remembered)
{
  g_return_if_fail (HRT_IS_START_UP (self));

  if (self->state != HRT_START_UP_ASKING)
    return;
  hrt_start_logins_answer (self->logins, password, is_to_be_remembered);
  run_logins (self);
}

/**
 * hrt_start_up_skip:
 *
 * Goes on without the password that was asked for; only where hrt_start_logins_can_skip().
 */
void
hrt_start_up_skip (HrtStartUp *self)
{
  g_return_if_fail (HRT_IS_START_UP (self));

  if (self->state != HRT_START_UP_ASKING)
    return;
  hrt_start_logins_skip (self->logins);
  run_logins (self);
}

/**
 * hrt_start_up_begin:
 *
 * Begins, or begins again after a failure; otherwise nothing happens.
 */
void
hrt_start_up_begin (HrtStartUp *self)
{
  g_return_if_fail (HRT_IS_START_UP (self));

  if (self->state != HRT_START_UP_IDLE && self->state != HRT_START_UP_FAILED)
    return;
  g_clear_error (&self->error);
  self->stage = HRT_PG_CLUSTER_STAGE_CHECKING;
  self->fraction = 0;
  if (self->logins != NULL)
    {
      run_logins (self);
      return;
    }
  move_to (self, HRT_START_UP_WORKING);
  if (self->is_open) /* a later step is what failed */
    migrate (self);
  else
    hrt_pg_cluster_open_async (self->cluster, NULL, on_cluster_open, g_object_ref (self));
}

static void
on_cluster_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_pg_cluster_close_finish (HRT_PG_CLUSTER (source), result, &error))
    g_warning ("stopping the database: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/**
 * hrt_start_up_stop_async:
 *
 * Ends the private cluster when no other process uses it. Whatever used the database is to be
 * closed before.
 */
void
hrt_start_up_stop_async (HrtStartUp *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_start_up_stop_async);
  self->is_lost = FALSE;
  self->is_open = FALSE;
  g_clear_handle_id (&self->reopen, g_source_remove);
  if (self->cluster == NULL)
    g_task_return_boolean (task, TRUE);
  else
    hrt_pg_cluster_close_async (self->cluster, on_cluster_closed, g_steal_pointer (&task));
}

void
hrt_start_up_stop_finish (HrtStartUp *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

HrtStartUpState
hrt_start_up_get_state (HrtStartUp *self)
{
  return self->state;
}

/**
 * hrt_start_up_get_step_text:
 *
 * Returns: what is being done, for people
 */
const char *
hrt_start_up_get_step_text (HrtStartUp *self)
{
  if (self->state == HRT_START_UP_READY)
    return _ ("The database is ready.");
  if (self->is_comparing)
    return _ ("Comparing the sales with their second copy…");
  if (self->is_migrating)
    return _ ("Bringing the shop's data up to date…");
  return hrt_start_words_of_stage (self->stage);
}

double
hrt_start_up_get_fraction (HrtStartUp *self)
{
  return self->fraction;
}

/**
 * hrt_start_up_is_first_run:
 *
 * Returns: whether there was no database of ours when the program began
 */
gboolean
hrt_start_up_is_first_run (HrtStartUp *self)
{
  return self->is_first_run;
}

const char *
hrt_start_up_get_data_dir (HrtStartUp *self)
{
  return self->data_dir;
}

/**
 * hrt_start_up_dup_conninfo:
 *
 * Returns: (transfer full) (nullable): how @role connects. On a server that the owner named, the
 * desktop uses the login it was given, whatever that may do there; the web shop, which faces the
 * internet, has one of its own, or is not served here: %NULL
 */
char *
hrt_start_up_dup_conninfo (HrtStartUp *self, HrtPgRole role)
{
  if (self->logins == NULL)
    return g_strdup (self->conninfo[role]);
  return g_strdup (hrt_start_logins_get_conninfo (
      self->logins, role == HRT_PG_ROLE_WEB ? HRT_START_LOGIN_WEB : HRT_START_LOGIN_STAFF));
}

/**
 * hrt_start_up_get_logins:
 *
 * Returns: (transfer none) (nullable): to the server that the owner named; %NULL with a private one
 */
HrtStartLogins *
hrt_start_up_get_logins (HrtStartUp *self)
{
  return self->logins;
}

/**
 * hrt_start_up_has_own_database:
 *
 * Returns: whether the server is the private one, and not one that the owner named
 */
gboolean
hrt_start_up_has_own_database (HrtStartUp *self)
{
  return self->cluster != NULL;
}

/**
 * hrt_start_up_dup_pg_dump:
 *
 * Returns: (transfer full) (nullable): the path of pg_dump, of the private server's version if
 * there is one
 */
char *
hrt_start_up_dup_pg_dump (HrtStartUp *self)
{
  return self->pg_dump != NULL ? g_strdup (self->pg_dump) : g_find_program_in_path ("pg_dump");
}

/**
 * hrt_start_up_get_comparison:
 *
 * Returns: (transfer none) (nullable): what the start found out about sales that the journal knew
 * and the database did not; %NULL without a journal
 */
HrtJournalComparison *
hrt_start_up_get_comparison (HrtStartUp *self)
{
  return self->comparison;
}

/**
 * hrt_start_up_get_comparison_error:
 *
 * Returns: (transfer none) (nullable): why that could not be found out; %NULL when it was, or when
 * there is no journal
 */
const GError *
hrt_start_up_get_comparison_error (HrtStartUp *self)
{
  return self->comparison_error;
}

/**
 * hrt_start_up_dup_problem:
 * @advice: (out): what to do about it
 *
 * Returns: (transfer full): what is wrong, in plain words; only after a failure
 */
char *
hrt_start_up_dup_problem (HrtStartUp *self, char **advice)
{
  g_return_val_if_fail (self->error != NULL, NULL);

  return hrt_start_words_dup_problem (self->error, advice);
}

static void
hrt_start_up_finalize (GObject *object)
{
  HrtStartUp *self = HRT_START_UP (object);

  g_clear_object (&self->cluster);
  g_clear_object (&self->logins);
  g_clear_error (&self->error);
  g_clear_handle_id (&self->reopen, g_source_remove);
  g_clear_object (&self->pool);
  g_clear_pointer (&self->comparison, hrt_journal_comparison_free);
  g_clear_error (&self->comparison_error);
  for (guint role = 0; role < G_N_ELEMENTS (self->conninfo); role++)
    g_free (self->conninfo[role]);
  g_free (self->pg_dump);
  g_free (self->data_dir);
  G_OBJECT_CLASS (hrt_start_up_parent_class)->finalize (object);
}

static void
hrt_start_up_class_init (HrtStartUpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_start_up_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_START_UP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_start_up_init (HrtStartUp *self)
{
}

/**
 * hrt_start_up_new:
 * @data_dir: the shop's folder
 * @database: (nullable): conninfo of a server to use instead of a private cluster
 * @web_database: (nullable): conninfo for the web shop on that server, as hrt_web; %NULL when it is
 * served elsewhere. Of no meaning for a private cluster
 */
HrtStartUp *
hrt_start_up_new (const char *data_dir, const char *database, const char *web_database)
{
  HrtStartUp *self = g_object_new (HRT_TYPE_START_UP, NULL);
  g_autofree char *cluster = g_build_filename (data_dir, "cluster", "PG_VERSION", NULL);

  self->data_dir = g_strdup (data_dir);
  if (database != NULL)
    {
      self->logins = hrt_start_logins_new (database, web_database);
      return self;
    }
  self->is_first_run = !g_file_test (cluster, G_FILE_TEST_EXISTS);
  self->cluster = hrt_pg_cluster_new (data_dir);
  g_signal_connect_object (self->cluster, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cluster, "failed", G_CALLBACK (on_cluster_failed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
