/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Texts from outside: checked, normalised, cleaned, cut to size, and turned into slugs.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HRT_TEXT_LINE,       /* one line: every control character becomes a space */
  HRT_TEXT_PARAGRAPHS, /* line ends and tabs stay */
} HrtTextKind;

char *hrt_text_clean (const char *text, gssize length, HrtTextKind kind, gsize max_chars);
gboolean hrt_text_fits (const char *text, gsize min_chars, gsize max_chars);
char *hrt_text_slugify (const char *text, gsize max_chars);
gboolean hrt_text_is_email (const char *text);
gboolean hrt_text_is_postal_code (const char *text);

G_END_DECLS
