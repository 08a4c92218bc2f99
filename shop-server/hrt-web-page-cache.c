/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebPageCache: bounded, least recently used first; forgotten by tag; one query per page in
 * flight.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-page-cache.h"

#include <string.h>

#include "hrt-web-page-cache-private.h"
#include "hrt-web-response-private.h"

#define N_REMEMBERED 1024

typedef struct
{
  char *key;
  HrtWebPage *page;
  gint64 expires_usec; /* monotonic */
  guint64 *tags;
  guint n_tags;
  gsize size;
  GList link; /* in `recent` */
} Entry;

typedef struct
{
  HrtWebPageCacheFunc func;
  gpointer user_data;
} Waiter;

struct _HrtWebPageCache
{
  GHashTable *entries;   /* (element-type utf8 Entry) */
  GHashTable *by_tag;    /* (element-type guint64 GHashTable<Entry>) */
  GHashTable *in_flight; /* (element-type utf8 GArray<Waiter>) */
  GQueue recent;         /* least recently used first */
  gsize bytes, max_bytes;
  guint64 generation;            /* grows with every invalidation */
  guint64 changed[N_REMEMBERED]; /* ring: the tag of generation g is at g % N_REMEMBERED; 0:
                                    everything */
};

static void
forget_tags (HrtWebPageCache *self, Entry *entry)
{
  for (guint i = 0; i < entry->n_tags; i++)
    {
      GHashTable *set = g_hash_table_lookup (self->by_tag, &entry->tags[i]);

      if (set == NULL)
        continue;
      g_hash_table_remove (set, entry);
      if (g_hash_table_size (set) == 0)
        g_hash_table_remove (self->by_tag, &entry->tags[i]);
    }
}

static void
remove_entry (HrtWebPageCache *self, Entry *entry)
{
  forget_tags (self, entry);
  g_queue_unlink (&self->recent, &entry->link);
  self->bytes -= entry->size;
  g_hash_table_steal (self->entries, entry->key);
  hrt_web_page_unref (entry->page);
  g_free (entry->tags);
  g_free (entry->key);
  g_free (entry);
}

/**
 * hrt_web_page_cache_new:
 * @max_bytes: of all answers together
 *
 * Returns: (transfer full): an empty cache
 */
HrtWebPageCache *
hrt_web_page_cache_new (gsize max_bytes)
{
  HrtWebPageCache *self = g_new0 (HrtWebPageCache, 1);

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_tag = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                        (GDestroyNotify) g_hash_table_unref);
  self->in_flight =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->max_bytes = max_bytes;
  return self;
}

/**
 * hrt_web_page_cache_free:
 * @self: (transfer full) (nullable): the cache
 */
void
hrt_web_page_cache_free (HrtWebPageCache *self)
{
  if (self == NULL)
    return;
  while (self->recent.head != NULL)
    remove_entry (self, self->recent.head->data);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->by_tag);
  g_hash_table_unref (self->in_flight);
  g_free (self);
}

static void
remember_change (HrtWebPageCache *self, guint64 tag)
{
  self->generation++;
  self->changed[self->generation % N_REMEMBERED] = tag;
}

/**
 * hrt_web_page_cache_invalidate:
 * @self: the cache
 * @kind: as in hrt_web_response_add_tag()
 * @id: as there
 *
 * Forgets every page that shows this, and those being made right now from what was before.
 */
void
hrt_web_page_cache_invalidate (HrtWebPageCache *self, const char *kind, gint64 id)
{
  guint64 tag = _hrt_web_tag (kind, id);
  GHashTable *set = g_hash_table_lookup (self->by_tag, &tag);
  g_autofree gpointer *pages = NULL;
  guint n = 0;

  remember_change (self, tag);
  if (set == NULL)
    return;
  pages = g_hash_table_get_keys_as_array (set, &n);
  for (guint i = 0; i < n; i++)
    remove_entry (self, pages[i]);
}

/**
 * hrt_web_page_cache_invalidate_all:
 * @self: the cache
 *
 * Forgets everything.
 */
void
hrt_web_page_cache_invalidate_all (HrtWebPageCache *self)
{
  remember_change (self, 0);
  while (self->recent.head != NULL)
    remove_entry (self, self->recent.head->data);
}

guint
hrt_web_page_cache_get_size (HrtWebPageCache *self)
{
  return g_hash_table_size (self->entries);
}

gsize
hrt_web_page_cache_get_bytes (HrtWebPageCache *self)
{
  return self->bytes;
}

guint64
hrt_web_page_cache_get_generation (HrtWebPageCache *self)
{
  return self->generation;
}

/**
 * _hrt_web_page_cache_lookup:
 * @self: the cache
 * @key: of the page
 * @now_usec: monotonic
 *
 * Returns: (transfer none) (nullable): the page, until the next call
 */
HrtWebPage *
_hrt_web_page_cache_lookup (HrtWebPageCache *self, const char *key, gint64 now_usec)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  if (entry->expires_usec <= now_usec)
    {
      remove_entry (self, entry);
      return NULL;
    }
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_tail_link (&self->recent, &entry->link);
  return entry->page;
}

/* Was anything that the page shows changed after its making began? */
static gboolean
is_outdated (HrtWebPageCache *self, const guint64 *tags, guint n_tags, guint64 since)
{
  if (self->generation - since >= N_REMEMBERED)
    return TRUE;
  for (guint64 g = since + 1; g <= self->generation; g++)
    {
      guint64 tag = self->changed[g % N_REMEMBERED];

      if (tag == 0)
        return TRUE;
      for (guint i = 0; i < n_tags; i++)
        if (tags[i] == tag)
          return TRUE;
    }
  return FALSE;
}

static void
index_tags (HrtWebPageCache *self, Entry *entry)
{
  for (guint i = 0; i < entry->n_tags; i++)
    {
      GHashTable *set = g_hash_table_lookup (self->by_tag, &entry->tags[i]);

      if (set == NULL)
        {
          set = g_hash_table_new (NULL, NULL);
          g_hash_table_insert (self->by_tag, g_memdup2 (&entry->tags[i], sizeof (guint64)), set);
        }
      g_hash_table_add (set, entry);
    }
}

/**
 * _hrt_web_page_cache_store:
 * @self: the cache
 * @key: of the page
 * @page: what to send
 * @response: its tags and how long it may be kept
 * @since_generation: the cache's generation when the making of the page began
 * @now_usec: monotonic
 *
 * Returns: %FALSE if it was not kept, because something in it changed meanwhile or it is too large
 */
gboolean
_hrt_web_page_cache_store (HrtWebPageCache *self,
                           const char *key,
                           HrtWebPage *page,
                           HrtWebResponse *response,
                           guint64 since_generation,
                           gint64 now_usec)
{
  guint n_tags;
  const guint64 *tags = _hrt_web_response_get_tags (response, &n_tags);
  Entry *entry = g_hash_table_lookup (self->entries, key);
  gsize size = hrt_web_page_get_size (page) + strlen (key) + sizeof (Entry) + n_tags * 64;

  if (entry != NULL)
    remove_entry (self, entry);
  if (size > self->max_bytes / 4 || is_outdated (self, tags, n_tags, since_generation))
    return FALSE;
  while (self->bytes + size > self->max_bytes)
    remove_entry (self, self->recent.head->data);
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->page = hrt_web_page_ref (page);
  entry->expires_usec =
      now_usec + (gint64) _hrt_web_response_get_keep_secs (response) * G_USEC_PER_SEC;
  entry->tags = g_memdup2 (tags, n_tags * sizeof (guint64));
  entry->n_tags = n_tags;
  entry->size = size;
  entry->link.data = entry;
  self->bytes += size;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_tail_link (&self->recent, &entry->link);
  index_tags (self, entry);
  return TRUE;
}

/**
 * _hrt_web_page_cache_begin:
 * @self: the cache
 * @key: of a page that is not there
 *
 * Returns: %TRUE if the caller makes the page and then calls _hrt_web_page_cache_end(); %FALSE if
 * somebody is at it
 */
gboolean
_hrt_web_page_cache_begin (HrtWebPageCache *self, const char *key)
{
  if (g_hash_table_contains (self->in_flight, key))
    return FALSE;
  g_hash_table_insert (self->in_flight, g_strdup (key),
                       g_array_new (FALSE, FALSE, sizeof (Waiter)));
  return TRUE;
}

/**
 * _hrt_web_page_cache_wait:
 * @self: the cache
 * @key: of a page in the making
 * @func: called when it is there, or will not come
 * @user_data: for @func
 */
void
_hrt_web_page_cache_wait (HrtWebPageCache *self,
                          const char *key,
                          HrtWebPageCacheFunc func,
                          gpointer user_data)
{
  GArray *waiters = g_hash_table_lookup (self->in_flight, key);
  Waiter waiter = { func, user_data };

  g_return_if_fail (waiters != NULL);
  g_array_append_val (waiters, waiter);
}

void
_hrt_web_page_cache_unwait (HrtWebPageCache *self, const char *key, gpointer user_data)
{
  GArray *waiters = g_hash_table_lookup (self->in_flight, key);

  for (guint i = 0; waiters != NULL && i < waiters->len; i++)
    if (g_array_index (waiters, Waiter, i).user_data == user_data)
      {
        g_array_remove_index (waiters, i);
        return;
      }
}

void
_hrt_web_page_cache_end (HrtWebPageCache *self, const char *key)
{
  gpointer stored_key = NULL, stored = NULL;
  g_autoptr (GArray) waiters = NULL;

  if (!g_hash_table_steal_extended (self->in_flight, key, &stored_key, &stored))
    return;
  g_free (stored_key);
  waiters = stored;
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter waiter = g_array_index (waiters, Waiter, i);

      waiter.func (waiter.user_data);
    }
}
