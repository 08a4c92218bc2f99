/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRequest: its one answer.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-request-private.h"

#include <string.h>

#include "hrt-web-head.h"
#include "hrt-web-page.h"
#include "hrt-web-response-private.h"
#include "hrt-web-server-private.h"

/* Less fits one or two packets anyway. */
#define MIN_COMPRESSED_BYTES 1024

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

/* Compressed, a page's length tells how much of what a stranger made the visitor's browser ask for
 * (each page holds its own address) is like a secret in it: BREACH. So a page with a session, hence
 * with a token and somebody's things, goes out plain, and so do answers to forms, which may begin
 * one, and pages whose address is the secret. What is left is the same for everybody. */
static gboolean
holds_no_secret (HrtWebRequest *self)
{
  return self->session == NULL && self->csrf_token == NULL && strcmp (self->method, "POST") != 0 &&
         (self->match.route == NULL || (self->match.route->flags & HRT_WEB_ROUTE_SECRET_PATH) == 0);
}

static GBytes *
dup_compressed (HrtWebRequest *self, HrtWebResponse *response)
{
  const char *type = _hrt_web_response_get_content_type (response);
  GBytes *body = hrt_web_response_get_body (response);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  if (body == NULL || g_bytes_get_size (body) < MIN_COMPRESSED_BYTES || type == NULL ||
      !(g_str_has_prefix (type, "text/") || g_str_has_prefix (type, "application/json")) ||
      !holds_no_secret (self) ||
      !hrt_web_accepts_gzip (soup_message_headers_get_list (headers, "Accept-Encoding")))
    return NULL;
  return _hrt_web_compress (body, 1);
}

static void
write_answer (HrtWebRequest *self, HrtWebResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autoptr (GBytes) small = dup_compressed (self, response);
  GBytes *body = small != NULL ? small : hrt_web_response_get_body (response);

  self->exchange->status = hrt_web_response_get_status (response);
  soup_server_message_set_status (self->message, self->exchange->status,
                                  _hrt_web_status_phrase (self->exchange->status));
  _hrt_web_response_foreach_header (response, self->exchange->is_secure, copy_header, headers);
  soup_message_headers_append (headers, "Vary", "Accept-Encoding, Cookie");
  if (small != NULL)
    soup_message_headers_append (headers, "Content-Encoding", "gzip");
  if (self->exchange->connection == NULL ||
      !hrt_web_connection_keeps_alive (self->exchange->connection))
    soup_message_headers_append (headers, "Connection", "close");
  if (body != NULL && g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), body);
}

/**
 * hrt_web_request_respond:
 * @self: a request
 * @response: (transfer full): its answer
 *
 * Answers. A visitor who has left, or was answered because it took too long, is no mistake;
 * answering twice is one.
 */
void
hrt_web_request_respond (HrtWebRequest *self, HrtWebResponse *response)
{
  if (self->state == HRT_WEB_REQUEST_ANSWERED)
    g_critical ("the handler of %s answered twice",
                self->match.route != NULL ? self->match.route->pattern : "no route");
  if (self->state != HRT_WEB_REQUEST_OPEN || self->message == NULL)
    {
      hrt_web_response_unref (response);
      return;
    }
  self->state = HRT_WEB_REQUEST_ANSWERED;
  write_answer (self, response);
  _hrt_web_server_keep_page (self->exchange, response);
  hrt_web_response_unref (response);
  _hrt_web_request_go_on (self);
}

/**
 * hrt_web_request_respond_html:
 * @self: a request
 * @status: HTTP status
 * @html: (transfer full): the page
 */
void
hrt_web_request_respond_html (HrtWebRequest *self, guint status, GString *html)
{
  hrt_web_request_respond (self, hrt_web_response_new_html (status, html));
}

/**
 * hrt_web_request_respond_json:
 * @self: a request
 * @status: HTTP status
 * @json: (transfer full): from a #HrtJsonWriter
 */
void
hrt_web_request_respond_json (HrtWebRequest *self, guint status, char *json)
{
  hrt_web_request_respond (self, hrt_web_response_new_json (status, json));
}

/**
 * hrt_web_request_respond_error:
 * @self: a request
 * @status: 400 and above
 *
 * Answers with the page for that error.
 */
void
hrt_web_request_respond_error (HrtWebRequest *self, guint status)
{
  if (self->state == HRT_WEB_REQUEST_OPEN)
    hrt_web_request_respond (self, _hrt_web_server_make_error (self, status));
}

/**
 * hrt_web_request_fail:
 * @self: a request
 * @error: why it cannot be answered
 *
 * Answers 500 and writes @error to the log only; 503 if something we need is away for a moment.
 * Nothing if the visitor has left.
 */
void
hrt_web_request_fail (HrtWebRequest *self, const GError *error)
{
  guint status = 500;

  if (self->state != HRT_WEB_REQUEST_OPEN)
    return;
  if (_hrt_web_server_is_outage (self->exchange->server, error))
    status = 503;
  g_message ("request %s (%s): %s", self->exchange->id,
             self->match.route != NULL ? self->match.route->pattern : "no route", error->message);
  hrt_web_request_respond_error (self, status);
}

/**
 * hrt_web_request_redirect:
 * @self: a request
 * @path: a path of this site
 *
 * Sends the visitor there with GET (303).
 */
void
hrt_web_request_redirect (HrtWebRequest *self, const char *path)
{
  hrt_web_request_respond (self, hrt_web_response_new_redirect (303, path));
}
