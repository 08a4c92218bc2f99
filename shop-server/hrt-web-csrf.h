/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Decides whether a change was asked for by our own page.
 */

#pragma once

#include "hrt-web-request.h"

G_BEGIN_DECLS

/* What a route that changes something asks for. */
typedef enum
{
  HRT_WEB_CSRF_TOKEN,  /* our origin; and the token where the visitor has a session */
  HRT_WEB_CSRF_ORIGIN, /* our origin only: harmless changes offered on cached pages (add to cart,
                          language) */
  HRT_WEB_CSRF_NONE,   /* reads only, or signed by somebody else (a webhook) */
} HrtWebCsrf;

gboolean hrt_web_csrf_check (HrtWebRequest *request, HrtWebCsrf need);
gboolean hrt_web_csrf_origin_is_ours (const char *origin,
                                      const char *sec_fetch_site,
                                      const char *referer,
                                      const char *own_origin);

G_END_DECLS
