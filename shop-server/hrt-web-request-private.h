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

HrtWebRequest *_hrt_web_request_new (SoupServerMessage *message, HrtWebExchange *exchange);
void _hrt_web_request_take_match (HrtWebRequest *self, HrtWebMatch *match);
const HrtWebMatch *_hrt_web_request_get_match (HrtWebRequest *self);
void _hrt_web_request_take_session (HrtWebRequest *self, HrtWebSession *session, const char *id);
gboolean _hrt_web_request_parse_form (HrtWebRequest *self, GError **error);
void _hrt_web_request_set_languages (HrtWebRequest *self, const char *const *languages);
void _hrt_web_request_pause (HrtWebRequest *self);
void _hrt_web_request_abort (HrtWebRequest *self);
void _hrt_web_request_expire (HrtWebRequest *self);
HrtWebExchange *_hrt_web_request_get_exchange (HrtWebRequest *self);

G_END_DECLS
