/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Loads the documents page by page, builds the index in a worker, and follows changes through a
 * delta.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-search.h"

#include <string.h>

#include "hrt-catalog.h"
#include "hrt-search-delta.h"

#define DOCUMENTS_PER_PAGE 5000
/* More changed products than this, and the index is built anew behind the scenes. */
#define DELTA_MAX  2000
#define RETRY_SECS 5
/* Variants in a list of pages. */
#define MAX_LISTED 2000

/**
 * HrtSearch:
 *
 * Any process that searches has one. Until it is ready hrt_search_find_variants() finds nothing and
 * the caller asks the database (HrtProductQuery.text). It finds what its role may see: staff also
 * what is not for sale, the web shop nothing but that.
 *
 * Threading: belongs to the context's thread; only the building runs in a worker, on data nobody
 * else touches meanwhile.
 */
struct _HrtSearch
{
  GObject parent_instance;

  HrtContext *context;       /* (owned) */
  HrtSearchIndex *index;     /* (owned) (nullable) until the first build is through */
  HrtSearchDelta *delta;     /* (owned) changes since @index was read */
  HrtSearchDelta *next;      /* (owned) (nullable) changes since the build under way began */
  HrtSearchBuilder *builder; /* (owned) (nullable) of the build under way */
  GCancellable *cancellable; /* (owned) ends everything in dispose */
  gint64 after_variant_id;
  gboolean is_loading;
  gboolean is_stale; /* something changed as a whole while a build was under way */
  guint retry_source;
};

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtSearch, hrt_search, G_TYPE_OBJECT)

static void load_page (HrtSearch *self);
static void start_build (HrtSearch *self);

static gboolean
on_retry (gpointer user_data)
{
  HrtSearch *self = user_data;

  self->retry_source = 0;
  start_build (self);
  return G_SOURCE_REMOVE;
}

static void
give_up_build (HrtSearch *self, const GError *error)
{
  self->is_loading = FALSE;
  g_clear_pointer (&self->builder, hrt_search_builder_free);
  g_clear_pointer (&self->next, hrt_search_delta_free);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* A database that is away is no fault of the program; the caller searches without the index
   * meanwhile. */
  g_message ("loading the search index: %s", error->message);
  self->retry_source = g_timeout_add_seconds (RETRY_SECS, on_retry, self);
}

typedef struct
{
  HrtSearchBuilder *builder; /* unowned: self->builder, left alone by everybody else meanwhile */
  GPtrArray *documents;      /* (owned) (nullable) the page; NULL: all pages are in, build */
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->documents, g_ptr_array_unref);
  g_free (work);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  if (work->documents == NULL)
    {
      g_task_return_pointer (task, hrt_search_builder_finish (work->builder),
                             (GDestroyNotify) hrt_search_index_unref);
      return;
    }
  for (guint i = 0; i < work->documents->len; i++)
    {
      HrtSearchDocument *document = g_ptr_array_index (work->documents, i);

      hrt_search_builder_add (work->builder, document->variant_id, document->product_id,
                              document->rank, document->text);
      hrt_search_builder_mark_kind (work->builder, document->kind);
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
work (HrtSearch *self, GPtrArray *documents, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);
  Work *data = g_new0 (Work, 1);

  g_task_set_source_tag (task, work);
  data->builder = self->builder;
  data->documents = documents ? g_ptr_array_ref (documents) : NULL;
  g_task_set_task_data (task, data, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_in_thread);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtSearch *self = HRT_SEARCH (source);
  HrtSearchIndex *index = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean was_ready = self->index != NULL;

  g_clear_pointer (&self->index, hrt_search_index_unref);
  self->index = index;
  hrt_search_delta_free (self->delta);
  self->delta = g_steal_pointer (&self->next);
  self->is_loading = FALSE;
  g_debug ("search index: %u documents, %" G_GSIZE_FORMAT " KiB",
           hrt_search_index_get_n_documents (index), hrt_search_index_get_size (index) / 1024);
  if (!was_ready)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
  if (self->is_stale && !g_cancellable_is_cancelled (self->cancellable))
    start_build (self);
}

static void
on_page_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtSearch *self = HRT_SEARCH (source);

  g_task_propagate_pointer (G_TASK (result), NULL);
  if (!g_cancellable_is_cancelled (self->cancellable))
    load_page (self);
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
      hrt_catalog_list_search_documents_finish (HRT_CATALOG (source), result, &error);

  if (documents == NULL)
    {
      give_up_build (self, error);
      return;
    }
  if (documents->len == 0)
    {
      work (self, NULL, on_built);
      self->builder = NULL; /* the worker has it now */
      return;
    }
  self->after_variant_id =
      ((HrtSearchDocument *) g_ptr_array_index (documents, documents->len - 1))->variant_id;
  work (self, documents, on_page_added);
}

static void
load_page (HrtSearch *self)
{
  hrt_catalog_list_search_documents_async (hrt_context_get_catalog (self->context),
                                           self->after_variant_id, DOCUMENTS_PER_PAGE,
                                           self->cancellable, on_page_read, g_object_ref (self));
}

/* What changes while it is read goes into a delta of its own, so that the new index begins with the
 * right one. */
static void
start_build (HrtSearch *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->is_loading = TRUE;
  self->builder = hrt_search_builder_new ();
  self->next = hrt_search_delta_new ();
  self->after_variant_id = 0;
  load_page (self);
}

static void
add_to_delta (HrtSearchDelta *delta, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    {
      HrtSearchDocument *document = g_ptr_array_index (documents, i);

      hrt_search_delta_add (delta, (HrtSearchHit){ document->variant_id, document->product_id },
                            document->rank, document->text, document->kind);
    }
}

typedef struct
{
  HrtSearch *self; /* (owned) */
  GArray *ids;     /* (owned) (element-type gint64) */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->self);
  g_array_unref (change->ids);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
apply_change (HrtSearchDelta *delta, GArray *ids, GPtrArray *documents)
{
  for (guint i = 0; i < ids->len; i++)
    hrt_search_delta_forget (delta, g_array_index (ids, gint64, i));
  add_to_delta (delta, documents);
}

static void
on_changed_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  HrtSearch *self = change->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
      hrt_catalog_load_search_documents_finish (HRT_CATALOG (source), result, &error);

  if (documents == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        start_build (self);
      return;
    }
  apply_change (self->delta, change->ids, documents);
  if (self->next)
    apply_change (self->next, change->ids, documents);
  if (hrt_search_delta_get_n (self->delta) > DELTA_MAX && !self->is_loading)
    start_build (self);
}

static void
on_product_changed (HrtContext *context, const char *what, GVariant *ids, gpointer user_data)
{
  HrtSearch *self = user_data;
  gsize n = 0;
  const gint64 *numbers = g_variant_get_fixed_array (ids, &n, sizeof (gint64));
  Change *change;

  for (gsize i = 0; i < n; i++)
    if (numbers[i] == 0)
      {
        start_build (self);
        return;
      }
  change = g_new0 (Change, 1);
  change->self = g_object_ref (self);
  change->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (change->ids, numbers, n);
  hrt_catalog_load_search_documents_async (hrt_context_get_catalog (context), numbers, n,
                                           self->cancellable, on_changed_read, change);
}

static void
on_resync (HrtContext *context, gpointer user_data)
{
  start_build (user_data);
}

/**
 * hrt_search_new:
 * @context: the process's line to the shop
 *
 * Returns: (transfer full): a search that finds nothing before hrt_search_start()
 */
HrtSearch *
hrt_search_new (HrtContext *context)
{
  HrtSearch *self = g_object_new (HRT_TYPE_SEARCH, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed::product", G_CALLBACK (on_product_changed), self, 0);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_resync), self, 0);
  return self;
}

/**
 * hrt_search_start:
 * @self: a search
 *
 * Begins to load; HrtSearch:ready is notified when it is through. Changes are followed from then
 * on.
 */
void
hrt_search_start (HrtSearch *self)
{
  g_return_if_fail (HRT_IS_SEARCH (self));
  if (self->index == NULL && !self->is_loading)
    start_build (self);
}

gboolean
hrt_search_is_ready (HrtSearch *self)
{
  return self->index != NULL;
}

typedef struct
{
  HrtSearchHit *hits; /* (owned) */
  guint n;
  guint n_of_kind;
  gboolean is_cut;
} Found;

static void
find_in (Found *found, HrtSearchIndex *index, const HrtSearchQuestion *question, guint n_hits)
{
  found->hits = g_new (HrtSearchHit, n_hits);
  found->n = hrt_search_index_find_at (index, question, found->hits, n_hits, &found->n_of_kind,
                                       &found->is_cut);
}

static guint
append (HrtSearchHit *hits, guint n, guint n_max, const HrtSearchHit *more, guint n_more)
{
  n_more = MIN (n_more, n_max - n);
  memcpy (hits + n, more, n_more * sizeof *hits);
  return n + n_more;
}

/* What changed lately comes first, for it may be what was just made; but not before what the query
 * names when it is something else. */
static guint
find_both (HrtSearch *self,
           const HrtSearchQuestion *question,
           HrtSearchHit *hits,
           guint n_hits,
           gboolean *is_cut)
{
  HrtSearchQuestion changed_question = *question;
  Found changed, others;
  guint n;

  changed_question.skip = NULL;
  find_in (&changed, hrt_search_delta_get_index (self->delta), &changed_question, n_hits);
  find_in (&others, self->index, question, n_hits);
  n = append (hits, 0, n_hits, changed.hits, changed.n_of_kind);
  n = append (hits, n, n_hits, others.hits, others.n_of_kind);
  n = append (hits, n, n_hits, changed.hits + changed.n_of_kind, changed.n - changed.n_of_kind);
  n = append (hits, n, n_hits, others.hits + others.n_of_kind, others.n - others.n_of_kind);
  *is_cut = changed.is_cut || others.is_cut || changed.n + others.n > n;
  g_free (changed.hits);
  g_free (others.hits);
  return n;
}

static guint
find (HrtSearch *self, const char *text, HrtSearchHit *hits, guint n_hits, gboolean *is_cut)
{
  HrtSearchQuestion question = { text, HRT_SEARCH_PLAIN, hrt_search_delta_covers, self->delta };
  guint n = 0;

  for (guint effort = HRT_SEARCH_PLAIN; effort <= HRT_SEARCH_LOOSE && n == 0; effort++)
    {
      question.effort = effort;
      n = find_both (self, &question, hits, n_hits, is_cut);
    }
  return n;
}

/**
 * hrt_search_find_variants:
 * @self: a search
 * @text: what was typed; any bytes
 * @hits: (array length=n_hits) (out caller-allocates): room for hits
 * @n_hits: how many are wanted, at most 160
 *
 * Takes tenths of a millisecond and does no I/O: may be called at every key.
 *
 * Returns: how many were found, best first; 0 also while it is not ready
 */
guint
hrt_search_find_variants (HrtSearch *self, const char *text, HrtSearchHit *hits, guint n_hits)
{
  gboolean is_cut;

  g_return_val_if_fail (HRT_IS_SEARCH (self), 0);
  return self->index != NULL ? find (self, text, hits, n_hits, &is_cut) : 0;
}

static GArray *
list_products (const HrtSearchHit *hits, guint n_hits, guint limit)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_hits && ids->len < limit; i++)
    if (g_hash_table_add (seen, (gpointer) &hits[i].product_id))
      g_array_append_val (ids, hits[i].product_id);
  return ids;
}

/**
 * hrt_search_find_products:
 * @self: a search
 * @text: what was typed; any bytes
 * @limit: how many products are wanted, at most 160
 *
 * Returns: (transfer full) (element-type gint64): ids of products, best first, each once
 */
GArray *
hrt_search_find_products (HrtSearch *self, const char *text, guint limit)
{
  HrtSearchHit hits[160];

  return list_products (hits, hrt_search_find_variants (self, text, hits, G_N_ELEMENTS (hits)),
                        limit);
}

/**
 * hrt_search_list_products:
 * @self: a search
 * @text: what was typed; any bytes
 * @is_cut: (out): whether there may be more
 *
 * For a list in pages: every page of it comes from the same order, as long as nothing changes.
 *
 * Returns: (transfer full) (element-type gint64): ids of products, best first, each once
 */
GArray *
hrt_search_list_products (HrtSearch *self, const char *text, gboolean *is_cut)
{
  g_autofree HrtSearchHit *hits = g_new (HrtSearchHit, MAX_LISTED);
  guint n = 0;

  *is_cut = FALSE;
  if (self->index != NULL)
    n = find (self, text, hits, MAX_LISTED, is_cut);
  return list_products (hits, n, G_MAXUINT);
}

static void
hrt_search_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_READY)
    g_value_set_boolean (value, hrt_search_is_ready (HRT_SEARCH (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_search_dispose (GObject *object)
{
  HrtSearch *self = HRT_SEARCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (hrt_search_parent_class)->dispose (object);
}

static void
hrt_search_finalize (GObject *object)
{
  HrtSearch *self = HRT_SEARCH (object);

  g_clear_pointer (&self->index, hrt_search_index_unref);
  g_clear_pointer (&self->builder, hrt_search_builder_free);
  g_clear_pointer (&self->delta, hrt_search_delta_free);
  g_clear_pointer (&self->next, hrt_search_delta_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hrt_search_parent_class)->finalize (object);
}

static void
hrt_search_class_init (HrtSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hrt_search_get_property;
  object_class->dispose = hrt_search_dispose;
  object_class->finalize = hrt_search_finalize;
  props[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hrt_search_init (HrtSearch *self)
{
  self->cancellable = g_cancellable_new ();
  self->delta = hrt_search_delta_new ();
}
