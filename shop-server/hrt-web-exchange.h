/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebExchange: what the server knows about one request between its head and its answer.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-connection.h"

G_BEGIN_DECLS

typedef struct
{
  int ref_count;
  HrtWebServer *server;
  HrtWebConnection *connection; /* (nullable) NULL: the visitor has gone */
  HrtWebRequest *request;       /* (nullable) weak; while its handler is at it */
  char *id;
  char *client; /* address of the visitor, behind our proxies */
  gboolean is_secure;
  guint language; /* index: of the cookie, or the shop's */
  char *key;      /* (nullable) in the page cache */
  gboolean leads; /* makes the page for all who wait for it */
  gboolean waits;
  guint64 generation; /* of the page cache at the start */
  gint64 start;       /* monotonic */
  guint status;       /* of the answer */
  char *method;
  char *target;        /* path and query */
  const char *pattern; /* (nullable) of a route whose path is a secret: for the log */
} HrtWebExchange;

HrtWebExchange *hrt_web_exchange_new (void);
HrtWebExchange *hrt_web_exchange_ref (HrtWebExchange *self);
void hrt_web_exchange_unref (HrtWebExchange *self);

GSocketAddress *hrt_web_exchange_make_address (HrtWebExchange *self);
HrtWebExchange *hrt_web_exchange_of_message (SoupServerMessage *message);

G_END_DECLS
