/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The words of a vocabulary that are one slip of the finger away from what was typed.
 */

#pragma once

#include "hrt-search-vocabulary.h"

G_BEGIN_DECLS

guint hrt_search_typos_find (HrtSearchVocabulary *vocabulary,
                             const char *word,
                             gsize length,
                             gboolean as_prefix,
                             HrtSearchRange *found,
                             guint n_found);

G_END_DECLS
