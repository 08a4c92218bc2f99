/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRequest: answered exactly once; whoever drops it unanswered has answered 500; whoever
 * answers a visitor who left is ignored.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-request.h"

#include <string.h>

#include "hrt-web-head.h"
#include "hrt-web-request-private.h"
#include "hrt-web-response-private.h"
#include "hrt-web-server-private.h"

typedef enum
{
  STATE_OPEN, /* the handler has it */
  STATE_ANSWERED,
  STATE_EXPIRED, /* answered by us, because the handler took too long */
  STATE_GONE,    /* the visitor left */
} State;

struct _HrtWebRequest
{
  GObject parent;
  SoupServerMessage *message; /* (nullable) until it is finished */
  HrtWebExchange *exchange;
  HrtWebMatch match;
  char *method;
  char *target;
  char *path;             /* as sent */
  HrtWebParams *query;    /* (nullable) */
  HrtWebParams *form;     /* (nullable) */
  HrtWebSession *session; /* (nullable) */
  char *csrf_token;       /* (nullable) */
  GHashTable *cookies;    /* (element-type utf8 utf8) those asked for */
  const char *language;   /* interned */
  const char *const *languages;
  GCancellable *cancellable;
  State state;
  gboolean is_paused;
  gulong finished_id;
};

G_DEFINE_FINAL_TYPE (HrtWebRequest, hrt_web_request, G_TYPE_OBJECT)

static void
forget_message (HrtWebRequest *self)
{
  if (self->message == NULL)
    return;
  g_clear_signal_handler (&self->finished_id, self->message);
  g_clear_object (&self->message);
}

/* Connected when the request begins, not when it is answered: a visitor may leave in between. */
static void
on_finished (SoupServerMessage *message, HrtWebRequest *self)
{
  if (self->state == STATE_OPEN)
    {
      self->state = STATE_GONE;
      g_cancellable_cancel (self->cancellable);
    }
  forget_message (self);
}

static void
hrt_web_request_dispose (GObject *object)
{
  HrtWebRequest *self = HRT_WEB_REQUEST (object);

  if (self->state == STATE_OPEN && self->message != NULL)
    {
      g_critical ("the handler of %s dropped a request unanswered",
                  self->match.route != NULL ? self->match.route->pattern : "no route");
      hrt_web_request_respond (self, hrt_web_response_new_text (500, "Internal Server Error\n"));
    }
  forget_message (self);
  if (self->exchange != NULL && self->exchange->request == self)
    self->exchange->request = NULL;
  G_OBJECT_CLASS (hrt_web_request_parent_class)->dispose (object);
}

static void
hrt_web_request_finalize (GObject *object)
{
  HrtWebRequest *self = HRT_WEB_REQUEST (object);

  hrt_web_match_clear (&self->match);
  g_clear_pointer (&self->exchange, hrt_web_exchange_unref);
  g_clear_pointer (&self->query, hrt_web_params_free);
  g_clear_pointer (&self->form, hrt_web_params_free);
  g_clear_pointer (&self->session, hrt_web_session_free);
  g_clear_pointer (&self->cookies, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_free (self->method);
  g_free (self->target);
  g_free (self->path);
  g_free (self->csrf_token);
  G_OBJECT_CLASS (hrt_web_request_parent_class)->finalize (object);
}

static void
hrt_web_request_class_init (HrtWebRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_web_request_dispose;
  G_OBJECT_CLASS (klass)->finalize = hrt_web_request_finalize;
}

static void
hrt_web_request_init (HrtWebRequest *self)
{
  self->cancellable = g_cancellable_new ();
}

HrtWebRequest *
_hrt_web_request_new (SoupServerMessage *message, HrtWebExchange *exchange)
{
  HrtWebRequest *self = g_object_new (HRT_TYPE_WEB_REQUEST, NULL);
  const char *question = strchr (exchange->target, '?');
  const char *query = question != NULL ? question + 1 : NULL;

  self->message = g_object_ref (message);
  self->exchange = hrt_web_exchange_ref (exchange);
  exchange->request = self;
  self->method = g_strdup (soup_server_message_get_method (message));
  self->target = g_strdup (exchange->target);
  self->path = query != NULL ? g_strndup (exchange->target, (gsize) (question - exchange->target))
                             : g_strdup (exchange->target);
  /* Links that others made may carry anything behind the question mark: what cannot be read is not
   * there. */
  if (query != NULL)
    self->query = hrt_web_params_parse (query, strlen (query), HRT_WEB_PARAMS_REPEAT, NULL);
  if (self->query == NULL)
    self->query = hrt_web_params_parse ("", 0, HRT_WEB_PARAMS_REPEAT, NULL);
  self->finished_id = g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
  return self;
}

void
_hrt_web_request_take_match (HrtWebRequest *self, HrtWebMatch *match)
{
  self->match = *match;
}

const HrtWebMatch *
_hrt_web_request_get_match (HrtWebRequest *self)
{
  return &self->match;
}

HrtWebExchange *
_hrt_web_request_get_exchange (HrtWebRequest *self)
{
  return self->exchange;
}

static const char *
find_language (HrtWebRequest *self, const char *wanted)
{
  for (guint i = 0; wanted != NULL && self->languages[i] != NULL; i++)
    if (strcmp (self->languages[i], wanted) == 0)
      return self->languages[i];
  return NULL;
}

/* ?lang= counts most, then what the customer chose, then the cookie, then the shop's. */
static void
choose_language (HrtWebRequest *self)
{
  const char *language = find_language (self, hrt_web_params_get (self->query, "lang"));

  if (language == NULL && self->session != NULL)
    language = find_language (self, self->session->language);
  if (language == NULL)
    language = self->languages[self->exchange->language];
  self->language = g_intern_string (language);
}

void
_hrt_web_request_set_languages (HrtWebRequest *self, const char *const *languages)
{
  self->languages = languages;
  choose_language (self);
}

void
_hrt_web_request_take_session (HrtWebRequest *self, HrtWebSession *session, const char *id)
{
  self->session = session;
  self->csrf_token = hrt_web_session_make_csrf_token (id);
  choose_language (self);
}

gboolean
_hrt_web_request_parse_form (HrtWebRequest *self, GError **error)
{
  g_autoptr (GBytes) body = hrt_web_request_get_body (self);
  const char *type = hrt_web_request_get_header (self, "Content-Type");
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (length > 0 &&
      (type == NULL || g_ascii_strncasecmp (type, "application/x-www-form-urlencoded",
                                            strlen ("application/x-www-form-urlencoded")) != 0))
    return TRUE;
  self->form =
      hrt_web_params_parse (text != NULL ? text : "", length, HRT_WEB_PARAMS_UNIQUE, error);
  return self->form != NULL;
}

void
_hrt_web_request_pause (HrtWebRequest *self)
{
  if (self->state != STATE_OPEN || self->is_paused || self->message == NULL)
    return;
  self->is_paused = TRUE;
  soup_server_message_pause (self->message);
}

static void
go_on (HrtWebRequest *self)
{
  if (!self->is_paused || self->message == NULL)
    return;
  self->is_paused = FALSE;
  soup_server_message_unpause (self->message);
}

/* The visitor left: what is being done for the request is cancelled. */
void
_hrt_web_request_abort (HrtWebRequest *self)
{
  if (self->state == STATE_OPEN)
    self->state = STATE_GONE;
  g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  go_on (self);
  g_object_unref (self);
}

void
_hrt_web_request_expire (HrtWebRequest *self)
{
  if (self->state != STATE_OPEN)
    return;
  g_object_ref (self);
  hrt_web_request_respond_error (self, 503);
  self->state = STATE_EXPIRED;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self);
}

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

gboolean
hrt_web_request_is_answered (HrtWebRequest *self)
{
  return self->state != STATE_OPEN;
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

static void
write_answer (HrtWebRequest *self, HrtWebResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  GBytes *body = hrt_web_response_get_body (response);

  self->exchange->status = hrt_web_response_get_status (response);
  soup_server_message_set_status (self->message, self->exchange->status, NULL);
  _hrt_web_response_foreach_header (response, self->exchange->is_secure, copy_header, headers);
  soup_message_headers_append (headers, "Vary", "Accept-Encoding, Cookie");
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
  if (self->state == STATE_ANSWERED)
    g_critical ("the handler of %s answered twice",
                self->match.route != NULL ? self->match.route->pattern : "no route");
  if (self->state != STATE_OPEN || self->message == NULL)
    {
      hrt_web_response_unref (response);
      return;
    }
  self->state = STATE_ANSWERED;
  write_answer (self, response);
  _hrt_web_server_keep_page (self->exchange, response);
  hrt_web_response_unref (response);
  go_on (self);
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
  if (self->state == STATE_OPEN)
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

  if (self->state != STATE_OPEN)
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
