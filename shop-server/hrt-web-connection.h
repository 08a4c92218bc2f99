/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebConnection: one visitor's socket from accept to close, guarded by deadlines and byte
 * limits.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-head.h"
#include "hrt-web-hub.h"
#include "hrt-web-page.h"
#include "hrt-web-server.h"

G_BEGIN_DECLS

typedef struct _HrtWebConnection HrtWebConnection;
typedef struct _HrtWebGuard HrtWebGuard;

/* What becomes of a request once its head is known. */
typedef enum
{
  HRT_WEB_VERDICT_PASS, /* read the body, up to max_body bytes, then hand it to the HTTP library */
  HRT_WEB_VERDICT_PAGE, /* send this page */
  HRT_WEB_VERDICT_REFUSE, /* answer with `status` and close */
  HRT_WEB_VERDICT_WAIT,   /* ask again when hrt_web_connection_retry() is called */
} HrtWebVerdictKind;

typedef struct
{
  HrtWebVerdictKind kind;
  gsize max_body;
  HrtWebPage *page; /* (transfer none) */
  guint status;
  char *allow; /* (transfer full) (nullable) for 405 */
} HrtWebVerdict;

typedef struct
{
  HrtWebVerdict (*head) (HrtWebConnection *connection, const HrtWebHead *head, gpointer user_data);
  void (*pass) (HrtWebConnection *connection, GIOStream *stream, gpointer user_data);
  void (*gone) (HrtWebConnection *connection, gpointer user_data);    /* left before the answer */
  void (*overdue) (HrtWebConnection *connection, gpointer user_data); /* handler_secs have passed */
  void (*answered) (HrtWebConnection *connection, guint status, gsize bytes, gpointer user_data);
} HrtWebGuardOps;

/* What all connections of a server share. */
struct _HrtWebGuard
{
  HrtWebHub *hub;
  const HrtWebConfig *config;
  const HrtWebGuardOps *ops;
  gpointer user_data;
  GQueue connections; /* (element-type HrtWebConnection) */
  GQueue idle;        /* (element-type HrtWebConnection) longest idle first */
  gsize body_bytes;   /* held in memory for requests that are not complete */
  gboolean is_draining;
  void (*closed) (HrtWebConnection *connection, gpointer user_data); /* the listener counts */
  gpointer closed_data;
  HrtWebHead head; /* of the request at hand */
  gint64 date_second;
  char date[48];
};

HrtWebConnection *
hrt_web_connection_new (HrtWebGuard *guard, int fd, char *address, gboolean is_trusted);
void hrt_web_connection_close (HrtWebConnection *self);
void hrt_web_connection_retry (HrtWebConnection *self);
void hrt_web_connection_finish (HrtWebConnection *self, GByteArray *response);
const char *hrt_web_connection_get_address (HrtWebConnection *self);
gboolean hrt_web_connection_is_trusted (HrtWebConnection *self);
gboolean hrt_web_connection_keeps_alive (HrtWebConnection *self);
void hrt_web_connection_stop_keeping (HrtWebConnection *self);
void hrt_web_connection_set_exchange (HrtWebConnection *self, gpointer exchange);
gpointer hrt_web_connection_get_exchange (HrtWebConnection *self);
gboolean hrt_web_guard_evict (HrtWebGuard *guard);

G_END_DECLS
