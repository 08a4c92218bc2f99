/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebListener: a long backlog, a cap in total and per address, and descriptors kept back for
 * files and the database.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-listener.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "hrt-web-outbox.h"
#include "hrt-web-socket.h"

#define RESERVED_DESCRIPTORS 128
#define ACCEPTS_PER_TURN     256

typedef struct
{
  HrtWebWatch watch; /* first: the hub hands this back */
  HrtWebListener *owner;
  int fd;
} Port;

struct _HrtWebListener
{
  HrtWebGuard *guard;
  GPtrArray *ports;        /* (element-type Port) */
  GPtrArray *proxies;      /* (element-type GInetAddressMask) */
  GHashTable *per_address; /* (element-type utf8 guint) */
  guint max_connections;
  guint n_connections;
  guint port;
  int spare; /* given up for a moment when descriptors run out, to turn visitors away */
  GBytes *refusal;
};

static void
on_closed (HrtWebConnection *connection, gpointer user_data)
{
  HrtWebListener *self = user_data;
  const char *address = hrt_web_connection_get_address (connection);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));

  self->n_connections--;
  if (n > 1)
    g_hash_table_insert (self->per_address, g_strdup (address), GUINT_TO_POINTER (n - 1));
  else if (n == 1)
    g_hash_table_remove (self->per_address, address);
}

static void
read_proxies (HrtWebListener *self, const char *const *proxies)
{
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      GInetAddressMask *mask = g_inet_address_mask_new_from_string (proxies[i], &error);

      if (mask != NULL)
        g_ptr_array_add (self->proxies, mask);
      else
        g_warning ("not a trusted proxy: %s", error->message);
    }
}

/**
 * hrt_web_listener_new:
 * @guard: of the connections
 *
 * Returns: (transfer full): a listener without a port
 */
HrtWebListener *
hrt_web_listener_new (HrtWebGuard *guard)
{
  HrtWebListener *self = g_new0 (HrtWebListener, 1);
  guint limit = hrt_web_socket_get_limit ();

  self->guard = guard;
  self->ports = g_ptr_array_new ();
  self->proxies = g_ptr_array_new_with_free_func (g_object_unref);
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->max_connections =
      limit > 2 * RESERVED_DESCRIPTORS ? limit - RESERVED_DESCRIPTORS : limit / 2;
  if (guard->config->max_connections > 0)
    self->max_connections = MIN (self->max_connections, guard->config->max_connections);
  self->spare = hrt_web_socket_open_spare ();
  self->refusal = hrt_web_outbox_make_refusal (503, NULL);
  read_proxies (self, guard->config->trusted_proxies);
  guard->closed = on_closed;
  guard->closed_data = self;
  return self;
}

static void
turn_away (HrtWebListener *self, int fd)
{
  char waste[2048];
  HrtWebSocketPart part;

  part.data = g_bytes_get_data (self->refusal, &part.length);
  /* What is unread when a socket closes resets it, and the visitor would not see why. */
  if (hrt_web_socket_send (fd, &part, 1) > 0 &&
      hrt_web_socket_receive (fd, waste, sizeof waste) > 0)
    g_debug ("turned away a visitor who had asked already");
  hrt_web_socket_end (fd);
  hrt_web_socket_close (fd);
}

/* No descriptor left: without the spare one the same visitor would wake us for ever. */
static gboolean
turn_away_with_spare (HrtWebListener *self, int listening)
{
  g_autofree char *address = NULL;
  int fd;

  if (self->spare < 0)
    return FALSE;
  hrt_web_socket_close_spare (self->spare);
  fd = hrt_web_socket_accept (listening, &address);
  if (fd >= 0)
    turn_away (self, fd);
  self->spare = hrt_web_socket_open_spare ();
  return fd >= 0;
}

static gboolean
is_local (const char *address)
{
  return g_str_has_prefix (address, "127.") || strcmp (address, "::1") == 0 ||
         strcmp (address, "unix") == 0 || g_str_has_prefix (address, "::ffff:127.");
}

/**
 * hrt_web_listener_is_trusted:
 * @self: the listener
 * @address: an address, or "unix"
 *
 * Returns: %TRUE if that is a proxy of ours
 */
gboolean
hrt_web_listener_is_trusted (HrtWebListener *self, const char *address)
{
  g_autoptr (GInetAddress) inet = NULL;

  if (self->proxies->len == 0)
    return FALSE;
  /* Only the proxy on this machine knows the path of a unix socket. */
  if (strcmp (address, "unix") == 0)
    return TRUE;
  inet = g_inet_address_new_from_string (address);
  for (guint i = 0; inet != NULL && i < self->proxies->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (self->proxies, i), inet))
      return TRUE;
  return FALSE;
}

static gboolean
has_room (HrtWebListener *self, const char *address, gboolean is_trusted)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
  guint cap = self->guard->config->max_per_address;

  if (cap > 0 && n >= cap && !is_trusted && !is_local (address))
    return FALSE;
  return self->n_connections < self->max_connections || hrt_web_guard_evict (self->guard);
}

static void
welcome (HrtWebListener *self, int fd, char *visitor)
{
  g_autofree char *address = visitor;
  gboolean is_trusted = hrt_web_listener_is_trusted (self, address);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));

  if (!has_room (self, address, is_trusted))
    {
      turn_away (self, fd);
      return;
    }
  if (hrt_web_connection_new (self->guard, fd, g_strdup (address), is_trusted) == NULL)
    return;
  self->n_connections++;
  g_hash_table_insert (self->per_address, g_steal_pointer (&address), GUINT_TO_POINTER (n + 1));
}

static void
on_visitors (HrtWebWatch *watch, guint events)
{
  Port *port = (Port *) watch;

  for (guint i = 0; i < ACCEPTS_PER_TURN; i++)
    {
      char *address;
      int fd = hrt_web_socket_accept (port->fd, &address);

      if (fd >= 0)
        welcome (port->owner, fd, address);
      else if (fd == HRT_WEB_SOCKET_FULL)
        {
          if (!turn_away_with_spare (port->owner, port->fd))
            return;
        }
      else if (fd != HRT_WEB_SOCKET_AGAIN)
        return;
    }
}

static GSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  g_autoptr (GInetAddress) inet = NULL;
  const char *host;

  if (g_str_has_prefix (text, "unix:"))
    return g_unix_socket_address_new (text + strlen ("unix:"));
  parsed = g_network_address_parse (text, 0, error);
  if (parsed == NULL)
    return NULL;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
  inet = g_inet_address_new_from_string (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host);
  if (inet == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not an address and port to listen on", text);
      return NULL;
    }
  return g_inet_socket_address_new (inet, g_network_address_get_port (G_NETWORK_ADDRESS (parsed)));
}

/**
 * hrt_web_listener_listen:
 * @self: the listener
 * @address: "127.0.0.1:8080", "[::]:80", "unix:/run/shop.sock"; port 0 takes a free one
 * @error: place for an error
 *
 * Errors: %G_IO_ERROR_ADDRESS_IN_USE and those of the socket; %G_IO_ERROR_INVALID_ARGUMENT.
 *
 * Returns: %TRUE if visitors are welcome
 */
gboolean
hrt_web_listener_listen (HrtWebListener *self, const char *address, GError **error)
{
  g_autoptr (GSocketAddress) wanted = parse_address (address, error);
  int fd;

  if (wanted == NULL)
    return FALSE;
  fd = hrt_web_socket_listen (wanted, self->guard->config->reuse_port, error);
  if (fd < 0)
    {
      g_prefix_error (error, "%s: ", address);
      return FALSE;
    }
  return hrt_web_listener_adopt (self, fd, error);
}

/**
 * hrt_web_listener_adopt:
 * @self: the listener
 * @fd: (transfer full): a listening socket, from a parent process or a service manager
 * @error: place for an error
 *
 * Errors: those of the socket.
 *
 * Returns: %TRUE if visitors are welcome
 */
gboolean
hrt_web_listener_adopt (HrtWebListener *self, int fd, GError **error)
{
  Port *port = g_new0 (Port, 1);

  port->owner = self;
  port->fd = fd;
  g_ptr_array_add (self->ports, port);
  hrt_web_socket_adopt (fd);
  self->port = hrt_web_socket_get_port (fd);
  if (hrt_web_hub_add_listener (self->guard->hub, &port->watch, fd, on_visitors))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot watch the listening socket");
  return FALSE;
}

/**
 * hrt_web_listener_stop:
 * @self: the listener
 *
 * Takes no more visitors; those who are here stay.
 */
void
hrt_web_listener_stop (HrtWebListener *self)
{
  for (guint i = 0; i < self->ports->len; i++)
    {
      Port *port = g_ptr_array_index (self->ports, i);

      hrt_web_hub_remove (self->guard->hub, &port->watch);
      hrt_web_socket_close (port->fd);
      hrt_web_hub_dispose_later (self->guard->hub, port, g_free);
    }
  g_ptr_array_set_size (self->ports, 0);
}

/**
 * hrt_web_listener_free:
 * @self: (transfer full) (nullable): the listener; its connections were closed before
 */
void
hrt_web_listener_free (HrtWebListener *self)
{
  if (self == NULL)
    return;
  hrt_web_listener_stop (self);
  hrt_web_socket_close_spare (self->spare);
  self->guard->closed = NULL;
  g_ptr_array_unref (self->ports);
  g_ptr_array_unref (self->proxies);
  g_hash_table_unref (self->per_address);
  g_bytes_unref (self->refusal);
  g_free (self);
}

guint
hrt_web_listener_get_port (HrtWebListener *self)
{
  return self->port;
}

guint
hrt_web_listener_get_n_connections (HrtWebListener *self)
{
  return self->n_connections;
}
