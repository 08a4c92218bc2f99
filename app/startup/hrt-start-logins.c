/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartLogins: one login after the other is tried; the password it lacks is looked for in the
 * keyring, and then it is the person's turn.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-start-logins.h"

#include "../hrt-keyring.h"
#include "model/pg/hrt-pg-login.h"

/**
 * HrtStartLogins:
 *
 * A password may be in the conninfo or where libpq looks for it itself (~/.pgpass, a service file).
 * Where the server wants one all the same, the one this computer remembers is tried, and one that
 * is typed after that. It is remembered only when the server has taken it, and never elsewhere than
 * in the keyring. Threading: main thread.
 */
struct _HrtStartLogins
{
  GObject parent_instance;

  char *conninfo[HRT_N_START_LOGINS]; /* (owned) (nullable) with the password that is tried */
  char *typed;                        /* (owned) (nullable) of the login that is tried */
  guint at; /* the login that is tried; behind the last: all are through */
  gboolean is_to_be_remembered;
  gboolean is_looked_up; /* the keyring was asked for this one */
  gboolean was_refused;  /* a password that was typed or remembered */
  gboolean is_forgetful; /* the keyring did not take one */
};

G_DEFINE_FINAL_TYPE (HrtStartLogins, hrt_start_logins, G_TYPE_OBJECT)

static void try_login (GTask *task);

/* Takes @task. */
static void
end (GTask *task, gboolean is_through)
{
  g_task_return_boolean (task, is_through);
  g_object_unref (task);
}

static void
put_password (HrtStartLogins *self, const char *password)
{
  g_autofree char *before = g_steal_pointer (&self->conninfo[self->at]);

  self->conninfo[self->at] = hrt_pg_login_dup_conninfo (before, password);
}

static void
leave_login (HrtStartLogins *self)
{
  g_clear_pointer (&self->typed, g_free);
  self->at++;
  self->is_looked_up = FALSE;
  self->was_refused = FALSE;
}

static void
go_to_next (GTask *task)
{
  leave_login (g_task_get_source_object (task));
  try_login (task);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtStartLogins *self = g_task_get_source_object (task);

  if (!hrt_keyring_keep_finish (result) && self->is_to_be_remembered)
    self->is_forgetful = TRUE;
  go_to_next (task);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtStartLogins *self = g_task_get_source_object (task);
  g_autofree char *password = hrt_keyring_find_finish (result);

  self->is_looked_up = TRUE;
  if (password == NULL)
    {
      end (task, FALSE);
      return;
    }
  put_password (self, password);
  self->was_refused = TRUE; /* unless it is taken now */
  try_login (task);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtStartLogins *self = g_task_get_source_object (task);
  g_autofree char *name = hrt_start_logins_dup_name (self);

  if (!hrt_pg_login_probe_finish (result))
    {
      if (self->typed == NULL)
        go_to_next (task);
      else
        hrt_keyring_keep_async (name, self->is_to_be_remembered ? self->typed : NULL, on_kept,
                                task);
    }
  else if (!self->is_looked_up)
    hrt_keyring_find_async (name, on_found, task);
  else
    end (task, FALSE);
}

/* Takes @task. */
static void
try_login (GTask *task)
{
  HrtStartLogins *self = g_task_get_source_object (task);

  while (self->at < HRT_N_START_LOGINS && self->conninfo[self->at] == NULL)
    self->at++;
  if (self->at < HRT_N_START_LOGINS)
    {
      hrt_pg_login_probe_async (self->conninfo[self->at], NULL, on_probed, task);
      return;
    }
  end (task, TRUE);
}

/**
 * hrt_start_logins_run_async:
 * @callback: called when all are through or one lacks its password
 * @user_data: for @callback
 *
 * Goes on with the login that is not through yet.
 */
void
hrt_start_logins_run_async (HrtStartLogins *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HRT_IS_START_LOGINS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hrt_start_logins_run_async);
  try_login (task);
}

/**
 * hrt_start_logins_run_finish:
 *
 * Returns: whether no login lacks a password; %FALSE: hrt_start_logins_answer() is wanted
 */
gboolean
hrt_start_logins_run_finish (HrtStartLogins *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * hrt_start_logins_answer:
 * @password: of the login that lacks one
 * @is_to_be_remembered: in the keyring, once the server has taken it; otherwise what is there for
 *   this login is forgotten
 */
void
hrt_start_logins_answer (HrtStartLogins *self, const char *password, gboolean is_to_be_remembered)
{
  g_return_if_fail (HRT_IS_START_LOGINS (self));
  g_return_if_fail (self->at < HRT_N_START_LOGINS);

  g_free (self->typed);
  self->typed = g_strdup (password);
  self->is_to_be_remembered = is_to_be_remembered;
  self->was_refused = TRUE; /* unless it is taken now */
  put_password (self, password);
}

/**
 * hrt_start_logins_can_skip:
 *
 * Returns: whether the shop can be opened without the login that lacks a password: the web shop's
 */
gboolean
hrt_start_logins_can_skip (HrtStartLogins *self)
{
  return self->at == HRT_START_LOGIN_WEB;
}

/**
 * hrt_start_logins_skip:
 *
 * Goes on as if the web shop had no login here: the till sells, and this program serves no web
 * shop.
 */
void
hrt_start_logins_skip (HrtStartLogins *self)
{
  g_return_if_fail (hrt_start_logins_can_skip (self));

  g_clear_pointer (&self->conninfo[self->at], g_free);
  leave_login (self);
}

/**
 * hrt_start_logins_get_conninfo:
 *
 * Returns: (nullable): with the password that was found out; %NULL where no such login was given
 */
const char *
hrt_start_logins_get_conninfo (HrtStartLogins *self, HrtStartLogin login)
{
  return self->conninfo[login];
}

/**
 * hrt_start_logins_dup_name:
 *
 * Returns: (transfer full): whose password is wanted, as hrt_pg_login_dup_name() says it
 */
char *
hrt_start_logins_dup_name (HrtStartLogins *self)
{
  g_return_val_if_fail (self->at < HRT_N_START_LOGINS, NULL);

  return hrt_pg_login_dup_name (self->conninfo[self->at]);
}

/**
 * hrt_start_logins_was_refused:
 *
 * Returns: whether a password is wanted because the one that was typed or remembered is wrong
 */
gboolean
hrt_start_logins_was_refused (HrtStartLogins *self)
{
  return self->was_refused;
}

/**
 * hrt_start_logins_is_forgetful:
 *
 * Returns: whether a password was to be remembered and is not: there is no keyring
 */
gboolean
hrt_start_logins_is_forgetful (HrtStartLogins *self)
{
  return self->is_forgetful;
}

static void
hrt_start_logins_finalize (GObject *object)
{
  HrtStartLogins *self = HRT_START_LOGINS (object);

  g_free (self->typed);
  for (guint i = 0; i < HRT_N_START_LOGINS; i++)
    g_free (self->conninfo[i]);
  G_OBJECT_CLASS (hrt_start_logins_parent_class)->finalize (object);
}

static void
hrt_start_logins_class_init (HrtStartLoginsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_start_logins_finalize;
}

static void
hrt_start_logins_init (HrtStartLogins *self)
{
}

/**
 * hrt_start_logins_new:
 * @staff: the till's conninfo
 * @web: (nullable): the web shop's
 */
HrtStartLogins *
hrt_start_logins_new (const char *staff, const char *web)
{
  HrtStartLogins *self = g_object_new (HRT_TYPE_START_LOGINS, NULL);

  self->conninfo[HRT_START_LOGIN_STAFF] = g_strdup (staff);
  self->conninfo[HRT_START_LOGIN_WEB] = g_strdup (web);
  return self;
}
