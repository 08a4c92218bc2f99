/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the server reads from an answer that a handler made.
 */

#pragma once

#include "hrt-web-response.h"

G_BEGIN_DECLS

typedef void (*HrtWebHeaderFunc) (const char *name, const char *value, gpointer user_data);

void _hrt_web_response_foreach_header (HrtWebResponse *self,
                                       gboolean is_secure,
                                       HrtWebHeaderFunc func,
                                       gpointer user_data);
const char *_hrt_web_response_get_content_type (HrtWebResponse *self);
guint _hrt_web_response_get_keep_secs (HrtWebResponse *self);
const guint64 *_hrt_web_response_get_tags (HrtWebResponse *self, guint *n_tags);
HrtWebCachePolicy _hrt_web_response_get_cache (HrtWebResponse *self);
void _hrt_web_security_headers (gboolean is_secure, HrtWebHeaderFunc func, gpointer user_data);
guint64 _hrt_web_tag (const char *kind, gint64 id);
const char *_hrt_web_status_phrase (guint status);

G_END_DECLS
