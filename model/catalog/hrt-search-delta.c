/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A change must be found at once, and an index of a million variants is not built anew for it. A
 * changed product is taken out of the index's answers and looked for here, until the next build.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-delta.h"
#include "hrt-search-text.h"

#include <string.h>

/* A beginning shorter than this names no kind yet. */
#define MIN_KIND_LENGTH 3

typedef struct
{
  HrtSearchHit hit;
  GPtrArray *words; /* (owned) (element-type utf8) */
  GPtrArray *kinds; /* (owned) (element-type utf8) what it is, in both languages */
} Entry;

/* A word of a query. */
typedef struct
{
  char *text;
  GPtrArray *forms; /* (owned) (element-type utf8) what counts as the same whole word */
} Asked;

struct _HrtSearchDelta
{
  GHashTable *products; /* (owned) (element-type gint64 GPtrArray) product id to its Entry list,
                           maybe empty */
  guint n_entries;
};

static void
entry_free (Entry *entry)
{
  g_ptr_array_unref (entry->words);
  g_ptr_array_unref (entry->kinds);
  g_free (entry);
}

static void
asked_free (Asked *asked)
{
  g_ptr_array_unref (asked->forms);
  g_free (asked->text);
  g_free (asked);
}

/**
 * hrt_search_delta_new:
 *
 * Returns: (transfer full): a delta without products
 */
HrtSearchDelta *
hrt_search_delta_new (void)
{
  HrtSearchDelta *self = g_new0 (HrtSearchDelta, 1);

  self->products = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
hrt_search_delta_free (HrtSearchDelta *self)
{
  g_hash_table_unref (self->products);
  g_free (self);
}

/**
 * hrt_search_delta_forget:
 * @self: a delta
 * @product_id: a product that changed or is gone
 *
 * From now on the index's documents of this product do not count; what it has now is added
 * afterwards.
 */
void
hrt_search_delta_forget (HrtSearchDelta *self, gint64 product_id)
{
  GPtrArray *known = g_hash_table_lookup (self->products, &product_id);

  if (known)
    {
      self->n_entries -= known->len;
      g_ptr_array_set_size (known, 0);
      return;
    }
  g_hash_table_insert (self->products, g_memdup2 (&product_id, sizeof product_id),
                       g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free));
}

static void
keep_word (const char *word, gsize length, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strndup (word, length));
}

static GPtrArray *
words_of (const char *text)
{
  g_autofree char *folded = hrt_search_fold (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  hrt_search_split (folded, keep_word, words);
  return words;
}

/**
 * hrt_search_delta_add:
 * @self: a delta
 * @variant_id: what a hit names
 * @product_id: its product, forgotten before
 * @text: as for hrt_search_builder_add()
 * @kind: (nullable): as for hrt_search_builder_mark_kind()
 */
void
hrt_search_delta_add (
    HrtSearchDelta *self, gint64 variant_id, gint64 product_id, const char *text, const char *kind)
{
  GPtrArray *entries = g_hash_table_lookup (self->products, &product_id);
  Entry *entry;

  g_return_if_fail (entries != NULL);
  entry = g_new0 (Entry, 1);
  entry->hit = (HrtSearchHit){ variant_id, product_id };
  entry->words = words_of (text);
  entry->kinds = words_of (kind != NULL ? kind : "");
  g_ptr_array_add (entries, entry);
  self->n_entries++;
}

/**
 * hrt_search_delta_get_n:
 * @self: a delta
 *
 * Returns: how many products it covers; a large number says that it is time to build anew
 */
guint
hrt_search_delta_get_n (HrtSearchDelta *self)
{
  return g_hash_table_size (self->products);
}

/* An HrtSearchSkipFunc: is this document of the index out of date? */
gboolean
hrt_search_delta_covers (const HrtSearchHit *hit, gpointer self)
{
  return g_hash_table_contains (((HrtSearchDelta *) self)->products, &hit->product_id);
}

static void
ask_word (const char *word, gsize length, gpointer user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->text = g_strndup (word, length);
  asked->forms = g_ptr_array_new_with_free_func (g_free);
  hrt_search_list_forms (word, length, keep_word, asked->forms);
  g_ptr_array_add (user_data, asked);
}

static GPtrArray *
ask (const char *query)
{
  g_autofree char *bounded = g_strndup (query, 256);
  g_autofree char *folded = hrt_search_fold (bounded);
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) asked_free);

  hrt_search_split (folded, ask_word, words);
  return words;
}

static gboolean
any_is (GPtrArray *words, const Asked *asked)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *own = g_ptr_array_index (words, i);

      if (g_str_has_prefix (own, asked->text))
        return TRUE;
      for (guint k = 0; k < asked->forms->len; k++)
        if (strcmp (own, g_ptr_array_index (asked->forms, k)) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
matches (Entry *entry, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!any_is (entry->words, g_ptr_array_index (words, i)))
      return FALSE;
  return words->len > 0;
}

static gboolean
is_of_kind (Entry *entry, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const Asked *asked = g_ptr_array_index (words, i);

      if (strlen (asked->text) >= MIN_KIND_LENGTH && any_is (entry->kinds, asked))
        return TRUE;
    }
  return FALSE;
}

/**
 * hrt_search_delta_find:
 * @self: a delta
 * @query: what was typed
 * @of_kind: TRUE: those that are what a word of the query names; FALSE: the others
 * @hits: (array length=n_hits) (out caller-allocates): room for hits
 * @n_hits: how many are wanted
 *
 * Returns: how many of the changed documents have every word of the query as a beginning
 */
guint
hrt_search_delta_find (
    HrtSearchDelta *self, const char *query, gboolean of_kind, HrtSearchHit *hits, guint n_hits)
{
  g_autoptr (GPtrArray) words = ask (query);
  GHashTableIter iter;
  gpointer entries;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->products);
  while (n < n_hits && g_hash_table_iter_next (&iter, NULL, &entries))
    for (guint i = 0; n < n_hits && i < ((GPtrArray *) entries)->len; i++)
      {
        Entry *entry = g_ptr_array_index ((GPtrArray *) entries, i);

        if (matches (entry, words) && is_of_kind (entry, words) == of_kind)
          hits[n++] = entry->hit;
      }
  return n;
}
