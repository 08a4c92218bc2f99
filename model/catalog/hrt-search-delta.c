/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A change must be found at once, and an index of a million variants is not built anew for it. A
 * changed product is taken out of the index's answers and put into a small index of those that
 * changed, until the next build of the large one.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search-delta.h"

typedef struct
{
  HrtSearchHit hit;
  gint64 rank;
  char *text; /* (owned) */
  char *kind; /* (owned) (nullable) */
} Entry;

struct _HrtSearchDelta
{
  GHashTable *products;  /* (owned) (element-type gint64 GPtrArray) product id to its Entry list,
                            maybe empty */
  HrtSearchIndex *index; /* (owned) (nullable) over all entries; made when it is asked for */
};

static void
entry_free (Entry *entry)
{
  g_free (entry->text);
  g_free (entry->kind);
  g_free (entry);
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
  g_clear_pointer (&self->index, hrt_search_index_unref);
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
  g_clear_pointer (&self->index, hrt_search_index_unref);
  g_hash_table_replace (self->products, g_memdup2 (&product_id, sizeof product_id),
                        g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free));
}

/**
 * hrt_search_delta_add:
 * @self: a delta
 * @hit: the variant, and its product, which was forgotten before
 * @rank: as for hrt_search_builder_add()
 * @text: as for hrt_search_builder_add()
 * @kind: (nullable): as for hrt_search_builder_mark_kind()
 */
void
hrt_search_delta_add (
    HrtSearchDelta *self, HrtSearchHit hit, gint64 rank, const char *text, const char *kind)
{
  GPtrArray *entries = g_hash_table_lookup (self->products, &hit.product_id);
  Entry *entry;

  g_return_if_fail (entries != NULL);
  g_clear_pointer (&self->index, hrt_search_index_unref);
  entry = g_new0 (Entry, 1);
  entry->hit = hit;
  entry->rank = rank;
  entry->text = g_strdup (text);
  entry->kind = g_strdup (kind);
  g_ptr_array_add (entries, entry);
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
build (HrtSearchDelta *self)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  GHashTableIter iter;
  gpointer entries;

  g_hash_table_iter_init (&iter, self->products);
  while (g_hash_table_iter_next (&iter, NULL, &entries))
    for (guint i = 0; i < ((GPtrArray *) entries)->len; i++)
      {
        const Entry *entry = g_ptr_array_index ((GPtrArray *) entries, i);

        hrt_search_builder_add (builder, entry->hit.variant_id, entry->hit.product_id, entry->rank,
                                entry->text);
        hrt_search_builder_mark_kind (builder, entry->kind);
      }
  self->index = hrt_search_builder_finish (builder);
}

/**
 * hrt_search_delta_get_index:
 * @self: a delta
 *
 * The first call after a change takes about 5 us for each variant that it has.
 *
 * Returns: (transfer none): an index of what the changed products are now
 */
HrtSearchIndex *
hrt_search_delta_get_index (HrtSearchDelta *self)
{
  if (self->index == NULL)
    build (self);
  return self->index;
}
