/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHead: the head of one request, read strictly.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_WEB_HEAD_MAX_BYTES   (16 * 1024)
#define HRT_WEB_HEAD_MAX_TARGET  (4 * 1024)
#define HRT_WEB_HEAD_MAX_HEADERS 100

typedef struct
{
  char *name; /* lower case */
  char *value;
} HrtWebHeader;

/* All strings lie in the buffer that was parsed. */
typedef struct
{
  const char *method;
  char *target; /* origin form: "/path?query" */
  gsize target_length;
  gsize path_length; /* of the target, up to the question mark */
  guint minor;       /* HTTP/1.<minor> */
  guint n_headers;
  HrtWebHeader headers[HRT_WEB_HEAD_MAX_HEADERS];
  const char *host;            /* (nullable) only in HTTP/1.0 */
  const char *cookie;          /* (nullable) */
  const char *accept_encoding; /* (nullable) */
  const char *if_none_match;   /* (nullable) */
  const char *forwarded_for;   /* (nullable) */
  const char *forwarded_proto; /* (nullable) */
  gint64 content_length;       /* bytes; -1: not said */
  gboolean is_chunked;
  gboolean keeps_alive;
  gboolean expects_continue;
} HrtWebHead;

gssize hrt_web_head_find_end (const char *data, gsize length, gsize *scanned);
guint hrt_web_head_parse (HrtWebHead *self, char *data, gsize length);
const char *hrt_web_head_get (const HrtWebHead *self, const char *name);
gboolean hrt_web_head_accepts_gzip (const HrtWebHead *self);
gboolean hrt_web_accepts_gzip (const char *accept_encoding);
gboolean
hrt_web_cookie_find (const char *header, const char *name, const char **value, gsize *length);

G_END_DECLS
