/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Asks a server whether it wants a password, and puts one into a conninfo.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "hrt-pg-login.h"

#include <libpq-fe.h>
#include <string.h>

#include "hrt-pg-leave.h"

#define CONNECT_TIMEOUT_SECS "10"
/* invalid_password: https://www.postgresql.org/docs/15/errcodes-appendix.html */
#define WRONG_PASSWORD " 28P01: "

/* libpq gives no SQLSTATE for a login that failed but in the long form of its message, and that is
 * asked for on a connection: the same one tries again. */
static gboolean
is_password_wrong (PGconn *pg)
{
  PQsetErrorVerbosity (pg, PQERRORS_VERBOSE);
  PQreset (pg);
  return PQstatus (pg) != CONNECTION_OK && strstr (PQerrorMessage (pg), WRONG_PASSWORD) != NULL;
}

static void
probe_in_thread (GTask *task, gpointer source, gpointer conninfo, GCancellable *cancellable)
{
  const char *const keywords[] = { "connect_timeout", "fallback_application_name", "dbname", NULL };
  const char *const values[] = { CONNECT_TIMEOUT_SECS, "hurtrock", conninfo, NULL };
  PGconn *pg = PQconnectdbParams (keywords, values, 1);
  gboolean is_wanted = FALSE;

  if (PQstatus (pg) != CONNECTION_OK)
    is_wanted =
        PQconnectionNeedsPassword (pg) || (PQconnectionUsedPassword (pg) && is_password_wrong (pg));
  PQfinish (pg);
  g_task_return_boolean (task, is_wanted);
  _hrt_pg_login_end ();
}

/**
 * hrt_pg_login_probe_async:
 * @conninfo: a libpq connection string
 * @cancellable: (nullable): the attempt itself ends by its own time limit, 10 s for each address
 * @callback: called in the thread-default context
 * @user_data: for @callback
 *
 * Logs in, in a worker thread, and hangs up again.
 */
void
hrt_pg_login_probe_async (const char *conninfo,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (conninfo != NULL);

  g_task_set_source_tag (task, hrt_pg_login_probe_async);
  g_task_set_task_data (task, g_strdup (conninfo), g_free);
  _hrt_pg_login_begin ();
  g_task_run_in_thread (task, probe_in_thread);
}

/**
 * hrt_pg_login_probe_finish:
 * @result: what the callback was given
 *
 * Returns: whether the server wants a password and was given none, or a wrong one. %FALSE, too,
 * where it does not answer or turns the login down for another reason: whoever uses it next says so
 */
gboolean
hrt_pg_login_probe_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING: what stands between
 * quotes has a backslash before each quote and backslash. */
void
_hrt_pg_login_append_setting (GString *conninfo, const char *keyword, const char *value)
{
  g_string_append_printf (conninfo, "%s%s='", conninfo->len > 0 ? " " : "", keyword);
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (conninfo, '\\');
      g_string_append_c (conninfo, *c);
    }
  g_string_append_c (conninfo, '\'');
}

/**
 * hrt_pg_login_dup_conninfo:
 * @conninfo: a libpq connection string, of either form
 * @password: any text
 *
 * Returns: (transfer full): the same with @password, in place of the one it may have; @conninfo as
 * it is where libpq does not understand it, and says so when it is used
 */
char *
hrt_pg_login_dup_conninfo (const char *conninfo, const char *password)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (options == NULL)
    return g_strdup (conninfo);
  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL && strcmp (option->keyword, "password") != 0)
      _hrt_pg_login_append_setting (text, option->keyword, option->val);
  _hrt_pg_login_append_setting (text, "password", password);
  PQconninfoFree (options);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
find_setting (const PQconninfoOption *options, const char *keyword)
{
  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (strcmp (option->keyword, keyword) == 0 && option->val != NULL && *option->val != '\0')
      return option->val;
  return NULL;
}

/**
 * hrt_pg_login_dup_name:
 * @conninfo: a libpq connection string
 *
 * Returns: (transfer full): whom and where it logs in, as "hrt_staff@db:5433/hurtrock", with what
 * it says itself: for people, and to find its password again
 */
char *
hrt_pg_login_dup_name (const char *conninfo)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  const char *user, *host, *port, *database;
  char *name;

  if (options == NULL)
    return g_strdup ("");
  user = find_setting (options, "user");
  host = find_setting (options, "host");
  host = host != NULL ? host : find_setting (options, "hostaddr");
  port = find_setting (options, "port");
  database = find_setting (options, "dbname");
  name =
      g_strconcat (user != NULL ? user : g_get_user_name (), "@", host != NULL ? host : "localhost",
                   port != NULL ? ":" : "", port != NULL ? port : "", database != NULL ? "/" : "",
                   database != NULL ? database : "", NULL);
  PQconninfoFree (options);
  return name;
}
