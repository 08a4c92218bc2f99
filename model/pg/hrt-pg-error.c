/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HRT_PG_ERROR: from a SQLSTATE to a machine meaning, by one table.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <string.h>

#include "hrt-pg-private.h"

/* An extended error: the three things a service needs to translate it travel with it. */
typedef struct
{
  char sqlstate[6];
  char *constraint; /* (owned) (nullable) */
  char *detail;     /* (owned) (nullable) may hold row data: never logged, never shown as it is */
} HrtPgErrorPrivate;

static void
hrt_pg_error_private_init (HrtPgErrorPrivate *priv)
{
}

static void
hrt_pg_error_private_copy (const HrtPgErrorPrivate *from, HrtPgErrorPrivate *to)
{
  g_assert (from != NULL && to != NULL);

  memcpy (to->sqlstate, from->sqlstate, sizeof to->sqlstate);
  to->constraint = g_strdup (from->constraint);
  to->detail = g_strdup (from->detail);
}

static void
hrt_pg_error_private_clear (HrtPgErrorPrivate *priv)
{
  g_assert (priv != NULL);

  g_clear_pointer (&priv->constraint, g_free);
  g_clear_pointer (&priv->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (HrtPgError, hrt_pg_error)

/* First match wins; a prefix stands for its whole class. */
static const struct
{
  const char *prefix;
  HrtPgErrorCode code;
} codes[] = {
  { "08", HRT_PG_ERROR_CONNECTION },
  { "57P0", HRT_PG_ERROR_CONNECTION },  /* shutdown, crash, starting up, idle session ended */
  { "25P03", HRT_PG_ERROR_CONNECTION }, /* idle in a transaction for too long: the line is cut */
  { "40003", HRT_PG_ERROR_CONNECTION }, /* nobody knows whether it was committed */
  { "57014", HRT_PG_ERROR_TIMEOUT }, /* statement_timeout (a cancel of ours is answered before) */
  { "55P03", HRT_PG_ERROR_TIMEOUT }, /* lock_timeout */
  { "23505", HRT_PG_ERROR_UNIQUE },
  { "23P01", HRT_PG_ERROR_UNIQUE }, /* exclusion constraint */
  { "23503", HRT_PG_ERROR_FOREIGN_KEY },
  { "23502", HRT_PG_ERROR_NOT_NULL },
  { "23", HRT_PG_ERROR_CHECK },
  { "40P01", HRT_PG_ERROR_DEADLOCK },
  { "40", HRT_PG_ERROR_SERIALIZATION },
  { "42501", HRT_PG_ERROR_PERMISSION },
  { "28", HRT_PG_ERROR_PERMISSION },
  { "53", HRT_PG_ERROR_RESOURCES },
  { "58", HRT_PG_ERROR_RESOURCES },
  { "HR", HRT_PG_ERROR_REFUSED },
  { "22", HRT_PG_ERROR_DATA },
};

HrtPgErrorCode
_hrt_pg_error_code_from_sqlstate (const char *sqlstate)
{
  if (sqlstate == NULL || sqlstate[0] == '\0')
    return HRT_PG_ERROR_CONNECTION; /* libpq's own: the server said nothing any more */

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_has_prefix (sqlstate, codes[i].prefix))
        return codes[i].code;
    }
  return HRT_PG_ERROR_STATEMENT;
}

GError *
_hrt_pg_error_new (HrtPgErrorCode code, const char *message)
{
  return g_error_new_literal (HRT_PG_ERROR, (int) code, message);
}

/* The message carries what a log may hold: the statement's name, the server's primary line, the
 * SQLSTATE. The detail, which quotes row values, stays in the private part. */
GError *
_hrt_pg_error_from_result (const PGresult *result, const char *statement_name)
{
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  g_autofree char *whole = NULL;
  HrtPgErrorPrivate *priv;
  GError *error;

  if (primary == NULL)
    primary = whole = g_strchomp (g_strdup (PQresultErrorMessage (result)));
  error = g_error_new (HRT_PG_ERROR, (int) _hrt_pg_error_code_from_sqlstate (sqlstate),
                       "%s: %s (%s)", statement_name, primary, sqlstate ? sqlstate : "no SQLSTATE");

  priv = hrt_pg_error_get_private (error);
  if (sqlstate != NULL)
    g_strlcpy (priv->sqlstate, sqlstate, sizeof priv->sqlstate);
  priv->constraint = g_strdup (PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME));
  priv->detail = g_strdup (PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL));
  return error;
}

GError *
_hrt_pg_error_from_connection (const PGconn *connection, const char *what)
{
  g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (connection)));

  return g_error_new (HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION, "%s: %s", what,
                      message[0] != '\0' ? message : "connection to the database lost");
}

static const HrtPgErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != HRT_PG_ERROR)
    return NULL;
  return hrt_pg_error_get_private (error);
}

/**
 * hrt_pg_error_get_sqlstate:
 * @error: (nullable): any error
 *
 * Returns: (nullable): the five characters PostgreSQL sent, or %NULL when the error is not from the
 * server
 */
const char *
hrt_pg_error_get_sqlstate (const GError *error)
{
  const HrtPgErrorPrivate *priv = peek_private (error);

  return priv != NULL && priv->sqlstate[0] != '\0' ? priv->sqlstate : NULL;
}

/**
 * hrt_pg_error_get_constraint:
 * @error: (nullable): any error
 *
 * Services translate by this name: a constraint, or the one a function of ours raised with.
 *
 * Returns: (nullable): the name of the violated constraint
 */
const char *
hrt_pg_error_get_constraint (const GError *error)
{
  const HrtPgErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->constraint : NULL;
}

/**
 * hrt_pg_error_get_detail:
 * @error: (nullable): any error
 *
 * The detail may quote values of a row: use it to decide, never log or show it.
 *
 * Returns: (nullable): the server's detail line
 */
const char *
hrt_pg_error_get_detail (const GError *error)
{
  const HrtPgErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->detail : NULL;
}

/**
 * hrt_pg_error_is_transient:
 * @error: (nullable): any error
 *
 * Returns: %TRUE if the same call may well succeed a little later. For a write that ended with
 *   %HRT_PG_ERROR_CONNECTION the first try may have been committed: retry only what is idempotent
 * by key.
 */
gboolean
hrt_pg_error_is_transient (const GError *error)
{
  if (error == NULL || error->domain != HRT_PG_ERROR)
    return FALSE;

  switch ((HrtPgErrorCode) error->code)
    {
    case HRT_PG_ERROR_CONNECTION:
    case HRT_PG_ERROR_TIMEOUT:
    case HRT_PG_ERROR_POOL_EXHAUSTED:
    case HRT_PG_ERROR_SERIALIZATION:
    case HRT_PG_ERROR_DEADLOCK:
    case HRT_PG_ERROR_RESOURCES:
      return TRUE;
    case HRT_PG_ERROR_UNIQUE:
    case HRT_PG_ERROR_FOREIGN_KEY:
    case HRT_PG_ERROR_CHECK:
    case HRT_PG_ERROR_NOT_NULL:
    case HRT_PG_ERROR_PERMISSION:
    case HRT_PG_ERROR_REFUSED:
    case HRT_PG_ERROR_STATEMENT:
    case HRT_PG_ERROR_VERSION:
    case HRT_PG_ERROR_DATA:
    default:
      return FALSE;
    }
}
