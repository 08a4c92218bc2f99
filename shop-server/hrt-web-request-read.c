/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRequest: what a handler may ask of it.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-request-private.h"

#include <string.h>

#include "hrt-web-head.h"

/**
 * hrt_web_request_get_id:
 * @self: a request
 *
 * Returns: its id in the log
 */
const char *
hrt_web_request_get_id (HrtWebRequest *self)
{
  return self->exchange->id;
}

const char *
hrt_web_request_get_method (HrtWebRequest *self)
{
  return self->method;
}

gboolean
hrt_web_request_is_head (HrtWebRequest *self)
{
  return strcmp (self->method, "HEAD") == 0;
}

/**
 * hrt_web_request_get_path:
 * @self: a request
 *
 * Returns: the path as sent, without query
 */
const char *
hrt_web_request_get_path (HrtWebRequest *self)
{
  return self->path;
}

/**
 * hrt_web_request_get_target:
 * @self: a request
 *
 * Returns: path and query as sent
 */
const char *
hrt_web_request_get_target (HrtWebRequest *self)
{
  return self->target;
}

/**
 * hrt_web_request_get_route:
 * @self: a request
 *
 * Returns: (nullable): the pattern of its route
 */
const char *
hrt_web_request_get_route (HrtWebRequest *self)
{
  return self->match.route != NULL ? self->match.route->pattern : NULL;
}

/**
 * hrt_web_request_get_param:
 * @self: a request
 * @name: as in the route's pattern
 *
 * Returns: (nullable): what stands there in the path, decoded
 */
const char *
hrt_web_request_get_param (HrtWebRequest *self, const char *name)
{
  return hrt_web_match_get_param (&self->match, name);
}

/**
 * hrt_web_request_get_param_int64:
 * @self: a request
 * @name: as in the route's pattern
 * @number: (out): the number
 *
 * Returns: %TRUE if a positive number stands there
 */
gboolean
hrt_web_request_get_param_int64 (HrtWebRequest *self, const char *name, gint64 *number)
{
  const char *text = hrt_web_request_get_param (self, name);

  return text != NULL && g_ascii_isdigit (*text) &&
         g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL);
}

/**
 * hrt_web_request_get_query:
 * @self: a request
 *
 * Returns: (transfer none): the fields of its query; none where it cannot be decoded
 */
const HrtWebParams *
hrt_web_request_get_query (HrtWebRequest *self)
{
  return self->query;
}

/**
 * hrt_web_request_get_form:
 * @self: a POST
 *
 * A form that cannot be decoded was refused before the handler saw it.
 *
 * Returns: (transfer none) (nullable): its fields; %NULL if the body is no form
 */
const HrtWebParams *
hrt_web_request_get_form (HrtWebRequest *self)
{
  return self->form;
}

/**
 * hrt_web_request_get_body:
 * @self: a request that is not answered
 *
 * Returns: (transfer full) (nullable): its body
 */
GBytes *
hrt_web_request_get_body (HrtWebRequest *self)
{
  return self->message != NULL
             ? soup_message_body_flatten (soup_server_message_get_request_body (self->message))
             : NULL;
}

/**
 * hrt_web_request_get_header:
 * @self: a request that is not answered
 * @name: of a header
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
hrt_web_request_get_header (HrtWebRequest *self, const char *name)
{
  return self->message != NULL ? soup_message_headers_get_one (
                                     soup_server_message_get_request_headers (self->message), name)
                               : NULL;
}

/**
 * hrt_web_request_get_cookie:
 * @self: a request that is not answered
 * @name: of a cookie
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
hrt_web_request_get_cookie (HrtWebRequest *self, const char *name)
{
  const char *value;
  gsize length;

  if (!hrt_web_cookie_find (hrt_web_request_get_header (self, "Cookie"), name, &value, &length))
    return NULL;
  if (self->cookies == NULL)
    self->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_hash_table_contains (self->cookies, name))
    g_hash_table_insert (self->cookies, g_strdup (name), g_strndup (value, length));
  return g_hash_table_lookup (self->cookies, name);
}

/**
 * hrt_web_request_get_language:
 * @self: a request
 *
 * Returns: one of the server's languages
 */
const char *
hrt_web_request_get_language (HrtWebRequest *self)
{
  return self->language;
}

/**
 * hrt_web_request_get_host:
 * @self: a request that is not answered
 *
 * Returns: (nullable): the Host header
 */
const char *
hrt_web_request_get_host (HrtWebRequest *self)
{
  return hrt_web_request_get_header (self, "Host");
}

/**
 * hrt_web_request_is_secure:
 * @self: a request
 *
 * Returns: %TRUE if the visitor uses https, as a trusted proxy says
 */
gboolean
hrt_web_request_is_secure (HrtWebRequest *self)
{
  return self->exchange->is_secure;
}

/**
 * hrt_web_request_dup_origin:
 * @self: a request that is not answered
 *
 * Returns: (transfer full): "https://shop.example": this site as the visitor sees it
 */
char *
hrt_web_request_dup_origin (HrtWebRequest *self)
{
  const char *host = hrt_web_request_get_host (self);

  return g_strdup_printf ("%s://%s", self->exchange->is_secure ? "https" : "http",
                          host != NULL ? host : "");
}

/**
 * hrt_web_request_get_client_address:
 * @self: a request
 *
 * Returns: the visitor's address; behind a trusted proxy, what that says
 */
const char *
hrt_web_request_get_client_address (HrtWebRequest *self)
{
  return self->exchange->client;
}

/**
 * hrt_web_request_wants_json:
 * @self: a request that is not answered
 *
 * Returns: %TRUE if a script asks, not a page load
 */
gboolean
hrt_web_request_wants_json (HrtWebRequest *self)
{
  const char *accept = hrt_web_request_get_header (self, "Accept");

  return accept != NULL && strstr (accept, "application/json") != NULL &&
         strstr (accept, "text/html") == NULL;
}

/**
 * hrt_web_request_get_session:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the visitor's session
 */
HrtWebSession *
hrt_web_request_get_session (HrtWebRequest *self)
{
  return self->session;
}

/**
 * hrt_web_request_get_csrf_token:
 * @self: a request
 *
 * Returns: (nullable): for the hidden field "csrf" of forms; %NULL without a session
 */
const char *
hrt_web_request_get_csrf_token (HrtWebRequest *self)
{
  return self->csrf_token;
}

/**
 * hrt_web_request_get_cancellable:
 * @self: a request
 *
 * Returns: (transfer none): cancelled when the visitor leaves or the request takes too long
 */
GCancellable *
hrt_web_request_get_cancellable (HrtWebRequest *self)
{
  return self->cancellable;
}
