/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where the private server listens on a Unix system: a socket in a folder that only its user may
 * enter.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PORT           "5432" /* only the name of the socket */
#define SOCKET_DIR_MAX 90     /* bytes; a socket's whole path may have 107 */

const char _hrt_pg_cluster_listen_settings[] =
    "# Only programs of this machine, through the socket, with a password.\n"
    "listen_addresses = ''\n"
    "unix_socket_permissions = 0700\n";

const char _hrt_pg_cluster_access_rules[] =
    "# Written by Hurtrock. Nobody gets in without a password, not even on this machine.\n"
    "local all all scram-sha-256\n";

/* Where a socket's path stays short enough and the server's user gets in. */
static char *
dup_other_socket_dir (HrtPgClusterSite *site, GError **error)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  const char *flatpak = g_getenv ("FLATPAK_ID");
  g_autofree char *template = NULL;

  if (!site->user.drop && runtime != NULL && flatpak != NULL)
    template = g_build_filename (runtime, "app", flatpak, "hurtrock-XXXXXX", NULL);
  else if (!site->user.drop && runtime != NULL && g_file_test (runtime, G_FILE_TEST_IS_DIR))
    template = g_build_filename (runtime, "hurtrock-XXXXXX", NULL);
  else
    template = g_build_filename (g_get_tmp_dir (), "hurtrock-XXXXXX", NULL);
  if (g_mkdtemp (template) != NULL)
    return g_steal_pointer (&template);
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_PERMISSION,
               /* Translators: %s is a folder. */
               _ ("Hurtrock may not make a folder in %s, which it needs to talk to its database."),
               template);
  return NULL;
}

/* Picks the socket's folder and writes it down for those who join. The one of the last time is
 * taken again when it still is ours, so that connections find a restarted server. */
gboolean
_hrt_pg_cluster_address_choose (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *usual = g_build_filename (site->data_dir, "run", NULL);
  gboolean fits = strlen (usual) <= SOCKET_DIR_MAX &&
                  _hrt_pg_cluster_os_can_reach (&site->user, site->data_dir);

  if (fits)
    {
      g_free (site->address);
      site->address = g_steal_pointer (&usual);
    }
  else if (!_hrt_pg_cluster_address_read (site) ||
           !_hrt_pg_cluster_os_owns_dir (&site->user, site->address))
    {
      g_free (site->address);
      site->address = dup_other_socket_dir (site, error);
      if (site->address == NULL)
        return FALSE;
    }
  return _hrt_pg_cluster_os_make_dir (site->address, 0700, error) &&
         _hrt_pg_cluster_os_give (&site->user, site->address, error) &&
         _hrt_pg_cluster_address_write (site, error);
}

gboolean
_hrt_pg_cluster_address_clear_stale (HrtPgClusterSite *site, GError **error)
{
  g_autofree char *socket = g_build_filename (site->address, ".s.PGSQL." PORT, NULL);
  g_autofree char *socket_lock = g_strconcat (socket, ".lock", NULL);

  return _hrt_pg_cluster_os_remove_tree (socket, error) &&
         _hrt_pg_cluster_os_remove_tree (socket_lock, error);
}

void
_hrt_pg_cluster_address_add_arguments (HrtPgClusterSite *site, GStrvBuilder *into)
{
  g_strv_builder_add_many (into, "-k", site->address, "-p", PORT, NULL);
}

void
_hrt_pg_cluster_address_append (HrtPgClusterSite *site, GString *into)
{
  _hrt_pg_login_append_setting (into, "host", site->address);
  _hrt_pg_login_append_setting (into, "port", PORT);
}
