/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebPage: a complete answer in the form in which it goes out, plain and compressed.
 */

#pragma once

#include "hrt-web-page-cache.h"
#include "hrt-web-response.h"

G_BEGIN_DECLS

/* Each part: the head behind status line and Date, then the body. */
typedef struct
{
  GBytes *bytes;
  gsize head_length;
} HrtWebPagePart;

struct _HrtWebPage
{
  int ref_count;
  guint status;
  HrtWebPagePart plain;
  HrtWebPagePart gzip;  /* bytes NULL: not worth it */
  GBytes *not_modified; /* head of a 304 */
  char etag[36];        /* with quotes */
};

HrtWebPage *hrt_web_page_new (HrtWebResponse *response, gboolean is_secure, gboolean compress);
HrtWebPage *hrt_web_page_ref (HrtWebPage *self);
void hrt_web_page_unref (HrtWebPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebPage, hrt_web_page_unref)
GBytes *_hrt_web_compress (GBytes *plain, int level);
gsize hrt_web_page_get_size (HrtWebPage *self);
gboolean hrt_web_page_matches (HrtWebPage *self, const char *if_none_match);

G_END_DECLS
