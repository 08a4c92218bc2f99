/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The keyring of a Unix desktop, through libsecret: the Secret Service, or in a sandbox a file of
 * this program's alone, enciphered with a key from the Secret portal.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#define LOGIN "login"

static const SecretSchema schema = {
  HRT_APP_ID ".Database",
  SECRET_SCHEMA_NONE,
  { { LOGIN, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *found = secret_password_lookup_finish (result, &error);
  char *password = g_strdup (found);

  if (error != NULL)
    g_message ("the keyring was not asked: %s", error->message);
  secret_password_free (found);
  g_task_return_pointer (task, password, g_free);
}

/**
 * hrt_keyring_find_async:
 * @login: as hrt_pg_login_dup_name() says it
 * @callback: called in the thread-default context
 * @user_data: for @callback
 *
 * Looks a password up. A keyring that is locked asks the person itself.
 */
void
hrt_keyring_find_async (const char *login, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_keyring_find_async);
  secret_password_lookup (&schema, NULL, on_found, task, LOGIN, login, NULL);
}

/**
 * hrt_keyring_find_finish:
 *
 * Returns: (transfer full) (nullable): the password; %NULL when there is none, or no keyring
 */
char *
hrt_keyring_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = secret_password_store_finish (result, &error);

  if (!is_kept)
    g_message ("the keyring did not take the password: %s", error->message);
  g_task_return_boolean (task, is_kept);
}

/* Nothing may have been there. */
static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("the keyring was not asked: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

/**
 * hrt_keyring_keep_async:
 * @login: as hrt_pg_login_dup_name() says it
 * @password: (nullable): what to remember; %NULL: to forget what is there
 * @callback: called in the thread-default context
 * @user_data: for @callback
 */
void
hrt_keyring_keep_async (const char *login,
                        const char *password,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  /* Translators: %s is a login, as "hrt_staff@db/hurtrock"; shown in the desktop's list of
   * passwords. */
  g_autofree char *label = g_strdup_printf (_ ("Hurtrock, database %s"), login);

  g_task_set_source_tag (task, hrt_keyring_keep_async);
  if (password != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, on_kept, task,
                           LOGIN, login, NULL);
  else
    secret_password_clear (&schema, NULL, on_forgotten, task, LOGIN, login, NULL);
}

/**
 * hrt_keyring_keep_finish:
 *
 * Returns: whether it is done; %FALSE without a keyring, and nothing is written elsewhere then
 */
gboolean
hrt_keyring_keep_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
