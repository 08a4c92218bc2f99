/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRouter: which handler answers which method and path.
 */

#pragma once

#include "hrt-web-csrf.h"
#include "hrt-web-limits.h"
#include "hrt-web-request.h"

G_BEGIN_DECLS

/**
 * HrtWebHandler:
 * @request: (transfer none): keep a reference to answer later
 * @user_data: what the routes were added with
 */
typedef void (*HrtWebHandler) (HrtWebRequest *request, gpointer user_data);

typedef enum
{
  HRT_WEB_ACCESS_PUBLIC,
  HRT_WEB_ACCESS_CUSTOMER, /* signed in; others are sent to the sign-in page */
} HrtWebAccess;

typedef enum
{
  HRT_WEB_ROUTE_CACHED =
      1 << 0, /* answers of visitors without a session may be kept (hrt_web_response_keep) */
  HRT_WEB_ROUTE_SHARED =
      1 << 1, /* the answer is the same for everybody in every language (images) */
  HRT_WEB_ROUTE_SECRET_PATH = 1 << 2, /* the path is a secret: the log shows the pattern */
} HrtWebRouteFlags;

typedef struct
{
  const char *method;  /* "GET" (answers HEAD too) or "POST" */
  const char *pattern; /* "/product/:id"; ":name" is one segment, a last "*name" the rest */
  HrtWebHandler handler;
  HrtWebAccess access;
  HrtWebCsrf csrf;          /* looked at for POST */
  guint flags;              /* HrtWebRouteFlags */
  gsize max_body;           /* bytes; 0: the server's default */
  const HrtWebLimit *limit; /* (nullable) per client address */
  const char *page; /* (nullable) of a POST whose path no GET answers: the page with its form */
} HrtWebRoute;

#define HRT_WEB_ROUTER_MAX_PARAMS 4

typedef struct
{
  const HrtWebRoute *route; /* NULL: no route */
  gpointer user_data;
  char *params[HRT_WEB_ROUTER_MAX_PARAMS]; /* decoded, in the pattern's order */
  gboolean path_known;                     /* the path exists with another method */
  gboolean path_bad;                       /* cannot be decoded, or has dot segments */
} HrtWebMatch;

typedef struct _HrtWebRouter HrtWebRouter;

HrtWebRouter *hrt_web_router_new (void);
void hrt_web_router_free (HrtWebRouter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebRouter, hrt_web_router_free)

void hrt_web_router_add (HrtWebRouter *self,
                         const HrtWebRoute *routes,
                         gsize n_routes,
                         gpointer user_data);
void
hrt_web_router_match (HrtWebRouter *self, const char *method, const char *path, HrtWebMatch *match);
void hrt_web_match_clear (HrtWebMatch *match);
const char *hrt_web_match_get_param (const HrtWebMatch *match, const char *name);
const char *hrt_web_router_find_page (HrtWebRouter *self, const char *path);
char *hrt_web_router_dup_allow (HrtWebRouter *self, const char *path);

G_END_DECLS
