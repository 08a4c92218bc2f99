/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Connects to the private cluster as its superuser, once, to make the shop's roles and database.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

#include "hrt-pg-error.h"
#include "hrt-pg-leave.h"
#include "hrt-pg-migrator.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)

static PGconn *
connect_to (HrtPgClusterSite *site, const char *role, const char *database)
{
  g_autofree char *conninfo = _hrt_pg_cluster_site_dup_conninfo (site, role, database);
  g_autofree char *patient = g_strconcat (conninfo, " connect_timeout=10", NULL);
  PGconn *connection;

  _hrt_pg_login_begin ();
  connection = PQconnectdb (patient);
  _hrt_pg_login_end ();
  return connection;
}

/* Whether the running server answers us: the last step of joining and of starting. */
gboolean
_hrt_pg_cluster_can_connect (HrtPgClusterSite *site)
{
  g_autoptr (PGconn) connection = connect_to (site, "hrt_staff", HRT_PG_CLUSTER_DATABASE);

  return PQstatus (connection) == CONNECTION_OK;
}

/* Roles and database, each only when missing; may be repeated after an interruption. */
gboolean
_hrt_pg_cluster_provision (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *admin =
      _hrt_pg_cluster_site_dup_conninfo (site, HRT_PG_CLUSTER_SUPERUSER, "postgres");
  g_autofree char *owner = _hrt_pg_cluster_dup_secret (site, HRT_PG_OWNER);
  g_autofree char *staff = _hrt_pg_cluster_dup_secret (site, HRT_PG_STAFF);
  g_autofree char *web = _hrt_pg_cluster_dup_secret (site, HRT_PG_WEB);
  const HrtPgProvision what = { HRT_PG_CLUSTER_DATABASE, owner, staff, web };
  g_autoptr (GError) local = NULL;

  if (hrt_pg_migrator_provision (admin, &what, &local))
    return TRUE;
  if (g_error_matches (local, HRT_PG_ERROR, HRT_PG_ERROR_RESOURCES))
    _hrt_pg_cluster_os_set_error (error, ENOSPC, site->data_dir);
  else
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
                 /* Translators: %s is what the database program said, in English. */
                 _ ("The shop's database could not be prepared. PostgreSQL said:\n%s"),
                 local->message);
  return FALSE;
}
