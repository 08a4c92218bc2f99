/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebGuardStream: one whole request and the place for its answer, as the stream the HTTP library
 * works on.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-connection.h"

G_BEGIN_DECLS

#define HRT_TYPE_WEB_GUARD_STREAM (hrt_web_guard_stream_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebGuardStream, hrt_web_guard_stream, HRT, WEB_GUARD_STREAM, GIOStream)

HrtWebGuardStream *hrt_web_guard_stream_new (HrtWebConnection *connection, GBytes *request);
void hrt_web_guard_stream_detach (HrtWebGuardStream *self);
HrtWebConnection *hrt_web_guard_stream_get_connection (HrtWebGuardStream *self);

G_END_DECLS
