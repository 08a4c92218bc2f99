/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Connects to the private cluster as its superuser, once, to make the shop's roles and database.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <libpq-fe.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

static PGconn *
connect_to (HrtPgClusterSite *site, const char *role, const char *database)
{
  g_autofree char *conninfo = _hrt_pg_cluster_site_dup_conninfo (site, role, database);
  g_autofree char *patient = g_strconcat (conninfo, " connect_timeout=10", NULL);

  return PQconnectdb (patient);
}

/* Whether the running server answers us: the last step of joining and of starting. */
gboolean
_hrt_pg_cluster_can_connect (HrtPgClusterSite *site)
{
  g_autoptr (PGconn) connection = connect_to (site, "hrt_staff", HRT_PG_CLUSTER_DATABASE);

  return PQstatus (connection) == CONNECTION_OK;
}

static gboolean
set_error_from (GError **error, const char *message)
{
  g_set_error (error, HRT_PG_CLUSTER_ERROR,
               strstr (message, "No space left on device") != NULL ? HRT_PG_CLUSTER_ERROR_DISK_FULL
                                                                   : HRT_PG_CLUSTER_ERROR_START,
               /* Translators: %s is what the database program said, in English. */
               _ ("The shop's database could not be prepared. PostgreSQL said:\n%s"), message);
  return FALSE;
}

static gboolean
run (PGconn *connection, const char *text, GError **error)
{
  g_autoptr (PGresult) result = PQexec (connection, text);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return TRUE;
  return set_error_from (error, PQerrorMessage (connection));
}

static gboolean
exists (PGconn *connection, const char *catalog, const char *column, const char *name)
{
  g_autofree char *text =
      g_strdup_printf ("select 1 from %s where %s = '%s'", catalog, column, name);
  g_autoptr (PGresult) result = PQexec (connection, text);

  return PQresultStatus (result) == PGRES_TUPLES_OK && PQntuples (result) > 0;
}

/* The password goes over as its SCRAM verifier, so that it never stands in a log. */
static gboolean
make_role (HrtPgClusterSite *site, PGconn *connection, const char *role, GError **error)
{
  g_autofree char *password = _hrt_pg_cluster_dup_secret (site, role);
  char *verifier = PQencryptPasswordConn (connection, password, role, "scram-sha-256");
  g_autofree char *text = NULL;

  if (verifier == NULL)
    return set_error_from (error, PQerrorMessage (connection));
  text = g_strdup_printf ("%s role %s login nosuperuser nocreatedb nocreaterole password '%s'",
                          exists (connection, "pg_roles", "rolname", role) ? "alter" : "create",
                          role, verifier);
  PQfreemem (verifier);
  return run (connection, text, error);
}

/* Roles and database, each only when missing; may be repeated after an interruption. */
gboolean
_hrt_pg_cluster_provision (HrtPgClusterSite *site, GError **error)
{
  const char *const roles[] = { "hrt_owner", "hrt_staff", "hrt_web" };
  g_autoptr (PGconn) connection = connect_to (site, HRT_PG_CLUSTER_SUPERUSER, "postgres");

  if (PQstatus (connection) != CONNECTION_OK)
    return set_error_from (error, PQerrorMessage (connection));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (!make_role (site, connection, roles[i], error))
      return FALSE;
  if (!exists (connection, "pg_database", "datname", HRT_PG_CLUSTER_DATABASE) &&
      !run (connection, "create database " HRT_PG_CLUSTER_DATABASE " owner hrt_owner", error))
    return FALSE;
  return run (connection,
              "revoke all on database " HRT_PG_CLUSTER_DATABASE " from public;"
              "grant connect on database " HRT_PG_CLUSTER_DATABASE " to hrt_staff, hrt_web",
              error);
}
