/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPagedList: looking again, and what that says about the places of the rows.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-paged-list-private.h"

/* A list that follows changes looks again at most this often, and not for more than a tenth of the
 * time. */
#define MIN_REFRESH_MS 500

/* Where a list of @n_old rows has become one of another length. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} Splice;

static gint64
get_kept_id (HrtPagedListPrivate *priv, guint position)
{
  gpointer *slot = _hrt_page_cache_slot (priv->cache, position);

  return slot != NULL && *slot != NULL ? *_hrt_page_cache_id (*slot) : 0;
}

static gint64
get_read_id (GPtrArray *rows, guint first, guint position)
{
  return *_hrt_page_cache_id (g_ptr_array_index (rows, position - first));
}

/* What is not kept counts as the same. */
static gboolean
is_same (HrtPagedListPrivate *priv, guint position, gint64 read_id)
{
  gint64 kept = get_kept_id (priv, position);

  return kept == 0 || kept == read_id;
}

/* The first place of the span whose row is another one; the end of the shorter list when all are
 * the same. */
static guint
find_first_difference (HrtPagedListPrivate *priv, guint first, GPtrArray *rows, guint n_new)
{
  for (guint at = first; at < first + rows->len && at < priv->n_items; at++)
    if (!is_same (priv, at, get_read_id (rows, first, at)))
      return at;
  return MIN (priv->n_items, n_new);
}

/*
 * Only the span is known, so what lies beyond it counts as moved by the difference of the lengths:
 * the rows on screen are found again, whatever happened elsewhere.
 */
static Splice
compare (HrtPagedListPrivate *priv, guint first, GPtrArray *rows, guint n_new)
{
  gint64 longer = (gint64) n_new - priv->n_items;
  guint from = find_first_difference (priv, first, rows, n_new);
  gint64 least = MAX (from, from - longer); /* so that neither part is below nothing */
  gint64 end = MIN (priv->n_items, (gint64) first + rows->len - longer);

  if (longer == 0)
    return (Splice){ 0, 0, 0 };
  /* From the end of the span back, while the rows are the same ones, moved. */
  while (end > least && end - 1 + longer >= (gint64) first &&
         is_same (priv, (guint) end - 1, get_read_id (rows, first, (guint) (end - 1 + longer))))
    end--;
  end = CLAMP (end, least, (gint64) priv->n_items);
  return (Splice){ from, (guint) (end - from), (guint) (end - from + longer) };
}

/* Places that nobody has looked at yet get their rows before they are announced. */
static void
seed (HrtPagedListPrivate *priv, guint first, GPtrArray *rows, GHashTable *known)
{
  for (guint i = 0; i < rows->len; i++)
    {
      gpointer row = g_ptr_array_index (rows, i);
      gpointer kept = g_hash_table_lookup (known, _hrt_page_cache_id (row));
      gpointer *slot;

      if ((first + i) % HRT_PAGE_ROWS == 0)
        _hrt_page_cache_use (priv->cache, (first + i) / HRT_PAGE_ROWS)->is_fresh = TRUE;
      slot = _hrt_page_cache_slot (priv->cache, first + i);
      if (*slot == NULL)
        *slot = g_object_ref (kept != NULL ? kept : row);
    }
}

static void
take_span (HrtPagedList *self, guint first, GPtrArray *rows, guint n_new, gboolean is_new)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  g_autoptr (GHashTable) known = _hrt_page_cache_index (priv->cache);
  guint n_old = priv->n_items;
  Splice splice = is_new ? (Splice){ 0, n_old, n_new } : compare (priv, first, rows, n_new);

  priv->generation++;
  g_queue_clear (&priv->wanted);
  _hrt_page_cache_make_stale (priv->cache);
  if (splice.n_removed > 0 || splice.n_added > 0)
    _hrt_page_cache_splice (priv->cache, splice.position, splice.n_removed, splice.n_added);
  priv->n_items = n_new;
  seed (priv, first, rows, known);
  if (splice.n_removed > 0 || splice.n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), splice.position, splice.n_removed,
                                splice.n_added);
  if (n_old != n_new)
    _hrt_paged_list_notify_n_items (self);
  _hrt_paged_list_fill (self, first, rows, known);
  _hrt_paged_list_ask_recent (self);
}

/* Few enough to be seen whole: then what stayed is known although the question is another one. */
static gboolean
is_small_change (HrtPagedListPrivate *priv, GPtrArray *rows, guint n_new)
{
  return n_new == rows->len && priv->n_items <= HRT_PAGE_ROWS;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPagedAsk) ask = user_data;
  HrtPagedList *self = ask->self;
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  GError *error = NULL;
  guint n_total = 0;
  g_autoptr (GPtrArray) rows =
      HRT_PAGED_LIST_GET_CLASS (self)->load_span_finish (self, result, &n_total, &error);

  priv->is_finding = FALSE;
  priv->took = g_get_monotonic_time () - priv->asked_at;
  if (priv->cancellable == NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (priv->find_again)
    {
      g_clear_error (&error);
      hrt_paged_list_refresh (self);
      return;
    }
  if (rows != NULL)
    {
      gboolean is_new = priv->is_new && !is_small_change (priv, rows, n_total);

      priv->is_new = FALSE;
      if (rows->len > 0)
        n_total = MAX (n_total, ask->first + rows->len);
      take_span (self, ask->first, rows, n_total, is_new);
    }
  _hrt_paged_list_set_error (self, error);
  _hrt_paged_list_notify_loading (self);
}

/* What is on screen, so far as it is one piece: the newest page and its recent neighbours. */
static void
choose_span (HrtPagedListPrivate *priv, guint *first, guint *n_rows)
{
  HrtPage *newest = priv->is_new ? NULL : _hrt_page_cache_get_newest (priv->cache);
  guint low = newest != NULL ? newest->number : 0;
  guint high = low;

  if (newest != NULL)
    for (gint step = -1; step <= 1; step += 2)
      {
        HrtPage *next = newest->number == 0 && step < 0
                            ? NULL
                            : _hrt_page_cache_find (priv->cache, newest->number + (guint) step);

        if (next != NULL && _hrt_page_cache_is_recent (priv->cache, next))
          {
            low = MIN (low, next->number);
            high = MAX (high, next->number);
          }
      }
  *first = low * HRT_PAGE_ROWS;
  *n_rows = (high - low + 1) * HRT_PAGE_ROWS;
}

/**
 * hrt_paged_list_refresh:
 * @self: a list
 *
 * Looks again how many rows there are and which ones are on screen. Others are read again when they
 * are looked at.
 */
void
hrt_paged_list_refresh (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  guint first, n_rows;

  if (priv->cancellable == NULL)
    return;
  g_clear_handle_id (&priv->refresh_source, g_source_remove);
  priv->find_again = priv->is_finding;
  if (priv->is_finding)
    return;
  choose_span (priv, &first, &n_rows);
  priv->is_finding = TRUE;
  priv->asked_at = g_get_monotonic_time ();
  HRT_PAGED_LIST_GET_CLASS (self)->load_span_async (self, first, n_rows, priv->cancellable,
                                                    on_looked, _hrt_paged_ask_new (self, first));
  _hrt_paged_list_notify_loading (self);
}

/**
 * hrt_paged_list_look_for_other:
 * @self: a list
 *
 * What is asked for has changed: looks for it from the start. The old rows stay until the new ones
 * are known.
 */
void
hrt_paged_list_look_for_other (HrtPagedList *self)
{
  _hrt_paged_list_get_private (self)->is_new = TRUE;
  hrt_paged_list_refresh (self);
}

static gboolean
on_refresh_due (gpointer user_data)
{
  HrtPagedList *self = user_data;

  _hrt_paged_list_get_private (self)->refresh_source = 0;
  hrt_paged_list_refresh (self);
  return G_SOURCE_REMOVE;
}

/**
 * hrt_paged_list_refresh_soon:
 * @self: a list
 *
 * The same for what changes on its own: at once after a quiet while, else together with what comes
 * after.
 */
void
hrt_paged_list_refresh_soon (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  gint64 pause = MAX (MIN_REFRESH_MS, priv->took * 10 / 1000);
  gint64 since = (g_get_monotonic_time () - priv->asked_at) / 1000;

  if (priv->refresh_source != 0 || priv->cancellable == NULL || priv->asked_at == 0)
    return;
  if (since >= pause && !priv->is_finding)
    hrt_paged_list_refresh (self);
  else
    priv->refresh_source =
        g_timeout_add ((guint) CLAMP (pause - since, 10, 60000), on_refresh_due, self);
}
