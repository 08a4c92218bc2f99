/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The arrays of an HrtSearchIndex, shared by the part that builds them and the part that searches.
 */

#pragma once

#include "hrt-search-index.h"
#include "hrt-search-vocabulary.h"

G_BEGIN_DECLS

/* What a document is ("gitar", "guitars") is a term of its own, behind a byte that no text has: a
 * stand for guitars has the word too, but not as its kind. */
#define HRT_SEARCH_KIND_MARK '\x01'

/* A document's number is its rank: whoever is found first is the better one. */
struct _HrtSearchIndex
{
  gatomicrefcount ref_count;
  HrtSearchVocabulary *vocabulary; /* (owned) */
  HrtSearchHit *documents;         /* (owned) by document number */
  guint32 n_documents;
  guint32 *forward_first; /* (owned) n_documents + 1 entries into forward_terms */
  guint32 *forward_terms; /* (owned) terms of each document */
  guint32 *posting_first; /* (owned) n_terms + 1 entries into postings */
  guint32 *postings;      /* (owned) documents of each term, ascending */
};

G_END_DECLS
