/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreIndex: one large index built now and then in a thread, and a small one of what has
 * changed since.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-index.h"

#include "model/catalog/hrt-catalog.h"

#define PAGE_DOCUMENTS 5000
#define MAX_CHANGED    2000 /* products; more than that and all is built anew */
#define MAX_HITS       512

struct _HrtStoreIndex
{
  HrtContext *context; /* (owned) */
  GCancellable *cancellable;
  HrtSearchIndex *base;      /* (owned) (nullable) */
  HrtSearchIndex *recent;    /* (owned) (nullable) of @documents */
  GHashTable *documents;     /* (element-type gint64 GPtrArray) by changed product */
  HrtSearchBuilder *builder; /* (owned) (nullable) being filled */
  gboolean is_building;
  gboolean build_again;
};

typedef struct
{
  HrtStoreIndex *index; /* valid unless cancelled */
  GCancellable *cancellable;
  gint64 *ids;
  gsize n_ids;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->cancellable);
  g_free (job->ids);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (HrtStoreIndex *self)
{
  Job *job = g_new0 (Job, 1);

  job->index = self;
  job->cancellable = g_object_ref (self->cancellable);
  return job;
}

/**
 * hrt_store_index_new:
 * @context: the line to the shop
 *
 * Returns: (transfer full): an empty search
 */
HrtStoreIndex *
hrt_store_index_new (HrtContext *context)
{
  HrtStoreIndex *self = g_new0 (HrtStoreIndex, 1);

  self->context = g_object_ref (context);
  self->cancellable = g_cancellable_new ();
  self->documents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
hrt_store_index_free (HrtStoreIndex *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->base, hrt_search_index_unref);
  g_clear_pointer (&self->recent, hrt_search_index_unref);
  g_clear_pointer (&self->builder, hrt_search_builder_free);
  g_hash_table_unref (self->documents);
  g_object_unref (self->context);
  g_free (self);
}

static void
add_documents (HrtSearchBuilder *builder, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const HrtSearchDocument *document = g_ptr_array_index (documents, i);

      if (document->active)
        hrt_search_builder_add (builder, document->variant_id, document->product_id, document->rank,
                                document->text);
    }
}

static void
end_build (HrtStoreIndex *self)
{
  self->is_building = FALSE;
  if (self->build_again)
    hrt_store_index_build (self);
}

static void
finish_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, hrt_search_builder_finish (task_data),
                         (GDestroyNotify) hrt_search_index_unref);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  HrtStoreIndex *self = job->index;
  HrtSearchIndex *index = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_cancellable_is_cancelled (job->cancellable) || index == NULL)
    {
      g_clear_pointer (&index, hrt_search_index_unref);
      return;
    }
  g_clear_pointer (&self->base, hrt_search_index_unref);
  self->base = index;
  /* What changed while it was built was noted and asks for another round. */
  if (!self->build_again)
    {
      g_hash_table_remove_all (self->documents);
      g_clear_pointer (&self->recent, hrt_search_index_unref);
    }
  g_debug ("the search knows %u variants", hrt_search_index_get_n_documents (index));
  end_build (self);
}

static void read_on (HrtStoreIndex *self, gint64 after_variant_id);

static void
on_documents_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  HrtStoreIndex *self = job->index;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
      hrt_catalog_list_search_documents_finish (HRT_CATALOG (source), result, &error);
  g_autoptr (GTask) task = NULL;
  const HrtSearchDocument *last;

  if (g_cancellable_is_cancelled (job->cancellable))
    return;
  if (documents == NULL)
    {
      g_message ("the search could not be built: %s", error->message);
      g_clear_pointer (&self->builder, hrt_search_builder_free);
      self->build_again = FALSE;
      end_build (self);
      return;
    }
  add_documents (self->builder, documents);
  if (documents->len > 0)
    {
      last = g_ptr_array_index (documents, documents->len - 1);
      read_on (self, last->variant_id);
      return;
    }
  task = g_task_new (NULL, NULL, on_built, g_steal_pointer (&job));
  g_task_set_source_tag (task, on_documents_listed);
  g_task_set_task_data (task, g_steal_pointer (&self->builder),
                        (GDestroyNotify) hrt_search_builder_free);
  g_task_run_in_thread (task, finish_in_thread);
}

static void
read_on (HrtStoreIndex *self, gint64 after_variant_id)
{
  hrt_catalog_list_search_documents_async (hrt_context_get_catalog (self->context),
                                           after_variant_id, PAGE_DOCUMENTS, self->cancellable,
                                           on_documents_listed, job_new (self));
}

/**
 * hrt_store_index_build:
 * @self: the search
 *
 * Reads the catalogue page by page and builds the index in a thread; until it is there the old one
 * answers.
 */
void
hrt_store_index_build (HrtStoreIndex *self)
{
  if (self->is_building)
    {
      self->build_again = TRUE;
      return;
    }
  self->is_building = TRUE;
  self->build_again = FALSE;
  g_clear_pointer (&self->builder, hrt_search_builder_free);
  self->builder = hrt_search_builder_new ();
  read_on (self, 0);
}

static void
note_product (HrtStoreIndex *self, gint64 product_id)
{
  gint64 *key = g_new (gint64, 1);

  *key = product_id;
  g_hash_table_replace (self->documents, key, g_ptr_array_new_with_free_func (g_object_unref));
}

static void
rebuild_recent (HrtStoreIndex *self)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  GHashTableIter iter;
  gpointer documents;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, NULL, &documents))
    add_documents (builder, documents);
  g_clear_pointer (&self->recent, hrt_search_index_unref);
  self->recent = hrt_search_builder_finish (builder);
  hrt_search_builder_free (builder);
}

static void
on_documents_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  HrtStoreIndex *self = job->index;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
      hrt_catalog_load_search_documents_finish (HRT_CATALOG (source), result, &error);

  if (documents == NULL || g_cancellable_is_cancelled (job->cancellable))
    return;
  for (gsize i = 0; i < job->n_ids; i++)
    note_product (self, job->ids[i]);
  for (guint i = 0; i < documents->len; i++)
    {
      HrtSearchDocument *document = g_ptr_array_index (documents, i);
      GPtrArray *of_product = g_hash_table_lookup (self->documents, &document->product_id);

      if (of_product != NULL)
        g_ptr_array_add (of_product, g_object_ref (document));
    }
  rebuild_recent (self);
}

/**
 * hrt_store_index_update:
 * @self: the search
 * @product_ids: changed products; 0 among them means all
 * @n_ids: how many
 *
 * Follows a change.
 */
void
hrt_store_index_update (HrtStoreIndex *self, const gint64 *product_ids, gsize n_ids)
{
  Job *job;

  for (gsize i = 0; i < n_ids; i++)
    if (product_ids[i] == 0)
      n_ids = MAX_CHANGED + 1;
  if (self->is_building || g_hash_table_size (self->documents) + n_ids > MAX_CHANGED)
    {
      hrt_store_index_build (self);
      return;
    }
  job = job_new (self);
  job->ids = g_memdup2 (product_ids, n_ids * sizeof *product_ids);
  job->n_ids = n_ids;
  hrt_catalog_load_search_documents_async (hrt_context_get_catalog (self->context), job->ids, n_ids,
                                           self->cancellable, on_documents_loaded, job);
}

gboolean
hrt_store_index_is_ready (HrtStoreIndex *self)
{
  return self->base != NULL;
}

static gboolean
is_outdated (const HrtSearchHit *hit, gpointer user_data)
{
  HrtStoreIndex *self = user_data;

  return g_hash_table_contains (self->documents, &hit->product_id);
}

static void
take_hits (GArray *ids, const HrtSearchHit *hits, guint n_hits, guint limit)
{
  for (guint i = 0; i < n_hits && ids->len < limit; i++)
    {
      gboolean is_known = FALSE;

      for (guint k = 0; k < ids->len && !is_known; k++)
        is_known = g_array_index (ids, gint64, k) == hits[i].product_id;
      if (!is_known)
        g_array_append_val (ids, hits[i].product_id);
    }
}

/**
 * hrt_store_index_find:
 * @self: the search
 * @query: what was typed
 * @limit: how many products at most, to 128
 *
 * Returns: (transfer full) (element-type gint64): ids of products, the best first
 */
GArray *
hrt_store_index_find (HrtStoreIndex *self, const char *query, guint limit)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  HrtSearchHit hits[MAX_HITS];
  guint n_wanted = MIN (limit * 4, MAX_HITS), n_hits;

  if (self->recent != NULL)
    {
      n_hits = hrt_search_index_find (self->recent, query, NULL, NULL, hits, n_wanted);
      take_hits (ids, hits, n_hits, limit);
    }
  if (self->base != NULL)
    {
      n_hits = hrt_search_index_find (self->base, query, is_outdated, self, hits, n_wanted);
      take_hits (ids, hits, n_hits, limit);
    }
  return ids;
}
