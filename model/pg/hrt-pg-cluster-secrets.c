/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The passwords of the database roles: made by us, kept in one file that only its owner may read.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define GROUP         "passwords"
#define PASSWORD_SIZE 24

static const char *const roles[] = { HRT_PG_CLUSTER_SUPERUSER, "hrt_owner", "hrt_staff",
                                     "hrt_web" };

static gboolean
is_complete (GKeyFile *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *value = g_key_file_get_string (file, GROUP, roles[i], NULL);

      if (value == NULL || *value == '\0')
        return FALSE;
    }
  return TRUE;
}

static void
make_passwords (GKeyFile *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      guint8 random[PASSWORD_SIZE];
      char text[PASSWORD_SIZE * 2 + 1];

      randombytes_buf (random, sizeof random);
      sodium_bin2hex (text, sizeof text, random, sizeof random);
      g_key_file_set_string (file, GROUP, roles[i], text);
      sodium_memzero (random, sizeof random);
      sodium_memzero (text, sizeof text);
    }
}

static gboolean
store (const char *path, GKeyFile *file, GError **error)
{
  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  g_autofree char *sealed = _hrt_pg_cluster_seal (text);

  sodium_memzero (text, strlen (text));
  return _hrt_pg_cluster_os_write_file (path, sealed, 0600, NULL, error);
}

/* NULL when there are none, or not all. Those that an older version left open are sealed. */
static GKeyFile *
load (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *stored = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &stored, NULL, NULL))
    return NULL;
  text = _hrt_pg_cluster_unseal (stored);
  if (text == NULL || !g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL) ||
      !is_complete (file))
    return NULL;
  if (!_hrt_pg_cluster_is_sealed (stored))
    store (path, file, NULL);
  return g_steal_pointer (&file);
}

static void
take (HrtPgClusterSite *site, GKeyFile *file)
{
  g_clear_pointer (&site->secrets, g_key_file_unref);
  site->secrets = file;
}

/* Loads the passwords. With @fresh (a new cluster) or when the file was lost they are made anew;
 * in the latter case site->repair says that the server must be told. */
gboolean
_hrt_pg_cluster_load_secrets (HrtPgClusterSite *site, gboolean fresh, GError **error)
{
  g_autofree char *path = g_build_filename (site->data_dir, "secrets", NULL);
  g_autoptr (GKeyFile) file = NULL;

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
                           _ ("This system gives no random numbers; no safe password can be "
                              "made."));
      return FALSE;
    }
  if (!fresh && (file = load (path)) != NULL)
    {
      take (site, g_steal_pointer (&file));
      return TRUE;
    }
  if (!fresh)
    g_message ("the file of database passwords is missing or damaged; making new ones");
  file = g_key_file_new ();
  make_passwords (file);
  if (!store (path, file, error))
    return FALSE;
  site->repair = !fresh;
  take (site, g_steal_pointer (&file));
  return TRUE;
}

char *
_hrt_pg_cluster_dup_secret (HrtPgClusterSite *site, const char *role)
{
  g_assert (site->secrets != NULL);
  return g_key_file_get_string (site->secrets, GROUP, role, NULL);
}
