/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where the private server listens on Windows: a port of the loopback address. Every user of the
 * machine can reach it, so nothing but the password keeps strangers out: it has 192 random bits.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include <winsock2.h>

#include "hrt-pg-cluster-private.h"

#include <glib/gi18n-lib.h>

/* Below the ports that the system gives to clients (49152 and up): one of those may be in use for a
 * while after a connection has ended, and the server would not start. */
#define PORT_MIN   20000
#define PORT_MAX   32000
#define N_ATTEMPTS 64

const char _hrt_pg_cluster_listen_settings[] = "# Only programs of this machine, with a password.\n"
                                               "listen_addresses = '127.0.0.1'\n";

const char _hrt_pg_cluster_access_rules[] =
    "# Written by Hurtrock. Nobody gets in without a password, not even on this machine.\n"
    "host all all 127.0.0.1/32 scram-sha-256\n";

static gboolean
is_free (guint port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((u_short) port) };
  SOCKET socket_handle = socket (AF_INET, SOCK_STREAM, IPPROTO_TCP);
  BOOL alone = TRUE;
  gboolean bound;

  if (socket_handle == INVALID_SOCKET)
    return FALSE;
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  /* Otherwise Windows lets two programs have the same port. */
  setsockopt (socket_handle, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *) &alone, sizeof alone);
  bound = bind (socket_handle, (struct sockaddr *) &address, sizeof address) == 0;
  closesocket (socket_handle);
  return bound;
}

static gboolean
is_usable (const char *text)
{
  guint64 port;

  return g_ascii_string_to_unsigned (text, 10, 1024, 65535, &port, NULL) && is_free ((guint) port);
}

/* The port of the last time is taken again when it is free, so that connections find a restarted
 * server. */
gboolean
_hrt_pg_cluster_address_choose (HrtPgClusterSite *site, GError **error)
{
  WSADATA ignored;

  if (WSAStartup (MAKEWORD (2, 2), &ignored) != 0)
    {
      _hrt_pg_cluster_os_set_error (error, EACCES, "Winsock");
      return FALSE;
    }
  if (_hrt_pg_cluster_address_read (site) && is_usable (site->address))
    return TRUE;
  for (guint i = 0; i < N_ATTEMPTS; i++)
    {
      g_free (site->address);
      site->address = g_strdup_printf ("%d", g_random_int_range (PORT_MIN, PORT_MAX));
      if (is_usable (site->address))
        return _hrt_pg_cluster_address_write (site, error);
    }
  g_set_error_literal (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
                       _ ("No port of this computer is free for the database. Restart the "
                          "computer; if that does not help, look whether a security program "
                          "blocks Hurtrock."));
  return FALSE;
}

gboolean
_hrt_pg_cluster_address_clear_stale (HrtPgClusterSite *site, GError **error)
{
  return TRUE; /* a port leaves nothing behind */
}

void
_hrt_pg_cluster_address_add_arguments (HrtPgClusterSite *site, GStrvBuilder *into)
{
  g_strv_builder_add_many (into, "-p", site->address, NULL);
}

void
_hrt_pg_cluster_address_append (HrtPgClusterSite *site, GString *into)
{
  _hrt_pg_login_append_setting (into, "host", "127.0.0.1");
  _hrt_pg_login_append_setting (into, "port", site->address);
}
