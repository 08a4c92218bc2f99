/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Writes a value for the place in a page where it stands.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a value stands. */
typedef enum
{
  HRT_WEB_ESCAPE_NONE,      /* nowhere a value may stand */
  HRT_WEB_ESCAPE_TEXT,      /* between tags */
  HRT_WEB_ESCAPE_ATTRIBUTE, /* in a quoted attribute */
  HRT_WEB_ESCAPE_URL,       /* a whole URL, at the start of a URL attribute */
  HRT_WEB_ESCAPE_URL_PART,  /* one component of a URL, behind its start */
} HrtWebEscape;

void hrt_web_escape_append (GString *out, HrtWebEscape where, const char *text, gssize length);

G_END_DECLS
