/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server's calls on sockets, the same on every system. None of them waits.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a call answers instead of a number of bytes or a socket. */
#define HRT_WEB_SOCKET_BROKEN  (-1)
#define HRT_WEB_SOCKET_BLOCKED (-2) /* not now; the hub tells when */
#define HRT_WEB_SOCKET_AGAIN   (-3) /* that visitor has gone, ask for the next */
#define HRT_WEB_SOCKET_FULL    (-4) /* this process may have no more of them */

typedef struct
{
  const char *data;
  gsize length;
} HrtWebSocketPart;

int hrt_web_socket_listen (GSocketAddress *address, gboolean shared, GError **error);
/* Makes a listening socket of somebody else's fit for us. */
void hrt_web_socket_adopt (int fd);
/* 0 when it is not an internet socket. */
guint hrt_web_socket_get_port (int fd);
/* A visitor's socket; @address becomes (transfer full) its address as text, "unix" for a local one.
 */
int hrt_web_socket_accept (int listening, char **address);
/* Bytes; 0 at the visitor's end. */
gssize hrt_web_socket_receive (int fd, char *into, gsize room);
gssize hrt_web_socket_send (int fd, const HrtWebSocketPart *parts, guint n_parts);
/* Says that nothing more will come from us. */
void hrt_web_socket_end (int fd);
void hrt_web_socket_close (int fd);
/* How many this process may have, after asking for as many as it may. */
guint hrt_web_socket_get_limit (void);
/* A descriptor to give up when no other is left; -1 where that is not needed. */
int hrt_web_socket_open_spare (void);
void hrt_web_socket_close_spare (int fd);

G_END_DECLS
