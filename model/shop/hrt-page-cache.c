/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPageCache: pages of rows, the least recently used ones dropped.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-page-cache.h"

#include "model/base/hrt-entity.h"

/* Enough for a screen and what was seen lately; what is scrolled by does not pile up. */
#define MAX_PAGES 16
/* A page is recent while fewer rows than this were looked at since. */
#define RECENT_LOOKS 512

struct _HrtPageCache
{
  GHashTable *pages; /* (owned) (element-type uint HrtPage) by number */
  guint64 clock;
};

static void
page_free (gpointer data)
{
  HrtPage *page = data;

  for (guint i = 0; i < HRT_PAGE_ROWS; i++)
    g_clear_object (&page->items[i]);
  g_free (page);
}

HrtPageCache *
_hrt_page_cache_new (void)
{
  HrtPageCache *self = g_new0 (HrtPageCache, 1);

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  return self;
}

void
_hrt_page_cache_free (HrtPageCache *self)
{
  g_hash_table_unref (self->pages);
  g_free (self);
}

/* An entity's first field is its id; 0 as long as it is not known. */
gint64 *
_hrt_page_cache_id (gpointer item)
{
  return G_STRUCT_MEMBER_P (item, hrt_entity_get_descriptor (item)->fields[0].offset);
}

/* The pages in no order; the array is the caller's. */
GPtrArray *
_hrt_page_cache_list (HrtPageCache *self)
{
  GPtrArray *pages = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    g_ptr_array_add (pages, page);
  return pages;
}

static HrtPage *
add_page (GHashTable *pages, guint number)
{
  HrtPage *page = g_hash_table_lookup (pages, GUINT_TO_POINTER (number));

  if (page == NULL)
    {
      page = g_new0 (HrtPage, 1);
      page->number = number;
      g_hash_table_insert (pages, GUINT_TO_POINTER (number), page);
    }
  return page;
}

static void
drop_oldest (HrtPageCache *self)
{
  g_autoptr (GPtrArray) pages = _hrt_page_cache_list (self);
  const HrtPage *oldest = NULL;

  for (guint i = 0; i < pages->len; i++)
    {
      const HrtPage *page = g_ptr_array_index (pages, i);

      if (oldest == NULL || page->last_used < oldest->last_used)
        oldest = page;
    }
  if (oldest != NULL)
    g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

/* The page of a number, made when there is none; it is the newest now. */
HrtPage *
_hrt_page_cache_use (HrtPageCache *self, guint number)
{
  HrtPage *page = _hrt_page_cache_find (self, number);

  if (page == NULL)
    {
      while (g_hash_table_size (self->pages) >= MAX_PAGES)
        drop_oldest (self);
      page = add_page (self->pages, number);
    }
  page->last_used = ++self->clock;
  return page;
}

HrtPage *
_hrt_page_cache_find (HrtPageCache *self, guint number)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
}

gboolean
_hrt_page_cache_is_recent (HrtPageCache *self, HrtPage *page)
{
  return page->last_used + RECENT_LOOKS > self->clock;
}

HrtPage *
_hrt_page_cache_get_newest (HrtPageCache *self)
{
  g_autoptr (GPtrArray) pages = _hrt_page_cache_list (self);
  HrtPage *newest = NULL;

  for (guint i = 0; i < pages->len; i++)
    {
      HrtPage *page = g_ptr_array_index (pages, i);

      if (newest == NULL || page->last_used > newest->last_used)
        newest = page;
    }
  return newest;
}

/* Where the row of a place is kept; NULL when its page is not. */
gpointer *
_hrt_page_cache_slot (HrtPageCache *self, guint position)
{
  HrtPage *page = _hrt_page_cache_find (self, position / HRT_PAGE_ROWS);

  return page != NULL ? &page->items[position % HRT_PAGE_ROWS] : NULL;
}

/* What is not looked at now is read again when it is. */
void
_hrt_page_cache_make_stale (HrtPageCache *self)
{
  g_autoptr (GPtrArray) pages = _hrt_page_cache_list (self);

  for (guint i = 0; i < pages->len; i++)
    {
      HrtPage *page = g_ptr_array_index (pages, i);

      page->is_fresh = FALSE;
      page->is_asked = FALSE;
    }
}

/* Rows keep their objects when they change places; those of the removed places are dropped. */
void
_hrt_page_cache_splice (HrtPageCache *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->pages);
  GHashTableIter iter;
  gpointer value;

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HrtPage *from = value;

      for (guint i = 0; i < HRT_PAGE_ROWS; i++)
        {
          guint place = from->number * HRT_PAGE_ROWS + i;
          HrtPage *to;

          if (from->items[i] == NULL || (place >= position && place - position < n_removed))
            continue;
          if (place >= position)
            place = place - n_removed + n_added;
          to = add_page (self->pages, place / HRT_PAGE_ROWS);
          to->last_used = MAX (to->last_used, from->last_used);
          to->items[place % HRT_PAGE_ROWS] = g_steal_pointer (&from->items[i]);
        }
    }
}

/* The kept rows by id: (transfer full) (element-type uint HrtEntity). */
GHashTable *
_hrt_page_cache_index (HrtPageCache *self)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_autoptr (GPtrArray) pages = _hrt_page_cache_list (self);

  for (guint i = 0; i < pages->len; i++)
    {
      HrtPage *page = g_ptr_array_index (pages, i);

      for (guint k = 0; k < HRT_PAGE_ROWS; k++)
        if (page->items[k] != NULL && *_hrt_page_cache_id (page->items[k]) != 0)
          g_hash_table_replace (index, _hrt_page_cache_id (page->items[k]),
                                g_object_ref (page->items[k]));
    }
  return index;
}
