/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebResponse: status, headers and body of one answer; the only place that sets security
 * headers.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long anybody may keep an answer. */
typedef enum
{
  HRT_WEB_CACHE_NO_STORE,   /* default: private */
  HRT_WEB_CACHE_REVALIDATE, /* may be kept, must be asked for again (ETag) */
  HRT_WEB_CACHE_IMMUTABLE,  /* the URL names the content */
} HrtWebCachePolicy;

typedef struct _HrtWebResponse HrtWebResponse;

HrtWebResponse *hrt_web_response_new (guint status);
HrtWebResponse *hrt_web_response_new_html (guint status, GString *html);
HrtWebResponse *hrt_web_response_new_json (guint status, char *json);
HrtWebResponse *hrt_web_response_new_text (guint status, const char *text);
HrtWebResponse *hrt_web_response_new_redirect (guint status, const char *path);
HrtWebResponse *hrt_web_response_ref (HrtWebResponse *self);
void hrt_web_response_unref (HrtWebResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebResponse, hrt_web_response_unref)

guint hrt_web_response_get_status (HrtWebResponse *self);
void hrt_web_response_set_body (HrtWebResponse *self, const char *content_type, GBytes *body);
GBytes *hrt_web_response_get_body (HrtWebResponse *self);
gboolean hrt_web_response_set_header (HrtWebResponse *self, const char *name, const char *value);
void hrt_web_response_set_cookie (HrtWebResponse *self,
                                  const char *name,
                                  const char *value,
                                  gint64 max_age_secs,
                                  gboolean secure);
void hrt_web_response_set_cache (HrtWebResponse *self, HrtWebCachePolicy policy);

/* Keep this answer in the page cache; tags name what it shows ("product", 12). */
void hrt_web_response_keep (HrtWebResponse *self, guint max_age_secs);
void hrt_web_response_add_tag (HrtWebResponse *self, const char *kind, gint64 id);

gboolean hrt_web_is_local_path (const char *path);

G_END_DECLS
