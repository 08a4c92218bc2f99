/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the server does to a request.
 */

#pragma once

#include "hrt-web-exchange.h"
#include "hrt-web-request.h"
#include "hrt-web-router.h"

G_BEGIN_DECLS

typedef enum
{
  HRT_WEB_REQUEST_OPEN, /* the handler has it */
  HRT_WEB_REQUEST_ANSWERED,
  HRT_WEB_REQUEST_EXPIRED, /* answered by us, because the handler took too long */
  HRT_WEB_REQUEST_GONE,    /* the visitor left */
} HrtWebRequestState;

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
  HrtWebRequestState state;
  gboolean is_paused;
  gulong finished_id;
};

HrtWebRequest *_hrt_web_request_new (SoupServerMessage *message, HrtWebExchange *exchange);
void _hrt_web_request_take_match (HrtWebRequest *self, HrtWebMatch *match);
const HrtWebMatch *_hrt_web_request_get_match (HrtWebRequest *self);
void _hrt_web_request_take_session (HrtWebRequest *self, HrtWebSession *session, const char *id);
gboolean _hrt_web_request_parse_form (HrtWebRequest *self, GError **error);
void _hrt_web_request_set_languages (HrtWebRequest *self, const char *const *languages);
void _hrt_web_request_pause (HrtWebRequest *self);
void _hrt_web_request_go_on (HrtWebRequest *self);
void _hrt_web_request_abort (HrtWebRequest *self);
void _hrt_web_request_expire (HrtWebRequest *self);
HrtWebExchange *_hrt_web_request_get_exchange (HrtWebRequest *self);

G_END_DECLS
