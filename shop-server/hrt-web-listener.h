/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebListener: accepts visitors within limits, and turns the others away politely.
 */

#pragma once

#include "hrt-web-connection.h"

G_BEGIN_DECLS

typedef struct _HrtWebListener HrtWebListener;

HrtWebListener *hrt_web_listener_new (HrtWebGuard *guard);
void hrt_web_listener_free (HrtWebListener *self);
gboolean hrt_web_listener_listen (HrtWebListener *self, const char *address, GError **error);
gboolean hrt_web_listener_adopt (HrtWebListener *self, int fd, GError **error);
void hrt_web_listener_stop (HrtWebListener *self);
guint hrt_web_listener_get_port (HrtWebListener *self);
guint hrt_web_listener_get_n_connections (HrtWebListener *self);
gboolean hrt_web_listener_is_trusted (HrtWebListener *self, const char *address);

G_END_DECLS
