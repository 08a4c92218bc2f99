/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Sockets of a Unix system.
 */

#define _GNU_SOURCE  /* accept4 */
#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define BACKLOG            4096
#define MAX_PARTS          8
#define WANTED_DESCRIPTORS 65536

static int
fail (GError **error, const char *what, int fd)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
  if (fd >= 0)
    close (fd);
  return HRT_WEB_SOCKET_BROKEN;
}

/**
 * hrt_web_socket_listen:
 * @address: where
 * @shared: whether other processes may listen there too
 * @error: place for an error
 *
 * Errors: %G_IO_ERROR_ADDRESS_IN_USE and those of the socket.
 *
 * Returns: a listening socket, or %HRT_WEB_SOCKET_BROKEN
 */
int
hrt_web_socket_listen (GSocketAddress *address, gboolean shared, GError **error)
{
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (address);
  int fd, on = 1;

  if (!g_socket_address_to_native (address, &native, sizeof native, error))
    return HRT_WEB_SOCKET_BROKEN;
  fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return fail (error, "no socket", fd);
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (shared)
    setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (bind (fd, (struct sockaddr *) &native, (socklen_t) size) < 0 || listen (fd, BACKLOG) < 0)
    return fail (error, "cannot listen", fd);
  return fd;
}

void
hrt_web_socket_adopt (int fd)
{
  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);
}

guint
hrt_web_socket_get_port (int fd)
{
  struct sockaddr_storage own;
  socklen_t length = sizeof own;

  if (getsockname (fd, (struct sockaddr *) &own, &length) != 0)
    return 0;
  if (own.ss_family == AF_INET)
    return ntohs (((struct sockaddr_in *) &own)->sin_port);
  return own.ss_family == AF_INET6 ? ntohs (((struct sockaddr_in6 *) &own)->sin6_port) : 0;
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

int
hrt_web_socket_accept (int listening, char **address)
{
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  int on = 1;
  int fd = accept4 (listening, (struct sockaddr *) &peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);

  *address = NULL;
  if (fd < 0 && (errno == EMFILE || errno == ENFILE))
    return HRT_WEB_SOCKET_FULL;
  if (fd < 0)
    return errno == EINTR || errno == ECONNABORTED ? HRT_WEB_SOCKET_AGAIN : HRT_WEB_SOCKET_BLOCKED;
  /* Without this every answer in two parts waits 40 ms. */
  if (peer.ss_family != AF_UNIX)
    setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  *address = describe ((struct sockaddr *) &peer, length);
  return fd;
}

static gssize
answer (gssize n)
{
  if (n >= 0)
    return n;
  return errno == EAGAIN || errno == EWOULDBLOCK ? HRT_WEB_SOCKET_BLOCKED : HRT_WEB_SOCKET_BROKEN;
}

gssize
hrt_web_socket_receive (int fd, char *into, gsize room)
{
  gssize n;

  do
    n = recv (fd, into, room, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);
  return answer (n);
}

gssize
hrt_web_socket_send (int fd, const HrtWebSocketPart *parts, guint n_parts)
{
  struct iovec vector[MAX_PARTS];
  struct msghdr message = { .msg_iov = vector, .msg_iovlen = n_parts };
  gssize n;

  g_assert (n_parts <= MAX_PARTS);
  for (guint i = 0; i < n_parts; i++)
    vector[i] = (struct iovec){ (char *) parts[i].data, parts[i].length };
  do
    n = sendmsg (fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);
  return answer (n);
}

void
hrt_web_socket_end (int fd)
{
  shutdown (fd, SHUT_WR);
}

void
hrt_web_socket_close (int fd)
{
  close (fd);
}

guint
hrt_web_socket_get_limit (void)
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

int
hrt_web_socket_open_spare (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

void
hrt_web_socket_close_spare (int fd)
{
  if (fd >= 0)
    close (fd);
}
