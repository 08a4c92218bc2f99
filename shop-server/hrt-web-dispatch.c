/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * From the HTTP library to the handler: route, rate, session, access, form, origin; and back into
 * the page cache.
 */

#define G_LOG_DOMAIN "hrt-web"

#include <string.h>

#include "hrt-web-request-private.h"
#include "hrt-web-response-private.h"
#include "hrt-web-server-private.h"

/* The page for an error comes from the shop; where that fails or is missing, a line of text does.
 */
HrtWebResponse *
_hrt_web_server_make_error (HrtWebRequest *request, guint status)
{
  HrtWebServer *self = _hrt_web_request_get_exchange (request)->server;
  HrtWebResponse *response = NULL;
  g_autofree char *text = g_strdup_printf ("%s\n", _hrt_web_status_phrase (status));

  if (self->error_page != NULL)
    response = self->error_page (request, status, self->error_page_data);
  if (response == NULL)
    response = hrt_web_response_new_text (status, text);
  if (status == 503)
    hrt_web_response_set_header (response, "Retry-After", "5");
  return response;
}

/**
 * _hrt_web_server_end_page:
 * @exchange: a request that may make a page for others
 *
 * Those who wait for the page go on, with it or without.
 */
void
_hrt_web_server_end_page (HrtWebExchange *exchange)
{
  if (!exchange->leads)
    return;
  exchange->leads = FALSE;
  _hrt_web_page_cache_end (exchange->server->cache, exchange->key);
}

/**
 * _hrt_web_server_keep_page:
 * @exchange: a request
 * @response: its answer
 *
 * Puts the answer into the page cache, if it may be there.
 */
void
_hrt_web_server_keep_page (HrtWebExchange *exchange, HrtWebResponse *response)
{
  gboolean compress = _hrt_web_response_get_content_type (response) == NULL ||
                      !g_str_has_prefix (_hrt_web_response_get_content_type (response), "image/");
  g_autoptr (HrtWebPage) page = NULL;

  if (exchange->key != NULL && exchange->server->config.cache_bytes > 0 &&
      _hrt_web_response_get_keep_secs (response) > 0 &&
      hrt_web_response_get_status (response) == 200)
    {
      page = hrt_web_page_new (response, exchange->is_secure, compress);
      _hrt_web_page_cache_store (exchange->server->cache, exchange->key, page, response,
                                 exchange->generation, g_get_monotonic_time ());
    }
  _hrt_web_server_end_page (exchange);
}

static void
respond_too_many (HrtWebRequest *request, guint retry_after_secs)
{
  HrtWebResponse *response = _hrt_web_server_make_error (request, 429);
  g_autofree char *seconds = g_strdup_printf ("%u", retry_after_secs);

  hrt_web_response_set_header (response, "Retry-After", seconds);
  hrt_web_request_respond (request, response);
}

static gboolean
is_within_limit (HrtWebServer *self, HrtWebRequest *request, const HrtWebRoute *route)
{
  g_autofree char *key = NULL;
  guint retry_after_secs = 0;

  if (route->limit == NULL)
    return TRUE;
  key = hrt_web_limits_address_key (hrt_web_request_get_client_address (request));
  if (hrt_web_limits_take (self->limits, route->limit, key, g_get_monotonic_time (),
                           &retry_after_secs))
    return TRUE;
  respond_too_many (request, retry_after_secs);
  return FALSE;
}

static void
send_to_sign_in (HrtWebServer *self, HrtWebRequest *request)
{
  g_autoptr (GString) path = g_string_new (self->config.sign_in_path);

  if (strcmp (hrt_web_request_get_method (request), "POST") != 0)
    {
      g_string_append (path, "?next=");
      hrt_web_percent_encode (path, hrt_web_request_get_target (request));
    }
  hrt_web_request_redirect (request, path->str);
}

static gboolean
may_enter (HrtWebServer *self, HrtWebRequest *request, const HrtWebRoute *route)
{
  const HrtWebSession *session = hrt_web_request_get_session (request);

  if (route->access == HRT_WEB_ACCESS_PUBLIC || (session != NULL && session->customer_id != 0))
    return TRUE;
  send_to_sign_in (self, request);
  return FALSE;
}

static void
respond_no_route (HrtWebServer *self, HrtWebRequest *request, const HrtWebMatch *match)
{
  HrtWebResponse *response;
  g_autofree char *allow = NULL;

  if (match->path_bad || !match->path_known)
    {
      hrt_web_request_respond_error (request, match->path_bad ? 400 : 404);
      return;
    }
  response = _hrt_web_server_make_error (request, 405);
  allow = hrt_web_router_dup_allow (self->router, hrt_web_request_get_path (request));
  hrt_web_response_set_header (response, "Allow", allow);
  hrt_web_request_respond (request, response);
}

/* Everything about the request is known: the last checks, then the handler. */
static void
handle (HrtWebServer *self, HrtWebRequest *request)
{
  const HrtWebMatch *match = _hrt_web_request_get_match (request);
  const HrtWebRoute *route = match->route;
  g_autoptr (GError) error = NULL;

  if (hrt_web_request_is_answered (request))
    return;
  if (route == NULL)
    {
      respond_no_route (self, request, match);
      return;
    }
  if (!may_enter (self, request, route))
    return;
  if (strcmp (route->method, "POST") == 0)
    {
      if (!_hrt_web_request_parse_form (request, &error))
        {
          g_debug ("form refused: %s", error->message);
          hrt_web_request_respond_error (request, 400);
          return;
        }
      if (!hrt_web_csrf_check (request, route->csrf))
        {
          hrt_web_request_respond_error (request, 403);
          return;
        }
    }
  route->handler (request, match->user_data);
}

static void
on_session_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebRequest) request = user_data;
  HrtWebServer *self = _hrt_web_request_get_exchange (request)->server;
  HrtWebSessionStoreInterface *iface = HRT_WEB_SESSION_STORE_GET_IFACE (source);
  g_autoptr (GError) error = NULL;
  HrtWebSession *session = iface->load_finish (HRT_WEB_SESSION_STORE (source), result, &error);

  /* That there is no such page is known without the database. */
  if (error != NULL && hrt_web_request_get_route (request) != NULL)
    {
      hrt_web_request_fail (request, error);
      return;
    }
  if (session != NULL)
    _hrt_web_request_take_session (
        request, session,
        hrt_web_request_get_cookie (request, hrt_web_session_get_cookie_name (
                                                 hrt_web_request_is_secure (request))));
  handle (self, request);
}

static void
load_session (HrtWebServer *self, HrtWebRequest *request)
{
  const char *name = hrt_web_session_get_cookie_name (hrt_web_request_is_secure (request));
  const char *id = hrt_web_request_get_cookie (request, name);
  const HrtWebMatch *match = _hrt_web_request_get_match (request);
  HrtWebSessionStoreInterface *iface;
  g_autoptr (GBytes) hash = NULL;

  if (self->store == NULL || id == NULL || !hrt_web_session_id_is_valid (id) ||
      (match->route != NULL && (match->route->flags & HRT_WEB_ROUTE_SHARED) != 0))
    {
      handle (self, request);
      return;
    }
  hash = hrt_web_session_hash_id (id);
  iface = HRT_WEB_SESSION_STORE_GET_IFACE (self->store);
  iface->load_async (self->store, hash, hrt_web_request_get_cancellable (request),
                     on_session_loaded, g_object_ref (request));
}

/**
 * _hrt_web_server_on_message:
 * @soup: the HTTP library
 * @message: a complete request
 * @path: unused
 * @query: unused
 * @user_data: the server
 *
 * Answers a request that no page lay ready for.
 */
void
_hrt_web_server_on_message (SoupServer *soup,
                            SoupServerMessage *message,
                            const char *path,
                            GHashTable *query,
                            gpointer user_data)
{
  HrtWebServer *self = user_data;
  HrtWebExchange *exchange = hrt_web_exchange_of_message (message);
  g_autoptr (HrtWebRequest) request = NULL;
  HrtWebMatch match;

  /* The visitor has left between the head and now. */
  if (exchange == NULL || exchange->connection == NULL)
    {
      soup_server_message_set_status (message, 503, NULL);
      return;
    }
  request = _hrt_web_request_new (message, exchange);
  _hrt_web_request_set_languages (request, self->config.languages);
  hrt_web_router_match (self->router, hrt_web_request_get_method (request),
                        hrt_web_request_get_path (request), &match);
  _hrt_web_request_take_match (request, &match);
  if (match.route == NULL || is_within_limit (self, request, match.route))
    load_session (self, request);
  if (!hrt_web_request_is_answered (request) && G_OBJECT (request)->ref_count > 1)
    _hrt_web_request_pause (request);
}
