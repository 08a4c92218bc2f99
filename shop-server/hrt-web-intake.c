/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What becomes of a request whose head is known: a page that lies ready, a refusal, or the HTTP
 * library.
 */

#define G_LOG_DOMAIN "hrt-web"

#include <string.h>

#include "hrt-web-request-private.h"
#include "hrt-web-server-private.h"

#define KEY_BYTES (HRT_WEB_HEAD_MAX_TARGET + 8)

/* "1.2.3.4", "::1" or, as some proxies write it, "1.2.3.4:5678" and "[::1]:5678". */
static GInetAddress *
parse_hop (const char *hop)
{
  GInetAddress *inet = g_inet_address_new_from_string (hop);
  g_autoptr (GSocketConnectable) parsed = NULL;

  if (inet != NULL || strchr (hop, ':') == NULL)
    return inet;
  parsed = g_network_address_parse (hop, 0, NULL);
  return parsed != NULL ? g_inet_address_new_from_string (
                              g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)))
                        : NULL;
}

/* The last value a proxy of ours added is the visitor it saw; what stands before it anybody may
 * have written, as much of it as they like. */
static char *
find_client (HrtWebServer *self, HrtWebConnection *connection, const HrtWebHead *head)
{
  const char *address = hrt_web_connection_get_address (connection);
  g_autofree char *hops = NULL;
  char *comma;

  if (!hrt_web_connection_is_trusted (connection) || head->forwarded_for == NULL)
    return g_strdup (address);
  hops = g_strdup (head->forwarded_for);
  do
    {
      g_autoptr (GInetAddress) inet = NULL;
      g_autofree char *hop = NULL;

      comma = strrchr (hops, ',');
      inet = parse_hop (g_strstrip (comma != NULL ? comma + 1 : hops));
      if (inet == NULL)
        break;
      hop = g_inet_address_to_string (inet);
      if (!hrt_web_listener_is_trusted (self->listener, hop))
        return g_steal_pointer (&hop);
      if (comma != NULL)
        *comma = '\0';
    }
  while (comma != NULL);
  return g_strdup (address);
}

static gboolean
is_secure (HrtWebConnection *connection, const HrtWebHead *head)
{
  return hrt_web_connection_is_trusted (connection) && head->forwarded_proto != NULL &&
         g_ascii_strcasecmp (head->forwarded_proto, "https") == 0;
}

static guint
find_language (HrtWebServer *self, const HrtWebHead *head)
{
  const char *value;
  gsize length;

  if (!hrt_web_cookie_find (head->cookie, "lang", &value, &length))
    return 0;
  for (guint i = 0; self->languages[i] != NULL; i++)
    if (strlen (self->languages[i]) == length && memcmp (self->languages[i], value, length) == 0)
      return i;
  return 0;
}

static gboolean
has_session (const HrtWebHead *head, gboolean secure)
{
  const char *value;
  gsize length;

  return hrt_web_cookie_find (head->cookie, hrt_web_session_get_cookie_name (secure), &value,
                              &length) &&
         length > 0;
}

/* One letter for what the page is like besides its path: shared, or the language; and whether it
 * goes over https. */
static void
make_key (char *key, char variant, gboolean secure, const HrtWebHead *head)
{
  key[0] = variant;
  key[1] = secure ? 's' : 'p';
  memcpy (key + 2, head->target, head->target_length + 1);
}

static HrtWebPage *
find_ready (HrtWebServer *self, const HrtWebHead *head, gboolean secure, char *key)
{
  gint64 now = hrt_web_hub_get_now (self->guard.hub);
  HrtWebPage *page = NULL;

  if (self->assets != NULL && g_str_has_prefix (head->target, "/static/"))
    return hrt_web_assets_lookup (self->assets, head->target);
  make_key (key, '*', secure, head);
  if (g_str_has_prefix (head->target, "/images/"))
    return _hrt_web_page_cache_lookup (self->cache, key, now);
  if (!has_session (head, secure))
    {
      make_key (key, (char) ('0' + find_language (self, head)), secure, head);
      page = _hrt_web_page_cache_lookup (self->cache, key, now);
    }
  else
    key[0] = '\0';
  return page;
}

static void
log_page (HrtWebServer *self, HrtWebConnection *connection, const HrtWebHead *head)
{
  HrtWebExchange *exchange;

  if (self->log == NULL)
    return;
  exchange = hrt_web_connection_get_exchange (connection);
  if (exchange != NULL)
    return;
  exchange = hrt_web_exchange_new ();
  exchange->server = self;
  exchange->connection = connection;
  exchange->client = find_client (self, connection, head);
  exchange->method = g_strdup (head->method);
  exchange->target = g_strdup (head->target);
  exchange->start = hrt_web_hub_get_now (self->guard.hub);
  hrt_web_connection_set_exchange (connection, exchange);
}

static HrtWebExchange *
start_exchange (HrtWebServer *self,
                HrtWebConnection *connection,
                const HrtWebHead *head,
                gboolean secure)
{
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);

  if (exchange != NULL)
    return exchange;
  exchange = hrt_web_exchange_new ();
  exchange->server = self;
  exchange->connection = connection;
  exchange->client = find_client (self, connection, head);
  exchange->is_secure = secure;
  exchange->language = find_language (self, head);
  exchange->method = g_strdup (head->method);
  exchange->target = g_strdup (head->target);
  exchange->start = hrt_web_hub_get_now (self->guard.hub);
  exchange->generation = hrt_web_page_cache_get_generation (self->cache);
  hrt_web_connection_set_exchange (connection, exchange);
  return exchange;
}

static void
on_page_made (gpointer user_data)
{
  HrtWebConnection *connection = user_data;
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);

  exchange->waits = FALSE;
  hrt_web_connection_retry (connection);
}

/* The first who asks for a page makes it, the others wait; who waited in vain goes on alone. */
static gboolean
join_makers (HrtWebServer *self, HrtWebExchange *exchange, const char *key)
{
  gboolean has_waited = exchange->key != NULL;

  if (has_waited)
    return FALSE;
  exchange->key = g_strdup (key);
  exchange->leads = _hrt_web_page_cache_begin (self->cache, key);
  if (exchange->leads)
    return FALSE;
  exchange->waits = TRUE;
  _hrt_web_page_cache_wait (self->cache, key, on_page_made, exchange->connection);
  return TRUE;
}

static HrtWebVerdict
refuse_method (HrtWebServer *self, const HrtWebHead *head)
{
  HrtWebVerdict verdict = { .kind = HRT_WEB_VERDICT_REFUSE, .status = 405 };
  g_autofree char *path = g_strndup (head->target, head->path_length);

  verdict.allow = hrt_web_router_dup_allow (self->router, path);
  return verdict;
}

static HrtWebVerdict
route (HrtWebServer *self, const HrtWebHead *head, HrtWebExchange *exchange, const char *key)
{
  HrtWebVerdict verdict = { .kind = HRT_WEB_VERDICT_PASS, .max_body = self->config.max_body };
  g_autofree char *path = g_strndup (head->target, head->path_length);
  HrtWebMatch match;
  guint cached = HRT_WEB_ROUTE_CACHED | HRT_WEB_ROUTE_SHARED;

  hrt_web_router_match (self->router, head->method, path, &match);
  if (match.route != NULL)
    {
      if (match.route->max_body > 0)
        verdict.max_body = match.route->max_body;
      if ((match.route->flags & HRT_WEB_ROUTE_SECRET_PATH) != 0)
        exchange->pattern = match.route->pattern;
      if ((match.route->flags & cached) != 0 && key[0] != '\0' && join_makers (self, exchange, key))
        verdict.kind = HRT_WEB_VERDICT_WAIT;
    }
  hrt_web_match_clear (&match);
  return verdict;
}

static HrtWebVerdict
on_head (HrtWebConnection *connection, const HrtWebHead *head, gpointer user_data)
{
  HrtWebServer *self = user_data;
  HrtWebVerdict verdict = { .kind = HRT_WEB_VERDICT_PAGE };
  gboolean secure = is_secure (connection, head);
  gboolean reads = strcmp (head->method, "GET") == 0 || strcmp (head->method, "HEAD") == 0;
  char key[KEY_BYTES];

  key[0] = '\0';
  if (reads)
    verdict.page = find_ready (self, head, secure, key);
  else if (strcmp (head->method, "POST") != 0)
    return refuse_method (self, head);
  if (verdict.page != NULL)
    {
      log_page (self, connection, head);
      return verdict;
    }
  return route (self, head, start_exchange (self, connection, head, secure), key);
}

static void
on_pass (HrtWebConnection *connection, GIOStream *stream, gpointer user_data)
{
  HrtWebServer *self = user_data;
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);
  g_autoptr (GSocketAddress) address = hrt_web_exchange_make_address (exchange);
  g_autoptr (GIOStream) owned = stream;
  g_autoptr (GError) error = NULL;

  if (!soup_server_accept_iostream (self->soup, stream, self->own_address, address, &error))
    g_warning ("the HTTP library took no request: %s", error->message);
}

static void
end_exchange (HrtWebConnection *connection)
{
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);

  hrt_web_connection_set_exchange (connection, NULL);
  if (exchange->waits)
    _hrt_web_page_cache_unwait (exchange->server->cache, exchange->key, connection);
  exchange->connection = NULL;
  _hrt_web_server_end_page (exchange);
  hrt_web_exchange_unref (exchange);
}

static void
on_gone (HrtWebConnection *connection, gpointer user_data)
{
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);
  HrtWebRequest *request = exchange->request;

  if (request != NULL)
    _hrt_web_request_abort (request);
  end_exchange (connection);
}

static void
on_overdue (HrtWebConnection *connection, gpointer user_data)
{
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);

  if (exchange != NULL && exchange->request != NULL)
    _hrt_web_request_expire (exchange->request);
}

static void
on_answered (HrtWebConnection *connection, guint status, gsize bytes, gpointer user_data)
{
  HrtWebServer *self = user_data;
  HrtWebExchange *exchange = hrt_web_connection_get_exchange (connection);
  HrtWebLogEntry entry = { .address = hrt_web_connection_get_address (connection),
                           .status = status,
                           .bytes = bytes };
  g_autofree char *path = NULL;

  if (exchange != NULL && self->log != NULL)
    {
      path = g_strndup (exchange->target, strcspn (exchange->target, "?"));
      entry.id = exchange->id;
      entry.address = exchange->client;
      entry.method = exchange->method;
      entry.path = exchange->pattern != NULL ? exchange->pattern : path;
      entry.status = status != 0 ? status : exchange->status;
      entry.is_cached = status == 200 || status == 304;
      entry.usec = g_get_monotonic_time () - exchange->start;
    }
  if (self->log != NULL)
    hrt_web_log_write (self->log, &entry);
  if (exchange != NULL)
    end_exchange (connection);
}

const HrtWebGuardOps _hrt_web_server_ops = { on_head, on_pass, on_gone, on_overdue, on_answered };
