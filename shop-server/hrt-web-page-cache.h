/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebPageCache: complete answers, ready to be sent before the HTTP library sees the request.
 */

#pragma once

#include "hrt-web-response.h"

G_BEGIN_DECLS

typedef struct _HrtWebPageCache HrtWebPageCache;

/* A complete answer: heads (after status line and Date) and bodies, plain and gzip. */
typedef struct _HrtWebPage HrtWebPage;

HrtWebPageCache *hrt_web_page_cache_new (gsize max_bytes);
void hrt_web_page_cache_free (HrtWebPageCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebPageCache, hrt_web_page_cache_free)

void hrt_web_page_cache_invalidate (HrtWebPageCache *self, const char *kind, gint64 id);
void hrt_web_page_cache_invalidate_all (HrtWebPageCache *self);
guint hrt_web_page_cache_get_size (HrtWebPageCache *self);
gsize hrt_web_page_cache_get_bytes (HrtWebPageCache *self);
guint64 hrt_web_page_cache_get_generation (HrtWebPageCache *self);

G_END_DECLS
