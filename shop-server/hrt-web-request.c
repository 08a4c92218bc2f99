/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRequest: answered exactly once; whoever drops it unanswered has answered 500; whoever
 * answers a visitor who left is ignored. This file: its life.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-request-private.h"

#include <string.h>

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
  if (self->state == HRT_WEB_REQUEST_OPEN)
    {
      self->state = HRT_WEB_REQUEST_GONE;
      g_cancellable_cancel (self->cancellable);
    }
  forget_message (self);
}

static void
hrt_web_request_dispose (GObject *object)
{
  HrtWebRequest *self = HRT_WEB_REQUEST (object);

  if (self->state == HRT_WEB_REQUEST_OPEN && self->message != NULL)
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
  if (self->state != HRT_WEB_REQUEST_OPEN || self->is_paused || self->message == NULL)
    return;
  self->is_paused = TRUE;
  soup_server_message_pause (self->message);
}

void
_hrt_web_request_go_on (HrtWebRequest *self)
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
  if (self->state == HRT_WEB_REQUEST_OPEN)
    self->state = HRT_WEB_REQUEST_GONE;
  g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  _hrt_web_request_go_on (self);
  g_object_unref (self);
}

void
_hrt_web_request_expire (HrtWebRequest *self)
{
  if (self->state != HRT_WEB_REQUEST_OPEN)
    return;
  g_object_ref (self);
  hrt_web_request_respond_error (self, 503);
  self->state = HRT_WEB_REQUEST_EXPIRED;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self);
}

gboolean
hrt_web_request_is_answered (HrtWebRequest *self)
{
  return self->state != HRT_WEB_REQUEST_OPEN;
}
