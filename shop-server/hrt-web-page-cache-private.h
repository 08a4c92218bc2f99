/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the server does with the page cache.
 */

#pragma once

#include "hrt-web-page.h"

G_BEGIN_DECLS

typedef void (*HrtWebPageCacheFunc) (gpointer user_data);

HrtWebPage *_hrt_web_page_cache_lookup (HrtWebPageCache *self, const char *key, gint64 now_usec);
gboolean _hrt_web_page_cache_store (HrtWebPageCache *self,
                                    const char *key,
                                    HrtWebPage *page,
                                    HrtWebResponse *response,
                                    guint64 since_generation,
                                    gint64 now_usec);
gboolean _hrt_web_page_cache_begin (HrtWebPageCache *self, const char *key);
void _hrt_web_page_cache_wait (HrtWebPageCache *self,
                               const char *key,
                               HrtWebPageCacheFunc func,
                               gpointer user_data);
void _hrt_web_page_cache_unwait (HrtWebPageCache *self, const char *key, gpointer user_data);
void _hrt_web_page_cache_end (HrtWebPageCache *self, const char *key);

G_END_DECLS
