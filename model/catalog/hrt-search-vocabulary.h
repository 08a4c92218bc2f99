/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSearchVocabulary: every word of the catalogue once, numbered in alphabetical order.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_SEARCH_NO_TERM G_MAXUINT32

typedef struct _HrtSearchVocabulary HrtSearchVocabulary;

/* Words first..last-1 in alphabetical order. */
typedef struct
{
  guint32 first;
  guint32 last;
} HrtSearchRange;

HrtSearchVocabulary *hrt_search_vocabulary_new (void);
void hrt_search_vocabulary_free (HrtSearchVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtSearchVocabulary, hrt_search_vocabulary_free)

guint32 hrt_search_vocabulary_intern (HrtSearchVocabulary *self, const char *word, gsize length);
guint32 *hrt_search_vocabulary_freeze (HrtSearchVocabulary *self);
guint32 hrt_search_vocabulary_get_n (HrtSearchVocabulary *self);
const char *hrt_search_vocabulary_get_word (HrtSearchVocabulary *self, guint32 term);
gsize hrt_search_vocabulary_get_size (HrtSearchVocabulary *self);

guint32 hrt_search_vocabulary_find (HrtSearchVocabulary *self, const char *word, gsize length);
HrtSearchRange
hrt_search_vocabulary_find_prefix (HrtSearchVocabulary *self, const char *prefix, gsize length);
guint hrt_search_vocabulary_find_substring (HrtSearchVocabulary *self,
                                            const char *part,
                                            gsize length,
                                            HrtSearchRange *found,
                                            guint n_found);

G_END_DECLS
