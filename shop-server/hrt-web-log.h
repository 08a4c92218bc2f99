/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebLog: one line per request, gathered and written a second later at most.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* (nullable) of the request */
  const char *address; /* of the visitor */
  const char *method;  /* (nullable) of a request that could not be read */
  const char *path; /* (nullable) without query; the route's pattern where the path is a secret */
  guint status;
  gsize bytes;
  gint64 usec; /* from head to last byte */
  gboolean is_cached;
} HrtWebLogEntry;

typedef struct _HrtWebLog HrtWebLog;

HrtWebLog *hrt_web_log_new (int fd);
void hrt_web_log_free (HrtWebLog *self);
void hrt_web_log_write (HrtWebLog *self, const HrtWebLogEntry *entry);

G_END_DECLS
