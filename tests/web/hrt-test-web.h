/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A real server on a free loopback port, in a thread of its own, and raw sockets to talk to it.
 */

#pragma once

#include "shop-server/hrt-web-server.h"

G_BEGIN_DECLS

typedef struct _HrtTestWeb HrtTestWeb;

/* Called in the server's thread before it listens. */
typedef void (*HrtTestWebSetup) (HrtWebServer *server, gpointer user_data);

HrtTestWeb *
hrt_test_web_start (const HrtWebConfig *config, HrtTestWebSetup setup, gpointer user_data);
void hrt_test_web_stop (HrtTestWeb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtTestWeb, hrt_test_web_stop)
guint hrt_test_web_get_port (HrtTestWeb *self);
guint hrt_test_web_get_n_connections (HrtTestWeb *self);
void hrt_test_web_invoke (HrtTestWeb *self, HrtTestWebSetup function, gpointer user_data);

int hrt_test_web_connect (HrtTestWeb *self);
void hrt_test_send (int fd, const char *bytes, gssize length);
char *hrt_test_read_all (int fd, guint timeout_msec, gboolean *is_closed, gsize *length);
char *hrt_test_read_response (int fd, guint timeout_msec);
char *hrt_test_web_ask (HrtTestWeb *self, const char *request);
char *hrt_test_statuses (const char *answer, gsize length);
char *hrt_test_header (const char *answer, const char *name);
guint hrt_test_count_descriptors (void);

G_END_DECLS
