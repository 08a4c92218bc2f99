/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The migrator's first half: roles and an empty database, made by somebody who may make them.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-migrator-private.h"
#include "hrt-pg-private.h"

#define LOCK_SQL         "select pg_advisory_lock(5211880083853854274)"
#define HAS_ROLE_SQL     "select 1 from pg_roles where rolname = $1"
#define HAS_DATABASE_SQL "select 1 from pg_database where datname = $1"
/* A managed server gives no superuser, only a role that may create roles: it must be a member to
 * give a database away. */
#define JOIN_OWNER_SQL                                                                   \
  "do $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then" \
  " grant " HRT_PG_OWNER " to current_user; end if; end $$"

/* 1 there, 0 not there, -1 error. */
static int
exists (PGconn *pg, const char *sql, const char *name, GError **error)
{
  PGresult *result = _hrt_pg_migrator_query (pg, name, sql, 1, &name, error);
  int n = result != NULL ? PQntuples (result) : -1;

  PQclear (result);
  return n;
}

/* The password goes over as a SCRAM verifier: it never stands in the server's log. */
static gboolean
set_password (PGconn *pg, const char *role, const char *password, GError **error)
{
  g_autofree char *sql = NULL;
  char *verifier, *quoted;

  if (password == NULL)
    {
      sql = g_strdup_printf ("alter role %s password null", role);
      return _hrt_pg_migrator_exec (pg, role, sql, error);
    }
  verifier = PQencryptPasswordConn (pg, password, role, "scram-sha-256");
  if (verifier == NULL)
    {
      g_propagate_error (error, _hrt_pg_error_from_connection (pg, "password"));
      return FALSE;
    }
  quoted = PQescapeLiteral (pg, verifier, strlen (verifier));
  sql = g_strdup_printf ("alter role %s password %s", role, quoted);
  PQfreemem (quoted);
  PQfreemem (verifier);
  return _hrt_pg_migrator_exec (pg, role, sql, error);
}

static gboolean
make_role (PGconn *pg, const char *role, const char *password, GError **error)
{
  int is_there = exists (pg, HAS_ROLE_SQL, role, error);

  if (is_there < 0)
    return FALSE;
  if (is_there == 0)
    {
      g_autofree char *sql = g_strdup_printf ("create role %s login", role);

      if (!_hrt_pg_migrator_exec (pg, role, sql, error))
        return FALSE;
    }
  return set_password (pg, role, password, error);
}

/* Order by code point: the order of a library's locale changes with the operating system and takes
 * every index with it. Queries that show names in an order say so themselves. The character types
 * are UTF-8's where the system has them; Windows names its Unicode tables after a language. */
static gboolean
create_database (PGconn *pg, const char *quoted, GError **error)
{
  static const char *const ctypes[] = { "C.UTF-8", "English_United States", "C" };
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ctypes); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("create database %s owner " HRT_PG_OWNER
                           " template template0 encoding 'UTF8' lc_collate 'C' lc_ctype '%s'",
                           quoted, ctypes[i]);

      g_clear_error (&problem);
      if (_hrt_pg_migrator_exec (pg, "create database", sql, &problem))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
make_database (PGconn *pg, const char *database, GError **error)
{
  int is_there = exists (pg, HAS_DATABASE_SQL, database, error);
  char *quoted;
  g_autofree char *sql = NULL;
  gboolean is_ok;

  if (is_there < 0)
    return FALSE;
  quoted = PQescapeIdentifier (pg, database, strlen (database));
  sql = g_strdup_printf ("revoke all on database %s from public;"
                         "grant connect on database %s to " HRT_PG_STAFF ", " HRT_PG_WEB,
                         quoted, quoted);
  is_ok = (is_there > 0 || create_database (pg, quoted, error)) &&
          _hrt_pg_migrator_exec (pg, "database rights", sql, error);
  PQfreemem (quoted);
  return is_ok;
}

/**
 * hrt_pg_migrator_provision:
 * @admin_conninfo: a connection that may create roles and databases, e.g. a superuser's to the
 * database "postgres"
 * @what: what to make
 * @error: return location
 *
 * Blocks. Makes the roles hrt_owner, hrt_staff and hrt_web, sets their passwords, and creates the
 * database, owned by hrt_owner and open to nobody else but the two. What is there already stays;
 * running it again changes only passwords.
 *
 * Errors: %HRT_PG_ERROR_CONNECTION; %HRT_PG_ERROR_PERMISSION if the connection may not do that.
 *
 * Returns: whether all of it is there
 */
gboolean
hrt_pg_migrator_provision (const char *admin_conninfo, const HrtPgProvision *what, GError **error)
{
  PGconn *pg;
  gboolean is_ok;

  g_return_val_if_fail (admin_conninfo != NULL && what != NULL && what->database != NULL, FALSE);

  pg = _hrt_pg_migrator_connect (admin_conninfo, error);
  if (pg == NULL)
    return FALSE;
  is_ok = _hrt_pg_migrator_exec (pg, "lock", LOCK_SQL, error) &&
          make_role (pg, HRT_PG_OWNER, what->owner_password, error) &&
          make_role (pg, HRT_PG_STAFF, what->staff_password, error) &&
          make_role (pg, HRT_PG_WEB, what->web_password, error) &&
          _hrt_pg_migrator_exec (pg, "membership", JOIN_OWNER_SQL, error) &&
          make_database (pg, what->database, error);
  PQfinish (pg);
  return is_ok;
}
