/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of HrtWebConnection share. A step does what can be done now and returns FALSE when
 * it must wait for an event, or when the connection is closed.
 */

#pragma once

#include "hrt-web-body.h"
#include "hrt-web-connection.h"
#include "hrt-web-guard-stream.h"
#include "hrt-web-outbox.h"
#include "hrt-web-socket.h"

G_BEGIN_DECLS

/* Slower than this is no visitor. */
#define HRT_WEB_CONNECTION_MIN_BYTES_PER_SEC 4096

typedef enum
{
  HRT_WEB_CONNECTION_HEAD, /* idle, or in the middle of a head */
  HRT_WEB_CONNECTION_BODY,
  HRT_WEB_CONNECTION_WAIT,   /* for somebody else's page */
  HRT_WEB_CONNECTION_PASS,   /* the HTTP library has it */
  HRT_WEB_CONNECTION_FLUSH,  /* sending */
  HRT_WEB_CONNECTION_LINGER, /* answered, not listened to any more */
  HRT_WEB_CONNECTION_CLOSED,
} HrtWebConnectionState;

struct _HrtWebConnection
{
  HrtWebWatch watch; /* first: the hub hands this back */
  HrtWebGuard *guard;
  HrtWebConnectionState state;
  gboolean can_read, can_write, peer_closed;
  gboolean keep;     /* after this answer */
  gboolean is_idle;  /* in guard->idle */
  gboolean is_timed; /* the head's deadline is running */
  gboolean is_trusted;
  guint n_requests;
  GList link, idle_link;
  char *address;
  char *in; /* (nullable) received and not used */
  gsize in_start, in_end, in_size, scanned;
  HrtWebHead *head; /* (nullable) of a request that waits */
  gsize head_length;
  GString *request; /* (nullable) as the HTTP library will see it */
  HrtWebBody body;
  HrtWebGuardStream *stream; /* (nullable) while the HTTP library has it */
  gpointer exchange;         /* (nullable) the server's */
  HrtWebOutbox out;
  guint status;
  gint64 since; /* of this state */
  gsize discarded;
};

gint64 _hrt_web_connection_now (HrtWebConnection *self);
void _hrt_web_connection_set_deadline (HrtWebConnection *self, gint64 from, guint secs);
void _hrt_web_connection_enter (HrtWebConnection *self, HrtWebConnectionState state, guint secs);
void _hrt_web_connection_set_idle (HrtWebConnection *self, gboolean is_idle);
void _hrt_web_connection_clear_body (HrtWebConnection *self);
void _hrt_web_connection_clear_request (HrtWebConnection *self);
void _hrt_web_connection_pump (HrtWebConnection *self);
gboolean _hrt_web_connection_fill (HrtWebConnection *self);
gboolean _hrt_web_connection_step_head (HrtWebConnection *self);
gboolean _hrt_web_connection_step_body (HrtWebConnection *self);
void _hrt_web_connection_pass (HrtWebConnection *self);
void _hrt_web_connection_judge (HrtWebConnection *self, const HrtWebHead *head, gsize length);
void _hrt_web_connection_start_flush (HrtWebConnection *self, guint status);
void _hrt_web_connection_refuse (HrtWebConnection *self, guint status, const char *allow);
gboolean _hrt_web_connection_step_flush (HrtWebConnection *self);
gboolean _hrt_web_connection_step_linger (HrtWebConnection *self);

G_END_DECLS
