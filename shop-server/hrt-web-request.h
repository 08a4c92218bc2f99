/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRequest: one request on its way to one response.
 */

#pragma once

#include <libsoup/soup.h>

#include "hrt-web-params.h"
#include "hrt-web-response.h"
#include "hrt-web-session.h"

G_BEGIN_DECLS

#define HRT_TYPE_WEB_REQUEST (hrt_web_request_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebRequest, hrt_web_request, HRT, WEB_REQUEST, GObject)

const char *hrt_web_request_get_id (HrtWebRequest *self);
const char *hrt_web_request_get_method (HrtWebRequest *self);
gboolean hrt_web_request_is_head (HrtWebRequest *self);
const char *hrt_web_request_get_path (HrtWebRequest *self);
const char *hrt_web_request_get_target (HrtWebRequest *self);
const char *hrt_web_request_get_route (HrtWebRequest *self);
const char *hrt_web_request_get_param (HrtWebRequest *self, const char *name);
gboolean hrt_web_request_get_param_int64 (HrtWebRequest *self, const char *name, gint64 *number);
const HrtWebParams *hrt_web_request_get_query (HrtWebRequest *self);
const HrtWebParams *hrt_web_request_get_form (HrtWebRequest *self);
GBytes *hrt_web_request_get_body (HrtWebRequest *self);
const char *hrt_web_request_get_header (HrtWebRequest *self, const char *name);
const char *hrt_web_request_get_cookie (HrtWebRequest *self, const char *name);
const char *hrt_web_request_get_language (HrtWebRequest *self);
const char *hrt_web_request_get_host (HrtWebRequest *self);
gboolean hrt_web_request_is_secure (HrtWebRequest *self);
char *hrt_web_request_dup_origin (HrtWebRequest *self);
const char *hrt_web_request_get_client_address (HrtWebRequest *self);
gboolean hrt_web_request_wants_json (HrtWebRequest *self);
HrtWebSession *hrt_web_request_get_session (HrtWebRequest *self);
const char *hrt_web_request_get_csrf_token (HrtWebRequest *self);
GCancellable *hrt_web_request_get_cancellable (HrtWebRequest *self);
gboolean hrt_web_request_is_answered (HrtWebRequest *self);

/* Each answers the request; exactly one of them is called, now or later (keep a reference until
 * then). */
void hrt_web_request_respond (HrtWebRequest *self, HrtWebResponse *response);
void hrt_web_request_respond_html (HrtWebRequest *self, guint status, GString *html);
void hrt_web_request_respond_json (HrtWebRequest *self, guint status, char *json);
void hrt_web_request_respond_error (HrtWebRequest *self, guint status);
void hrt_web_request_fail (HrtWebRequest *self, const GError *error);
void hrt_web_request_redirect (HrtWebRequest *self, const char *path);

G_END_DECLS
