/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebBody: collects the body of one request within a limit and decodes chunks strictly.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HRT_WEB_BODY_MORE, /* goes on */
  HRT_WEB_BODY_COMPLETE,
  HRT_WEB_BODY_BAD,       /* 400 */
  HRT_WEB_BODY_TOO_LARGE, /* 413 */
} HrtWebBodyState;

typedef struct
{
  GByteArray *bytes;
  gsize limit;
  gsize left; /* of the body or of the chunk */
  gboolean is_chunked;
  guint step; /* of the chunk decoder */
  guint n_digits;
  gsize line_length; /* of a trailer, and of all trailers */
  gsize trailer_bytes;
} HrtWebBody;

void hrt_web_body_start (HrtWebBody *self, gboolean is_chunked, gsize length, gsize limit);
HrtWebBodyState hrt_web_body_feed (HrtWebBody *self, const char *data, gsize length, gsize *used);
void hrt_web_body_clear (HrtWebBody *self);

G_END_DECLS
