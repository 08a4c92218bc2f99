/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPagedList: ids of all rows, rows of some pages.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-paged-list.h"

/* Pages kept: enough for a screen and what was seen lately. */
#define MAX_PAGES 24
/* Pages asked for at once; while a list is dragged by, older wishes are forgotten. */
#define MAX_WANTED 4
/* A list that follows changes asks for its ids again at most this often, and not for more than a
 * tenth of the time. */
#define MIN_REFRESH_MS 500

/* The rows of one page. */
typedef struct
{
  guint number;
  guint n_items;
  gpointer *items;   /* (owned) (array length=n_items) */
  guint64 last_used; /* of the list's clock */
  gboolean is_fresh; /* its rows have the values of the database */
  gboolean is_asked; /* its rows are on their way, or in the queue */
} Page;

/**
 * HrtPagedList:
 *
 * |[
 *   n-items, order         ids: 4 bytes per row, one statement
 *   rows                   pages of 256, least recently used ones dropped
 *   row on its way         a placeholder with its id, filled in place and notified
 * ]|
 *
 * A row keeps its object as long as its page is kept, also when its place or its values change:
 * GTK's selection and focus stay where they are. A refresh compares old and new ids from both ends
 * and announces only what lies between.
 *
 * Threading: belongs to the context's thread. Lifetime: whoever shows it; calls under way are
 * cancelled when it goes.
 */
typedef struct
{
  HrtContext *context;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint32 *ids;              /* (owned) (array length=n_ids) */
  guint n_ids;
  GHashTable *pages; /* (owned) (element-type uint Page) by number */
  GHashTable *kept;  /* (owned) (nullable) (element-type uint32 HrtEntity) rows of pages that were
                        rearranged */
  GQueue wanted;     /* (element-type uint) page numbers, the newest wish first */
  guint n_asked;     /* pages whose rows are on their way */
  guint64 clock;
  GError *error;        /* (owned) (nullable) of the last look */
  gint64 asked_at;      /* us; when the ids were asked for */
  gint64 took;          /* us; how long the last look took */
  guint refresh_source; /* a refresh that is due later */
  guint generation;     /* of the ids; an older answer is not for us any more */
  gboolean is_finding;
  gboolean find_again;
} HrtPagedListPrivate;

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

static HrtPagedListPrivate *
get_private (HrtPagedList *self)
{
  return hrt_paged_list_get_instance_private (self);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < page->n_items; i++)
    g_clear_object (&page->items[i]);
  g_free (page->items);
  g_free (page);
}

/* --- rows --- */

static gint64 *
get_id (gpointer item)
{
  return G_STRUCT_MEMBER_P (item, hrt_entity_get_descriptor (item)->fields[0].offset);
}

static gpointer
make_item (HrtPagedList *self, guint32 id)
{
  HrtPagedListClass *klass = HRT_PAGED_LIST_GET_CLASS (self);
  HrtPagedListPrivate *priv = get_private (self);
  gpointer key = NULL, item = NULL;

  if (priv->kept != NULL &&
      g_hash_table_steal_extended (priv->kept, GUINT_TO_POINTER (id), &key, &item))
    return item;
  item = g_object_new (klass->item_type, NULL);
  *get_id (item) = id;
  klass->set_placeholder (item, TRUE);
  return item;
}

static void
drop_oldest_page (HrtPagedListPrivate *priv)
{
  GHashTableIter iter;
  gpointer value;
  const Page *oldest = NULL;

  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (oldest == NULL || ((Page *) value)->last_used < oldest->last_used)
      oldest = value;
  if (oldest != NULL)
    g_hash_table_remove (priv->pages, GUINT_TO_POINTER (oldest->number));
}

static Page *
get_page (HrtPagedList *self, guint number)
{
  HrtPagedListPrivate *priv = get_private (self);
  Page *page = g_hash_table_lookup (priv->pages, GUINT_TO_POINTER (number));

  if (page == NULL)
    {
      guint first = number * HRT_PAGED_LIST_PAGE;

      if (g_hash_table_size (priv->pages) >= MAX_PAGES)
        drop_oldest_page (priv);
      page = g_new0 (Page, 1);
      page->number = number;
      page->n_items = MIN (HRT_PAGED_LIST_PAGE, priv->n_ids - first);
      page->items = g_new0 (gpointer, page->n_items);
      for (guint i = 0; i < page->n_items; i++)
        page->items[i] = make_item (self, priv->ids[first + i]);
      g_hash_table_insert (priv->pages, GUINT_TO_POINTER (number), page);
    }
  page->last_used = ++priv->clock;
  return page;
}

static void ask_wanted (HrtPagedList *self);

static void
want (HrtPagedList *self, Page *page)
{
  HrtPagedListPrivate *priv = get_private (self);

  if (page->is_fresh || page->is_asked)
    return;
  page->is_asked = TRUE;
  g_queue_push_head (&priv->wanted, GUINT_TO_POINTER (page->number));
  while (g_queue_get_length (&priv->wanted) > MAX_WANTED)
    {
      gpointer number = g_queue_pop_tail (&priv->wanted);
      Page *forgotten = g_hash_table_lookup (priv->pages, number);

      if (forgotten != NULL)
        forgotten->is_asked = FALSE;
    }
  ask_wanted (self);
}

/* One answer on its way. */
typedef struct
{
  HrtPagedList *self; /* (owned) */
  guint generation;
  guint page; /* G_MAXUINT: rows of no page in particular */
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->self);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

static Ask *
ask_new (HrtPagedList *self, guint page)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->self = g_object_ref (self);
  ask->generation = get_private (self)->generation;
  ask->page = page;
  return ask;
}

static void
set_error (HrtPagedList *self, GError *error)
{
  HrtPagedListPrivate *priv = get_private (self);

  if (priv->error == NULL && error == NULL)
    return;
  g_clear_error (&priv->error);
  priv->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
notify_loading (HrtPagedList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

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
  HrtPagedListClass *klass = HRT_PAGED_LIST_GET_CLASS (self);
  HrtPagedListPrivate *priv = get_private (self);
  g_autoptr (GHashTable) by_id = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (by_id, GUINT_TO_POINTER ((guint32) *get_id (g_ptr_array_index (rows, i))),
                         g_ptr_array_index (rows, i));
  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < page->n_items; i++)
        {
          gpointer row =
              g_hash_table_lookup (by_id, GUINT_TO_POINTER ((guint32) *get_id (page->items[i])));

          if (row == NULL)
            continue;
          klass->set_placeholder (page->items[i], FALSE);
          hrt_entity_take_values (page->items[i], row);
        }
    }
}

static void
on_rows_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  HrtPagedList *self = ask->self;
  HrtPagedListPrivate *priv = get_private (self);
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  Page *page;

  rows = HRT_PAGED_LIST_GET_CLASS (self)->load_rows_finish (self, result, &error);
  if (ask->page != G_MAXUINT)
    priv->n_asked--;
  if (rows == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        set_error (self, g_steal_pointer (&error));
      g_clear_error (&error);
    }
  page = ask->generation == priv->generation
             ? g_hash_table_lookup (priv->pages, GUINT_TO_POINTER (ask->page))
             : NULL;
  if (page != NULL)
    {
      page->is_asked = FALSE;
      page->is_fresh = rows != NULL;
    }
  if (rows != NULL)
    {
      set_error (self, NULL);
      hrt_paged_list_take_rows (self, rows);
    }
  ask_wanted (self);
  notify_loading (self);
}

static void
ask_wanted (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = get_private (self);

  while (priv->n_asked < 2 && !g_queue_is_empty (&priv->wanted) && priv->cancellable != NULL)
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&priv->wanted));
      Page *page = g_hash_table_lookup (priv->pages, GUINT_TO_POINTER (number));
      g_autofree gint64 *ids = NULL;

      if (page == NULL)
        continue;
      ids = g_new (gint64, page->n_items);
      for (guint i = 0; i < page->n_items; i++)
        ids[i] = *get_id (page->items[i]);
      priv->n_asked++;
      HRT_PAGED_LIST_GET_CLASS (self)->load_rows_async (self, ids, page->n_items, priv->cancellable,
                                                        on_rows_loaded, ask_new (self, number));
    }
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
  HrtPagedListPrivate *priv = get_private (self);
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;

  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_add (changed, GUINT_TO_POINTER ((guint32) ids[i]));
  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < page->n_items; i++)
        if (g_hash_table_contains (changed, GUINT_TO_POINTER ((guint32) *get_id (page->items[i]))))
          g_array_append_val (shown, *get_id (page->items[i]));
    }
  if (shown->len > 0 && priv->cancellable != NULL)
    HRT_PAGED_LIST_GET_CLASS (self)->load_rows_async (self, (gint64 *) (gpointer) shown->data,
                                                      shown->len, priv->cancellable, on_rows_loaded,
                                                      ask_new (self, G_MAXUINT));
}

/* --- ids --- */

/* Rows keep their objects when their pages are cut anew. */
static void
keep_rows (HrtPagedListPrivate *priv)
{
  GHashTableIter iter;
  gpointer value;

  g_clear_pointer (&priv->kept, g_hash_table_unref);
  priv->kept = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < page->n_items; i++)
        {
          guint32 id = (guint32) *get_id (page->items[i]);

          g_hash_table_insert (priv->kept, GUINT_TO_POINTER (id),
                               g_steal_pointer (&page->items[i]));
        }
    }
  g_hash_table_remove_all (priv->pages);
}

static void
mark_stale (HrtPagedListPrivate *priv)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      /* What is not looked at now is read when it is. */
      page->is_fresh = FALSE;
      page->is_asked = FALSE;
    }
  g_queue_clear (&priv->wanted);
}

/* Asks again for the pages that were used last: those on the screen. */
static void
want_recent (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = get_private (self);
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, priv->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Page *) value)->last_used + 512 > priv->clock && recent->len < MAX_WANTED)
      g_ptr_array_add (recent, value);
  for (guint i = 0; i < recent->len; i++)
    want (self, g_ptr_array_index (recent, i));
}

static guint32 *
narrow (GArray *ids)
{
  guint32 *narrow = g_new (guint32, MAX (ids->len, 1));

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (id > G_MAXUINT32)
        g_critical ("a list holds ids up to 2^32");
      narrow[i] = (guint32) id;
    }
  return narrow;
}

static void
take_ids (HrtPagedList *self, GArray *found)
{
  HrtPagedListPrivate *priv = get_private (self);
  g_autofree guint32 *old = g_steal_pointer (&priv->ids);
  guint n_old = priv->n_ids;
  guint shorter = MIN (n_old, found->len);
  guint prefix = 0, suffix = 0;

  priv->ids = narrow (found);
  priv->n_ids = found->len;
  while (prefix < shorter && old[prefix] == priv->ids[prefix])
    prefix++;
  while (suffix < shorter - prefix && old[n_old - 1 - suffix] == priv->ids[found->len - 1 - suffix])
    suffix++;
  priv->generation++;
  mark_stale (priv);
  if (prefix == n_old && n_old == found->len)
    {
      want_recent (self);
      return;
    }
  keep_rows (priv);
  g_list_model_items_changed (G_LIST_MODEL (self), prefix, n_old - prefix - suffix,
                              found->len - prefix - suffix);
  if (n_old != found->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
on_ids_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  HrtPagedList *self = ask->self;
  HrtPagedListPrivate *priv = get_private (self);
  GError *error = NULL;
  g_autoptr (GArray) ids = HRT_PAGED_LIST_GET_CLASS (self)->find_ids_finish (self, result, &error);

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
  if (ids != NULL)
    take_ids (self, ids);
  set_error (self, error);
  notify_loading (self);
}

/**
 * hrt_paged_list_refresh:
 * @self: a list
 *
 * Looks again for all rows and their order; the rows on screen are read again too.
 */
void
hrt_paged_list_refresh (HrtPagedList *self)
{
  HrtPagedListPrivate *priv = get_private (self);

  if (priv->cancellable == NULL)
    return;
  g_clear_handle_id (&priv->refresh_source, g_source_remove);
  priv->find_again = priv->is_finding;
  if (priv->is_finding)
    return;
  priv->is_finding = TRUE;
  priv->asked_at = g_get_monotonic_time ();
  HRT_PAGED_LIST_GET_CLASS (self)->find_ids_async (self, priv->cancellable, on_ids_found,
                                                   ask_new (self, 0));
  notify_loading (self);
}

static gboolean
on_refresh_due (gpointer user_data)
{
  HrtPagedList *self = user_data;

  get_private (self)->refresh_source = 0;
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
  HrtPagedListPrivate *priv = get_private (self);
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

/* --- GListModel --- */

static GType
get_item_type (GListModel *list)
{
  return HRT_PAGED_LIST_GET_CLASS (list)->item_type;
}

static guint
get_n_items (GListModel *list)
{
  return get_private (HRT_PAGED_LIST (list))->n_ids;
}

static gpointer
get_item (GListModel *list, guint position)
{
  HrtPagedList *self = HRT_PAGED_LIST (list);
  HrtPagedListPrivate *priv = get_private (self);
  Page *page;

  if (position >= priv->n_ids)
    return NULL;
  page = get_page (self, position / HRT_PAGED_LIST_PAGE);
  want (self, page);
  return g_object_ref (page->items[position % HRT_PAGED_LIST_PAGE]);
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
  HrtPagedListPrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, hrt_paged_list_is_loading (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, priv->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, priv->n_ids);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_paged_list_dispose (GObject *object)
{
  HrtPagedListPrivate *priv = get_private (HRT_PAGED_LIST (object));

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
  HrtPagedListPrivate *priv = get_private (HRT_PAGED_LIST (object));

  g_hash_table_unref (priv->pages);
  g_clear_pointer (&priv->kept, g_hash_table_unref);
  g_queue_clear (&priv->wanted);
  g_clear_error (&priv->error);
  g_free (priv->ids);
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
  HrtPagedListPrivate *priv = get_private (self);

  priv->cancellable = g_cancellable_new ();
  priv->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&priv->wanted);
}

/* A list that nobody has asked for anything yet has nothing to read again. */
static void
on_resync (HrtPagedList *self)
{
  if (get_private (self)->asked_at != 0)
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
  HrtPagedListPrivate *priv = get_private (self);

  g_set_object (&priv->context, context);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_resync), self, G_CONNECT_SWAPPED);
}

HrtContext *
hrt_paged_list_get_context (HrtPagedList *self)
{
  g_return_val_if_fail (HRT_IS_PAGED_LIST (self), NULL);
  return get_private (self)->context;
}

/**
 * hrt_paged_list_is_loading:
 * @self: a list
 *
 * Returns: whether the ids or rows that were asked for are still on their way
 */
gboolean
hrt_paged_list_is_loading (HrtPagedList *self)
{
  HrtPagedListPrivate *priv;

  g_return_val_if_fail (HRT_IS_PAGED_LIST (self), FALSE);

  priv = get_private (self);
  return priv->is_finding || priv->n_asked > 0;
}
