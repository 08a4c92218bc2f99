/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the parts of the server know of each other.
 */

#pragma once

#include <libsoup/soup.h>

#include "hrt-web-exchange.h"
#include "hrt-web-listener.h"
#include "hrt-web-log.h"
#include "hrt-web-page-cache-private.h"
#include "hrt-web-server.h"

G_BEGIN_DECLS

struct _HrtWebServer
{
  GObject parent;
  HrtWebConfig config; /* with strings of our own */
  char **languages;
  char **proxies;
  char *sign_in_path;
  HrtWebGuard guard;
  HrtWebListener *listener;
  SoupServer *soup;
  GSocketAddress *own_address;
  HrtWebRouter *router;
  HrtWebPageCache *cache;
  HrtWebLimits *limits;
  HrtWebAssets *assets;      /* (nullable) */
  HrtWebSessionStore *store; /* (nullable) */
  char *image_directory;     /* (nullable) */
  HrtWebLog *log;            /* (nullable) */
  HrtWebErrorPage error_page;
  gpointer error_page_data;
  HrtWebOutageTest outage_test;
};

extern const HrtWebGuardOps _hrt_web_server_ops;

void _hrt_web_server_on_message (SoupServer *soup,
                                 SoupServerMessage *message,
                                 const char *path,
                                 GHashTable *query,
                                 gpointer user_data);
void _hrt_web_server_keep_page (HrtWebExchange *exchange, HrtWebResponse *response);
void _hrt_web_server_end_page (HrtWebExchange *exchange);
HrtWebResponse *_hrt_web_server_make_error (HrtWebRequest *request, guint status);
gboolean _hrt_web_server_is_outage (HrtWebServer *self, const GError *error);
void _hrt_web_images_add_route (HrtWebServer *self);

G_END_DECLS
