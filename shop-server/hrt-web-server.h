/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebServer: the HTTP edge: listener, guard, page cache, router and libsoup behind them.
 */

#pragma once

#include "hrt-web-assets.h"
#include "hrt-web-page-cache.h"
#include "hrt-web-router.h"
#include "hrt-web-template.h"

G_BEGIN_DECLS

/* Set up with hrt_web_config_init(), then change what differs. The strings are copied by
 * hrt_web_server_new(). */
typedef struct
{
  const char *const *languages;       /* {"id", "en", NULL}; the first is the shop's */
  const char *const *trusted_proxies; /* (nullable) addresses or networks ("10.0.0.0/8") whose
                                         X-Forwarded-* count */
  const char *sign_in_path;           /* where HRT_WEB_ACCESS_CUSTOMER sends visitors */
  gboolean reuse_port;                /* several worker processes on one port */
  guint max_connections;              /* 0: what the descriptor limit allows */
  guint max_per_address;              /* 0: no cap; loopback and trusted proxies are never capped */
  guint max_requests;                 /* per connection */
  guint idle_secs;
  guint header_secs;
  guint body_secs;
  guint handler_secs;
  guint write_secs;
  gsize max_body;      /* bytes */
  gsize cache_bytes;   /* of the page cache */
  gboolean log_access; /* one line per request on standard output */
} HrtWebConfig;

void hrt_web_config_init (HrtWebConfig *config);

#define HRT_TYPE_WEB_SERVER (hrt_web_server_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebServer, hrt_web_server, HRT, WEB_SERVER, GObject)

/* Makes the page for an error; NULL: a plain one is sent. */
typedef HrtWebResponse *(*HrtWebErrorPage) (HrtWebRequest *request,
                                            guint status,
                                            gpointer user_data);

/* Is @error of the kind that passes (the database is away)? Then visitors see 503, not 500. */
typedef gboolean (*HrtWebOutageTest) (const GError *error);

HrtWebServer *hrt_web_server_new (const HrtWebConfig *config);
void hrt_web_server_set_first_language (HrtWebServer *self, const char *language);
HrtWebRouter *hrt_web_server_get_router (HrtWebServer *self);
HrtWebPageCache *hrt_web_server_get_page_cache (HrtWebServer *self);
HrtWebLimits *hrt_web_server_get_limits (HrtWebServer *self);
void hrt_web_server_set_assets (HrtWebServer *self, HrtWebAssets *assets);
void hrt_web_server_set_image_directory (HrtWebServer *self, const char *directory);
void hrt_web_server_set_session_store (HrtWebServer *self, HrtWebSessionStore *store);
void hrt_web_server_set_error_page (HrtWebServer *self, HrtWebErrorPage page, gpointer user_data);
void hrt_web_server_set_outage_test (HrtWebServer *self, HrtWebOutageTest test);

gboolean hrt_web_server_listen (HrtWebServer *self, const char *address, GError **error);
gboolean hrt_web_server_adopt (HrtWebServer *self, int fd, GError **error);
guint hrt_web_server_get_port (HrtWebServer *self);
guint hrt_web_server_get_n_connections (HrtWebServer *self);
void hrt_web_server_stop (HrtWebServer *self);

G_END_DECLS
