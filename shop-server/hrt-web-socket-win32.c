/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Winsock's sockets. A socket is a handle; the system keeps handles below 2^31, and so do GLib and
 * libpq.
 */

#define G_LOG_DOMAIN "hrt-web"

#include <winsock2.h>
#include <ws2tcpip.h>

#include "hrt-web-socket.h"

#define BACKLOG   SOMAXCONN
#define MAX_PARTS 8
#define LIMIT     2048 /* each turn of the hub looks at all of them */

static int
fail (GError **error, const char *what, SOCKET fd)
{
  int code = WSAGetLastError ();
  g_autofree char *reason = g_win32_error_message (code);

  g_set_error (error, G_IO_ERROR, g_io_error_from_win32_error (code), "%s: %s", what, reason);
  if (fd != INVALID_SOCKET)
    closesocket (fd);
  return HRT_WEB_SOCKET_BROKEN;
}

int
hrt_web_socket_listen (GSocketAddress *address, gboolean shared, GError **error)
{
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (address);
  u_long now = 1;
  BOOL alone = TRUE;
  WSADATA ignored;
  SOCKET fd;

  WSAStartup (MAKEWORD (2, 2), &ignored);
  if (!g_socket_address_to_native (address, &native, sizeof native, error))
    return HRT_WEB_SOCKET_BROKEN;
  fd = WSASocketW (native.ss_family, SOCK_STREAM, 0, NULL, 0,
                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  if (fd == INVALID_SOCKET)
    return fail (error, "no socket", fd);
  /* SO_REUSEADDR would let any program take our port from us. */
  setsockopt (fd, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *) &alone, sizeof alone);
  ioctlsocket (fd, (long) FIONBIO, &now);
  if (bind (fd, (struct sockaddr *) &native, (int) size) != 0)
    {
      /* What another program has for itself alone is "denied". */
      if (WSAGetLastError () == WSAEACCES)
        WSASetLastError (WSAEADDRINUSE);
      return fail (error, "cannot listen", fd);
    }
  if (listen (fd, BACKLOG) != 0)
    return fail (error, "cannot listen", fd);
  return (int) fd;
}

void
hrt_web_socket_adopt (int fd)
{
  u_long now = 1;

  ioctlsocket ((SOCKET) fd, (long) FIONBIO, &now);
}

guint
hrt_web_socket_get_port (int fd)
{
  struct sockaddr_storage own;
  int length = sizeof own;

  if (getsockname ((SOCKET) fd, (struct sockaddr *) &own, &length) != 0)
    return 0;
  if (own.ss_family == AF_INET)
    return ntohs (((struct sockaddr_in *) &own)->sin_port);
  return own.ss_family == AF_INET6 ? ntohs (((struct sockaddr_in6 *) &own)->sin6_port) : 0;
}

static char *
describe (struct sockaddr *address, gsize length)
{
  g_autoptr (GSocketAddress) socket_address = g_socket_address_new_from_native (address, length);
  GInetAddress *inet;

  if (!G_IS_INET_SOCKET_ADDRESS (socket_address))
    return g_strdup ("unknown");
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address));
  return g_inet_address_to_string (inet);
}

int
hrt_web_socket_accept (int listening, char **address)
{
  struct sockaddr_storage peer;
  int length = sizeof peer;
  BOOL on = TRUE;
  SOCKET fd = accept ((SOCKET) listening, (struct sockaddr *) &peer, &length);

  *address = NULL;
  if (fd == INVALID_SOCKET)
    switch (WSAGetLastError ())
      {
      case WSAEMFILE:
      case WSAENOBUFS:
        return HRT_WEB_SOCKET_FULL;
      case WSAECONNRESET:
      case WSAEINTR:
        return HRT_WEB_SOCKET_AGAIN;
      default:
        return HRT_WEB_SOCKET_BLOCKED;
      }
  SetHandleInformation ((HANDLE) fd, HANDLE_FLAG_INHERIT, 0);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, (const char *) &on, sizeof on);
  *address = describe ((struct sockaddr *) &peer, (gsize) length);
  return (int) fd;
}

static gssize
answer_failure (void)
{
  return WSAGetLastError () == WSAEWOULDBLOCK ? HRT_WEB_SOCKET_BLOCKED : HRT_WEB_SOCKET_BROKEN;
}

gssize
hrt_web_socket_receive (int fd, char *into, gsize room)
{
  int n = recv ((SOCKET) fd, into, (int) MIN (room, G_MAXINT32), 0);

  return n >= 0 ? n : answer_failure ();
}

gssize
hrt_web_socket_send (int fd, const HrtWebSocketPart *parts, guint n_parts)
{
  WSABUF buffers[MAX_PARTS];
  DWORD sent = 0;

  g_assert (n_parts <= MAX_PARTS);
  for (guint i = 0; i < n_parts; i++)
    buffers[i] = (WSABUF){ (u_long) MIN (parts[i].length, G_MAXINT32), (char *) parts[i].data };
  if (WSASend ((SOCKET) fd, buffers, n_parts, &sent, 0, NULL, NULL) != 0)
    return answer_failure ();
  return (gssize) sent;
}

void
hrt_web_socket_end (int fd)
{
  shutdown ((SOCKET) fd, SD_SEND);
}

void
hrt_web_socket_close (int fd)
{
  closesocket ((SOCKET) fd);
}

guint
hrt_web_socket_get_limit (void)
{
  return LIMIT;
}

int
hrt_web_socket_open_spare (void)
{
  return -1;
}

void
hrt_web_socket_close_spare (int fd)
{
}
