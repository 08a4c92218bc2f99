/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearchText: how words are cut and folded, for documents and for what people type alike.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer words are cut: nobody types more, and a 10 MB field must not become one word. */
#define HRT_SEARCH_WORD_MAX 32

typedef void (*HrtSearchWordFunc) (const char *word, gsize length, gpointer user_data);

char *hrt_search_fold (const char *text);
void hrt_search_split (const char *folded, HrtSearchWordFunc func, gpointer user_data);
void
hrt_search_list_forms (const char *word, gsize length, HrtSearchWordFunc func, gpointer user_data);

G_END_DECLS
