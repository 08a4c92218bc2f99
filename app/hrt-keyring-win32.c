/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The keyring of Windows: its Credential Manager, which keeps a password for this user on this
 * machine.
 * https://learn.microsoft.com/windows/win32/api/wincred/nf-wincred-credwritew
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-keyring.h"

#include <string.h>
#include <windows.h>

#include <wincred.h>

static wchar_t *
dup_target (const char *login)
{
  g_autofree char *target = g_strconcat ("Hurtrock:", login, NULL);

  return (wchar_t *) g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);
}

void
hrt_keyring_find_async (const char *login, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree wchar_t *target = dup_target (login);
  CREDENTIALW *found = NULL;
  char *password = NULL;

  g_task_set_source_tag (task, hrt_keyring_find_async);
  if (target != NULL && CredReadW (target, CRED_TYPE_GENERIC, 0, &found))
    {
      password = g_strndup ((const char *) found->CredentialBlob, found->CredentialBlobSize);
      CredFree (found);
    }
  g_task_return_pointer (task, password, g_free);
}

char *
hrt_keyring_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static gboolean
keep (wchar_t *target, const char *password)
{
  CREDENTIALW credential = {
    .Type = CRED_TYPE_GENERIC,
    .TargetName = target,
    .CredentialBlobSize = (DWORD) strlen (password),
    .CredentialBlob = (BYTE *) password,
    .Persist = CRED_PERSIST_LOCAL_MACHINE,
  };

  return CredWriteW (&credential, 0);
}

void
hrt_keyring_keep_async (const char *login,
                        const char *password,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree wchar_t *target = dup_target (login);
  gboolean is_done = FALSE;

  g_task_set_source_tag (task, hrt_keyring_keep_async);
  if (target != NULL && password != NULL)
    is_done = keep (target, password);
  else if (target != NULL)
    is_done = CredDeleteW (target, CRED_TYPE_GENERIC, 0) || GetLastError () == ERROR_NOT_FOUND;
  if (!is_done)
    g_message ("Windows did not take the password: error %lu", GetLastError ());
  g_task_return_boolean (task, is_done);
}

gboolean
hrt_keyring_keep_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
