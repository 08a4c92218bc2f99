/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebListener: a long backlog, a cap in total and per address, and descriptors kept back for
 * files and the database.
 */

#define _GNU_SOURCE  /* accept4 */
#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-listener.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hrt-web-outbox.h"

#define BACKLOG              4096
#define RESERVED_DESCRIPTORS 128
#define ACCEPTS_PER_TURN     256
#define WANTED_DESCRIPTORS   65536

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

static guint
descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    return 1024;
  if (limit.rlim_cur < WANTED_DESCRIPTORS && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = MIN (limit.rlim_max, (rlim_t) WANTED_DESCRIPTORS);
      setrlimit (RLIMIT_NOFILE, &limit);
      getrlimit (RLIMIT_NOFILE, &limit);
    }
  return (guint) MIN (limit.rlim_cur, (rlim_t) WANTED_DESCRIPTORS);
}

static int
open_spare (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

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
  guint limit = descriptor_limit ();

  self->guard = guard;
  self->ports = g_ptr_array_new ();
  self->proxies = g_ptr_array_new_with_free_func (g_object_unref);
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->max_connections =
      limit > 2 * RESERVED_DESCRIPTORS ? limit - RESERVED_DESCRIPTORS : limit / 2;
  if (guard->config->max_connections > 0)
    self->max_connections = MIN (self->max_connections, guard->config->max_connections);
  self->spare = open_spare ();
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
  gsize length;
  const char *data = g_bytes_get_data (self->refusal, &length);

  /* What is unread when a socket closes resets it, and the visitor would not see why. */
  if (send (fd, data, length, MSG_NOSIGNAL | MSG_DONTWAIT) > 0 &&
      recv (fd, waste, sizeof waste, MSG_DONTWAIT) > 0)
    g_debug ("turned away a visitor who had asked already");
  shutdown (fd, SHUT_WR);
  close (fd);
}

/* No descriptor left: without the spare one the same visitor would wake us for ever. */
static gboolean
turn_away_with_spare (HrtWebListener *self, int listening)
{
  int fd;

  if (self->spare < 0)
    return FALSE;
  close (self->spare);
  fd = accept4 (listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd >= 0)
    turn_away (self, fd);
  self->spare = open_spare ();
  return fd >= 0;
}

static char *
describe (const struct sockaddr *address, socklen_t length)
{
  g_autoptr (GSocketAddress) socket_address = NULL;
  GInetAddress *inet;

  if (address->sa_family == AF_UNIX)
    return g_strdup ("unix");
  socket_address = g_socket_address_new_from_native ((gpointer) address, length);
  if (!G_IS_INET_SOCKET_ADDRESS (socket_address))
    return g_strdup ("unknown");
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address));
  return g_inet_address_to_string (inet);
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
welcome (HrtWebListener *self, int fd, const struct sockaddr *peer, socklen_t length)
{
  g_autofree char *address = describe (peer, length);
  gboolean is_trusted = hrt_web_listener_is_trusted (self, address);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
  int on = 1;

  if (!has_room (self, address, is_trusted))
    {
      turn_away (self, fd);
      return;
    }
  /* Without this every answer in two parts waits 40 ms. */
  if (peer->sa_family != AF_UNIX)
    setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
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
      struct sockaddr_storage peer;
      socklen_t length = sizeof peer;
      int fd = accept4 (port->fd, (struct sockaddr *) &peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);

      if (fd >= 0)
        welcome (port->owner, fd, (struct sockaddr *) &peer, length);
      else if (errno == EMFILE || errno == ENFILE)
        {
          if (!turn_away_with_spare (port->owner, port->fd))
            return;
        }
      else if (errno != EINTR && errno != ECONNABORTED)
        return;
    }
}

static gboolean
fail (GError **error, const char *what, const char *address)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s %s: %s", what, address,
               g_strerror (code));
  return FALSE;
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
  struct sockaddr_storage native;
  gssize size;
  int fd, on = 1;

  if (wanted == NULL)
    return FALSE;
  size = g_socket_address_get_native_size (wanted);
  if (!g_socket_address_to_native (wanted, &native, sizeof native, error))
    return FALSE;
  fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return fail (error, "cannot open a socket for", address);
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (self->guard->config->reuse_port)
    setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (bind (fd, (struct sockaddr *) &native, (socklen_t) size) < 0 || listen (fd, BACKLOG) < 0)
    {
      fail (error, "cannot listen on", address);
      close (fd);
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
  struct sockaddr_storage own;
  socklen_t length = sizeof own;
  Port *port = g_new0 (Port, 1);

  port->owner = self;
  port->fd = fd;
  g_ptr_array_add (self->ports, port);
  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);
  if (getsockname (fd, (struct sockaddr *) &own, &length) == 0 && own.ss_family == AF_INET)
    self->port = ntohs (((struct sockaddr_in *) &own)->sin_port);
  else if (own.ss_family == AF_INET6)
    self->port = ntohs (((struct sockaddr_in6 *) &own)->sin6_port);
  if (!hrt_web_hub_add_listener (self->guard->hub, &port->watch, fd, on_visitors))
    return fail (error, "cannot watch", "the listening socket");
  return TRUE;
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
      close (port->fd);
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
  if (self->spare >= 0)
    close (self->spare);
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
