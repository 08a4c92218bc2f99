/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPagedList: how many rows there are, and the rows of some pages.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-paged-list-private.h"

/* Pages asked for at once; while a list is dragged by, older wishes are forgotten. */
#define MAX_WANTED 4

/**
 * HrtPagedList:
 *
 * |[
 *   n-items                a number: a million rows cost what a thousand do
 *   rows                   pages of 128 by their places, least recently used ones dropped
 *   row on its way         a placeholder without an id, filled in place and notified
 * ]|
 *
 * A row keeps its object as long as its page is kept, also when its place or its values change:
 * GTK's selection and focus stay where they are. A refresh reads what is on screen again and
 * announces only what is different there; a page that is read later and has other rows than were
 * given out announces those.
 *
 * Threading: belongs to the context's thread. Lifetime: whoever shows it; calls under way are
 * cancelled when it goes.
 */

static void list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (HrtPagedList,
                                  hrt_paged_list,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (HrtPagedList)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_ERROR,
  PROP_N_ITEMS,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

HrtPagedListPrivate *
_hrt_paged_list_get_private (HrtPagedList *self)
{
  return hrt_paged_list_get_instance_private (self);
}

/* --- rows --- */

HrtPagedAsk *
_hrt_paged_ask_new (HrtPagedList *self, guint first)
{
  HrtPagedAsk *ask = g_new0 (HrtPagedAsk, 1);

  ask->self = g_object_ref (self);
  ask->generation = _hrt_paged_list_get_private (self)->generation;
  ask->first = first;
  return ask;
}

void
_hrt_paged_ask_free (HrtPagedAsk *ask)
{
  g_object_unref (ask->self);
  g_free (ask);
}

void
_hrt_paged_list_set_error (HrtPagedList *self, GError *error)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  if (priv->error == NULL && error == NULL)
    return;
  g_clear_error (&priv->error);
  priv->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
_hrt_paged_list_notify_loading (HrtPagedList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
_hrt_paged_list_notify_n_items (HrtPagedList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
take_values (HrtPagedList *self, gpointer item, gpointer row)
{
  HRT_PAGED_LIST_GET_CLASS (self)->set_placeholder (item, FALSE);
  hrt_entity_take_values (item, row);
}

/*
 * Gives places the rows that were read for them. @known: (nullable): the rows that had an object
 * before, by id; a row that has moved keeps it. Where another row was given out it is replaced, and
 * that is announced.
 */
void
_hrt_paged_list_fill (HrtPagedList *self, guint first, GPtrArray *rows, GHashTable *known)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  g_autoptr (GHashTable) index = known != NULL ? g_hash_table_ref (known) : NULL;
  guint low = G_MAXUINT, high = 0;

  for (guint i = 0; i < rows->len && first + i < priv->n_items; i++)
    {
      gpointer row = g_ptr_array_index (rows, i);
      gpointer *slot = _hrt_page_cache_slot (priv->cache, first + i);
      gint64 id = *_hrt_page_cache_id (row);
      gpointer kept;

      if (slot == NULL || *slot == row)
        continue;
      if (*slot != NULL && (*_hrt_page_cache_id (*slot) == 0 || *_hrt_page_cache_id (*slot) == id))
        {
          take_values (self, *slot, row);
          continue;
        }
      if (index == NULL)
        index = _hrt_page_cache_index (priv->cache);
      kept = g_hash_table_lookup (index, &id);
      if (kept != NULL)
        take_values (self, kept, row);
      if (*slot != NULL)
        {
          low = MIN (low, first + i);
          high = first + i;
        }
      g_set_object ((GObject **) slot, kept != NULL ? kept : row);
    }
  if (low <= high)
    g_list_model_items_changed (G_LIST_MODEL (self), low, high - low + 1, high - low + 1);
}

static void ask_wanted (HrtPagedList *self);

static void
on_page_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPagedAsk) ask = user_data;
  HrtPagedList *self = ask->self;
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  GError *error = NULL;
  guint n_total = 0;
  g_autoptr (GPtrArray) rows =
      HRT_PAGED_LIST_GET_CLASS (self)->load_span_finish (self, result, &n_total, &error);
  HrtPage *page = _hrt_page_cache_find (priv->cache, ask->first / HRT_PAGE_ROWS);

  priv->n_asked--;
  if (page != NULL && ask->generation == priv->generation)
    {
      page->is_asked = FALSE;
      page->is_fresh = rows != NULL;
    }
  if (rows == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _hrt_paged_list_set_error (self, g_steal_pointer (&error));
  g_clear_error (&error);
  if (rows != NULL)
    _hrt_paged_list_set_error (self, NULL);
  if (rows != NULL && page != NULL && ask->generation == priv->generation)
    _hrt_paged_list_fill (self, ask->first, rows, NULL);
  if (rows != NULL && ask->generation == priv->generation && n_total != priv->n_items)
    hrt_paged_list_refresh_soon (self);
  ask_wanted (self);
  _hrt_paged_list_notify_loading (self);
}

static void
ask_wanted (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  while (priv->n_asked < 2 && !g_queue_is_empty (&priv->wanted) && priv->cancellable != NULL)
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&priv->wanted));
      guint first = number * HRT_PAGE_ROWS;

      if (_hrt_page_cache_find (priv->cache, number) == NULL || first >= priv->n_items)
        continue;
      priv->n_asked++;
      HRT_PAGED_LIST_GET_CLASS (self)->load_span_async (self, first,
                                                        MIN (HRT_PAGE_ROWS, priv->n_items - first),
                                                        priv->cancellable, on_page_loaded,
                                                        _hrt_paged_ask_new (self, first));
    }
}

static void
want (HrtPagedList *self, HrtPage *page)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  if (page->is_fresh || page->is_asked)
    return;
  page->is_asked = TRUE;
  g_queue_push_head (&priv->wanted, GUINT_TO_POINTER (page->number));
  while (g_queue_get_length (&priv->wanted) > MAX_WANTED)
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_tail (&priv->wanted));
      HrtPage *forgotten = _hrt_page_cache_find (priv->cache, number);

      if (forgotten != NULL)
        forgotten->is_asked = FALSE;
    }
  ask_wanted (self);
}

/* Asks again for the pages that were used last and are not fresh: those on the screen. */
void
_hrt_paged_list_ask_recent (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  g_autoptr (GPtrArray) pages = _hrt_page_cache_list (priv->cache);

  for (guint i = 0; i < pages->len; i++)
    if (_hrt_page_cache_is_recent (priv->cache, g_ptr_array_index (pages, i)))
      want (self, g_ptr_array_index (pages, i));
}

/* --- rows by id --- */

/**
 * hrt_paged_list_take_rows:
 * @self: a list
 * @rows: (element-type HrtEntity): rows just read
 *
 * Gives their values to the rows of the same ids that are kept; the others are passed over.
 */
void
hrt_paged_list_take_rows (HrtPagedList *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) known = _hrt_page_cache_index (_hrt_paged_list_get_private (self)->cache);

  for (guint i = 0; i < rows->len; i++)
    {
      gpointer row = g_ptr_array_index (rows, i);
      gpointer kept = g_hash_table_lookup (known, _hrt_page_cache_id (row));

      if (kept != NULL)
        take_values (self, kept, row);
    }
}

static void
on_rows_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPagedAsk) ask = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
      HRT_PAGED_LIST_GET_CLASS (ask->self)->load_rows_finish (ask->self, result, &error);

  if (rows != NULL)
    hrt_paged_list_take_rows (ask->self, rows);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _hrt_paged_list_set_error (ask->self, g_steal_pointer (&error));
  g_clear_error (&error);
}

/**
 * hrt_paged_list_refresh_rows:
 * @self: a list
 * @ids: (array length=n_ids): rows that have changed
 * @n_ids: how many
 *
 * Reads those again that are kept.
 */
void
hrt_paged_list_refresh_rows (HrtPagedList *self, const gint64 *ids, gsize n_ids)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  g_autoptr (GHashTable) known = _hrt_page_cache_index (priv->cache);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < n_ids; i++)
    if (g_hash_table_contains (known, &ids[i]))
      g_array_append_val (shown, ids[i]);
  if (shown->len > 0 && priv->cancellable != NULL)
    HRT_PAGED_LIST_GET_CLASS (self)->load_rows_async (self, (gint64 *) (gpointer) shown->data,
                                                      shown->len, priv->cancellable, on_rows_loaded,
                                                      _hrt_paged_ask_new (self, 0));
}

/* --- GListModel --- */

static GType
get_item_type (GListModel *list)
{
  return HRT_PAGED_LIST_GET_CLASS (list)->item_type;
}

static guint
get_n_items (GListModel *list)
{
  return _hrt_paged_list_get_private (HRT_PAGED_LIST (list))->n_items;
}

static gpointer
get_item (GListModel *list, guint position)
{
  HrtPagedList *self = HRT_PAGED_LIST (list);
  HrtPagedListClass *klass = HRT_PAGED_LIST_GET_CLASS (self);
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);
  HrtPage *page;
  gpointer *slot;

  if (position >= priv->n_items)
    return NULL;
  page = _hrt_page_cache_use (priv->cache, position / HRT_PAGE_ROWS);
  slot = &page->items[position % HRT_PAGE_ROWS];
  if (*slot == NULL)
    {
      *slot = g_object_new (klass->item_type, NULL);
      klass->set_placeholder (*slot, TRUE);
    }
  want (self, page);
  return g_object_ref (*slot);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- the object --- */

static void
hrt_paged_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtPagedList *self = HRT_PAGED_LIST (object);
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, hrt_paged_list_is_loading (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, priv->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, priv->n_items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_paged_list_dispose (GObject *object)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (HRT_PAGED_LIST (object));

  g_clear_handle_id (&priv->refresh_source, g_source_remove);
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->context);
  G_OBJECT_CLASS (hrt_paged_list_parent_class)->dispose (object);
}

static void
hrt_paged_list_finalize (GObject *object)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (HRT_PAGED_LIST (object));

  _hrt_page_cache_free (priv->cache);
  g_queue_clear (&priv->wanted);
  g_clear_error (&priv->error);
  G_OBJECT_CLASS (hrt_paged_list_parent_class)->finalize (object);
}

static void
hrt_paged_list_class_init (HrtPagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hrt_paged_list_get_property;
  object_class->dispose = hrt_paged_list_dispose;
  object_class->finalize = hrt_paged_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hrt_paged_list_init (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  priv->cancellable = g_cancellable_new ();
  priv->cache = _hrt_page_cache_new ();
  g_queue_init (&priv->wanted);
}

/* A list that nobody has asked for anything yet has nothing to read again. */
static void
on_resync (HrtPagedList *self)
{
  if (_hrt_paged_list_get_private (self)->asked_at != 0)
    hrt_paged_list_refresh (self);
}

/**
 * hrt_paged_list_attach:
 * @self: a new list
 * @context: what it reads from, and whose resync it follows
 */
void
hrt_paged_list_attach (HrtPagedList *self, HrtContext *context)
{
  HrtPagedListPrivate *priv = _hrt_paged_list_get_private (self);

  g_set_object (&priv->context, context);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_resync), self, G_CONNECT_SWAPPED);
}

HrtContext *
hrt_paged_list_get_context (HrtPagedList *self)
{
  g_return_val_if_fail (HRT_IS_PAGED_LIST (self), NULL);
  return _hrt_paged_list_get_private (self)->context;
}

/**
 * hrt_paged_list_is_loading:
 * @self: a list
 *
 * Returns: whether rows that were asked for are still on their way
 */
gboolean
hrt_paged_list_is_loading (HrtPagedList *self)
{
  HrtPagedListPrivate *priv;

  g_return_val_if_fail (HRT_IS_PAGED_LIST (self), FALSE);

  priv = _hrt_paged_list_get_private (self);
  return priv->is_finding || priv->n_asked > 0;
}
