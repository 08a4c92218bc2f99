/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Opening a cluster, step by step: join the server that runs, or make it, clean up after a crash
 * and start it. Blocking; runs in a worker thread.
 *
 * Three locks in the data folder, all given up by the kernel when the holder dies:
 *   start.lock   exclusive while one process opens, so that two never make or start the same thing
 *   users.lock   shared by every process that uses the server; the supervisor waits for it
 *   server.lock  exclusive, inherited by initdb, the server and all their children: held = somebody
 *                works in the cluster
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define START_PATIENCE_MS (120 * 1000) /* another process may be making the cluster */
#define STOP_PATIENCE_MS  (60 * 1000)  /* the server may be stopping: its last checkpoint */
#define JOIN_PATIENCE_MS  (15 * 1000)
#define JOIN_STEP_MS      20
#define CONTROL_STATE_AT  16 /* byte offset of DBState in pg_control, versions 12 to 18 */
#define CONTROL_SHUT_DOWN 1

static char *
dup_path (HrtPgClusterSite *site, const char *name)
{
  return g_build_filename (site->data_dir, name, NULL);
}

HrtPgClusterSite *
_hrt_pg_cluster_site_new (const char *data_dir)
{
  HrtPgClusterSite *site = g_new0 (HrtPgClusterSite, 1);

  site->data_dir = g_canonicalize_filename (data_dir, NULL);
  site->cluster_dir = dup_path (site, "cluster");
  site->users_fd = -1;
  site->server_fd = -1;
  return site;
}

void
_hrt_pg_cluster_site_free (HrtPgClusterSite *site)
{
  _hrt_pg_cluster_os_close (site->users_fd);
  g_free (site->data_dir);
  g_free (site->cluster_dir);
  g_free (site->address);
  g_free (site->bin_dir);
  g_free (site->supervisor);
  g_clear_pointer (&site->secrets, g_key_file_unref);
  g_free (site);
}

void
_hrt_pg_cluster_site_report (HrtPgClusterSite *site, HrtPgClusterStage stage, double fraction)
{
  if (site->progress != NULL)
    site->progress (stage, fraction, site->progress_data);
}

char *
_hrt_pg_cluster_site_dup_conninfo (HrtPgClusterSite *site, const char *role, const char *database)
{
  g_autofree char *password = _hrt_pg_cluster_dup_secret (site, role);
  GString *text = g_string_new (NULL);

  _hrt_pg_cluster_address_append (site, text);
  _hrt_pg_login_append_setting (text, "dbname", database);
  _hrt_pg_login_append_setting (text, "user", role);
  _hrt_pg_login_append_setting (text, "password", password);
  return g_string_free (text, FALSE);
}

/* The address written down by the last start. */
gboolean
_hrt_pg_cluster_address_read (HrtPgClusterSite *site)
{
  g_autofree char *path = dup_path (site, "cluster.state");
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || *g_strstrip (text) == '\0')
    return FALSE;
  g_free (site->address);
  site->address = g_steal_pointer (&text);
  return TRUE;
}

/* Written down for those who join. */
gboolean
_hrt_pg_cluster_address_write (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *state = dup_path (site, "cluster.state");

  return _hrt_pg_cluster_os_write_file (state, site->address, 0600, NULL, error);
}

static gboolean
set_damaged (HrtPgClusterSite *site, GError **error)
{
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DAMAGED,
               /* Translators: %s is a folder. */
               _ ("%s is there but is not a whole database: files are missing. Keep it, choose a "
                  "new data folder, copy the folder “journal” beside it into that, and restore the "
                  "last backup there: sales since then come back from the journal."),
               site->cluster_dir);
  return FALSE;
}

static gboolean
set_vanished (HrtPgClusterSite *site, GError **error)
{
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DAMAGED,
               /* Translators: %s is a folder. */
               _ ("The database's folder %s is gone. If it is on a disk of its own, connect that "
                  "disk again; else choose a new data folder, copy the folder “journal” beside it "
                  "into that, and restore the last backup there: sales since then come back from "
                  "the journal."),
               site->cluster_dir);
  return FALSE;
}

/* Whether the server was stopped in good order the last time. */
static gboolean
check_control_file (HrtPgClusterSite *site, gboolean *clean, GError **error)
{
  g_autofree char *path = g_build_filename (site->cluster_dir, "global", "pg_control", NULL);
  g_autofree char *text = NULL;
  gsize length;
  guint32 state;

  if (!g_file_get_contents (path, &text, &length, NULL) || length < CONTROL_STATE_AT + sizeof state)
    return set_damaged (site, error);
  memcpy (&state, text + CONTROL_STATE_AT, sizeof state);
  *clean = state == CONTROL_SHUT_DOWN;
  return TRUE;
}

static gboolean
look_at_old (HrtPgClusterSite *site, gboolean *clean, GError **error)
{
  return check_control_file (site, clean, error) &&
         _hrt_pg_cluster_os_check_space (site->cluster_dir, HRT_PG_CLUSTER_START_MIB, error) &&
         _hrt_pg_cluster_load_secrets (site, FALSE, error) &&
         _hrt_pg_cluster_write_settings (site, site->cluster_dir, error);
}

/* Where the cluster is kept elsewhere (dup_place() in hrt-pg-cluster-create.c) the server must be
 * given that path: it cannot pass through the folder that holds the link. */
static void
follow_link (HrtPgClusterSite *site)
{
  g_autofree char *usual = dup_path (site, "cluster");
  char *target = g_file_read_link (usual, NULL);

  if (target != NULL && g_path_is_absolute (target))
    {
      g_free (site->cluster_dir);
      site->cluster_dir = g_steal_pointer (&target);
    }
  g_free (target);
}

/* Whether a server ran here once: its address is written down at each start and stays. */
static gboolean
was_made_before (HrtPgClusterSite *site)
{
  g_autofree char *state = dup_path (site, "cluster.state");

  return site->was_open || g_file_test (state, G_FILE_TEST_EXISTS);
}

/* Whether a new cluster is to be made; an old one must be ours and look whole. One that is gone (a
 * disk that is not there today) is not made anew, empty. */
static gboolean
is_fresh (HrtPgClusterSite *site, gboolean *fresh, GError **error)
{
  g_autofree char *usual = dup_path (site, "cluster");
  g_autofree char *version = NULL;

  *fresh = _hrt_pg_cluster_os_is_vacant (usual);
  if (*fresh)
    return !was_made_before (site) || set_vanished (site, error);
  follow_link (site);
  version = g_build_filename (site->cluster_dir, "PG_VERSION", NULL);
  if (!g_file_test (site->cluster_dir, G_FILE_TEST_IS_DIR))
    return set_damaged (site, error);
  if (!_hrt_pg_cluster_os_adopt_owner (&site->user, site->cluster_dir, error))
    return FALSE;
  return g_file_test (version, G_FILE_TEST_EXISTS) || set_damaged (site, error);
}

static gboolean
start_here (HrtPgClusterSite *site, GError **error)
{
  gboolean fresh;
  gboolean clean = TRUE;

  if (!is_fresh (site, &fresh, error))
    return FALSE;
  if (!_hrt_pg_cluster_find_binaries (site, error) ||
      !(fresh ? _hrt_pg_cluster_create (site, error) : look_at_old (site, &clean, error)) ||
      !_hrt_pg_cluster_address_choose (site, error) || !_hrt_pg_cluster_clear_stale (site, error))
    return FALSE;
  follow_link (site); /* the creation may have made it */
  if (site->repair && !_hrt_pg_cluster_repair_superuser (site, error))
    return FALSE;
  _hrt_pg_cluster_site_report (
      site, clean ? HRT_PG_CLUSTER_STAGE_STARTING : HRT_PG_CLUSTER_STAGE_RECOVERING, 0.6);
  if (!_hrt_pg_cluster_start (site, error))
    return FALSE;
  if (!fresh && !site->repair && _hrt_pg_cluster_can_connect (site))
    return TRUE;
  _hrt_pg_cluster_site_report (site, HRT_PG_CLUSTER_STAGE_PREPARING, 0.8);
  site->repair = FALSE;
  return _hrt_pg_cluster_provision (site, error);
}

static gboolean
try_join (HrtPgClusterSite *site)
{
  g_autofree char *secrets = dup_path (site, "secrets");

  return g_file_test (secrets, G_FILE_TEST_EXISTS) && _hrt_pg_cluster_address_read (site) &&
         _hrt_pg_cluster_load_secrets (site, FALSE, NULL) && _hrt_pg_cluster_can_connect (site);
}

/* Joins the living server, or starts one when there is none (any more). */
static gboolean
join_or_start (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *path = dup_path (site, "server.lock");

  for (guint waited = 0; waited < JOIN_PATIENCE_MS; waited += JOIN_STEP_MS)
    {
      g_autoptr (GError) local = NULL;

      site->server_fd = _hrt_pg_cluster_os_lock (path, TRUE, 0, NULL, &local);
      if (site->server_fd >= 0)
        {
          gboolean started = start_here (site, error);

          _hrt_pg_cluster_os_close (site->server_fd);
          site->server_fd = -1;
          return started;
        }
      if (!g_error_matches (local, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_FOREIGN))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (try_join (site))
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (site->cancellable, error))
        return FALSE;
      g_usleep (JOIN_STEP_MS * 1000);
    }
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_FOREIGN,
               /* Translators: %s is a folder. */
               _ ("The database in %s is running but does not answer. Close every Hurtrock window, "
                  "wait half a minute, and start again."),
               site->data_dir);
  return FALSE;
}

/* The data folder: private, but when root hands the server to another user, that one must be able
 * to pass through. */
static gboolean
prepare_data_dir (HrtPgClusterSite *site, GError **error)
{
  if (!_hrt_pg_cluster_os_choose_user (&site->user, error))
    return FALSE;
  return _hrt_pg_cluster_os_make_dir (site->data_dir, site->user.drop ? 0711 : 0700, error);
}

gboolean
_hrt_pg_cluster_open (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *start = dup_path (site, "start.lock");
  g_autofree char *users = dup_path (site, "users.lock");
  int start_fd;
  gboolean opened;

  _hrt_pg_cluster_site_report (site, HRT_PG_CLUSTER_STAGE_CHECKING, 0);
  if (!prepare_data_dir (site, error))
    return FALSE;
  start_fd = _hrt_pg_cluster_os_lock (start, TRUE, START_PATIENCE_MS, site->cancellable, error);
  if (start_fd < 0)
    return FALSE;
  /* From here on a running server stays: one that is stopping holds this lock until it is gone. */
  if (site->users_fd < 0)
    site->users_fd =
        _hrt_pg_cluster_os_lock (users, FALSE, STOP_PATIENCE_MS, site->cancellable, error);
  opened = site->users_fd >= 0 && join_or_start (site, error);
  _hrt_pg_cluster_os_close (start_fd);
  if (opened)
    {
      site->was_open = TRUE;
      _hrt_pg_cluster_site_report (site, HRT_PG_CLUSTER_STAGE_READY, 1);
    }
  else
    {
      _hrt_pg_cluster_os_close (site->users_fd);
      site->users_fd = -1;
    }
  return opened;
}

/* Gives the server up. When this was its last user, waits until it has stopped. */
void
_hrt_pg_cluster_leave (HrtPgClusterSite *site)
{
  gboolean last;

  if (site->users_fd < 0)
    return;
  last = _hrt_pg_cluster_os_leave_lock (site->users_fd);
  site->users_fd = -1;
  for (guint waited = 0; last && waited < STOP_PATIENCE_MS && _hrt_pg_cluster_is_up (site);
       waited += JOIN_STEP_MS)
    g_usleep (JOIN_STEP_MS * 1000);
}

gboolean
_hrt_pg_cluster_is_up (HrtPgClusterSite *site)
{
  g_autofree char *path = dup_path (site, "server.lock");

  return _hrt_pg_cluster_os_is_locked (path);
}
