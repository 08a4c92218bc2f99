/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The catalogue: shelves, filters, sorting, pages.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <string.h>

#include "hrt-store-filter.h"
#include "hrt-store-handlers.h"
#include "hrt-store-show.h"

#define PAGE_SIZE 24
#define KEEP_SECS 300

/* The shelf at the top above one; itself if it is there. */
static gint64
find_top (HrtStore *store, const HrtCategory *category)
{
  gint64 id = category->parent_id;

  for (guint i = 0; id != 0 && i < store->categories->len; i++)
    {
      const HrtCategory *above = g_ptr_array_index (store->categories, i);

      if (above->id == id)
        return find_top (store, above);
    }
  return category->id;
}

static void
show_category (HrtStorePage *page,
               HrtStoreFilter *filter,
               const HrtCategory *category,
               HrtWebData *item)
{
  g_autofree char *current = g_steal_pointer (&filter->category);
  g_autofree char *url = NULL;

  filter->category = g_strdup (category->slug);
  url = hrt_store_filter_dup_url (filter, NULL, 1);
  g_free (filter->category);
  hrt_web_data_text (item, "url", url);
  hrt_web_data_text (item, "name",
                     hrt_store_page_choose (page, category->name_id, category->name_en));
  hrt_web_data_int64 (item, "count", category->n_products);
  hrt_web_data_bool (item, "current", strcmp (category->slug, current) == 0);
  filter->category = g_steal_pointer (&current);
}

/* The shelves at the top, and below the one that is open what stands on it: all of them at once
 * would push the filters out of sight. */
static void
show_categories (HrtStorePage *page, HrtStoreFilter *filter, HrtProductPage *found)
{
  HrtWebData *list = hrt_web_data_list (page->data, "categories");
  const HrtCategory *current = hrt_store_find_category (page->store, filter->category);
  gint64 open = current != NULL ? find_top (page->store, current) : 0;
  g_autofree char *all = hrt_store_filter_dup_url (filter, "category", 1);

  hrt_web_data_text (page->data, "all_url", all);
  for (guint i = 0; i < found->categories->len; i++)
    {
      const HrtCategory *top = g_ptr_array_index (found->categories, i);

      if (find_top (page->store, top) != top->id)
        continue;
      show_category (page, filter, top, hrt_web_data_list_append (list));
      for (guint k = 0; top->id == open && k < found->categories->len; k++)
        {
          const HrtCategory *below = g_ptr_array_index (found->categories, k);
          HrtWebData *item;

          if (below == top || find_top (page->store, below) != open)
            continue;
          item = hrt_web_data_list_append (list);
          show_category (page, filter, below, item);
          hrt_web_data_bool (item, "below", TRUE);
        }
    }
}

static void
show_brands (HrtStorePage *page, HrtStoreFilter *filter, HrtProductPage *found)
{
  HrtWebData *list = hrt_web_data_list (page->data, "brands");

  for (guint i = 0; i < found->brands->len; i++)
    {
      const HrtBrand *brand = g_ptr_array_index (found->brands, i);
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_text (item, "slug", brand->slug);
      hrt_web_data_text (item, "name", brand->name);
      hrt_web_data_int64 (item, "count", brand->n_products);
      hrt_web_data_bool (item, "current", g_strcmp0 (brand->slug, filter->brand) == 0);
    }
}

static void
on_products_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  HrtStoreFilter *filter = page->own;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProductPage) found =
      hrt_catalog_find_products_finish (HRT_CATALOG (source), result, &error);
  gint64 n_pages;

  if (found == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  n_pages = (found->n_total + PAGE_SIZE - 1) / PAGE_SIZE;
  if (filter->page > n_pages && filter->page > 1)
    {
      /* The shelf has become shorter since the link was made. */
      g_autofree char *last = hrt_store_filter_dup_url (filter, NULL, n_pages);

      hrt_store_page_redirect (page, last);
      return;
    }
  hrt_store_filter_show (filter, page);
  show_categories (page, filter, found);
  show_brands (page, filter, found);
  hrt_store_filter_show_pages (filter, page, n_pages);
  hrt_web_data_int64 (page->data, "total", found->n_total);
  hrt_web_data_bool (page->data, "products_any", found->products->len > 0);
  hrt_store_show_cards (page, "products", found->products, PAGE_SIZE);
  if (!hrt_store_page_has_errors (page))
    hrt_store_page_keep (page, KEEP_SECS);
  hrt_store_page_send (page, "products", 200);
}

/* There is one search. Old links and bookmarks looked for words here. */
static gboolean
redirect_search (HrtStorePage *page, const char *text)
{
  g_autoptr (GString) url = g_string_new ("/search?q=");

  if (*text == '\0')
    return FALSE;
  hrt_web_percent_encode (url, text);
  hrt_store_page_redirect (page, url->str);
  return TRUE;
}

/**
 * hrt_store_products_show:
 * @request: GET /products
 * @user_data: the store
 */
void
hrt_store_products_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, store);
  HrtStoreFilter *filter = hrt_store_filter_new (hrt_web_request_get_query (request));
  const HrtCategory *category = hrt_store_find_category (store, filter->category);
  g_autoptr (HrtProductQuery) query = hrt_store_filter_make_query (filter, page, PAGE_SIZE);

  page->own = filter;
  page->own_free = (GDestroyNotify) hrt_store_filter_free;
  if (redirect_search (page, filter->text))
    return;
  if (query == NULL)
    {
      hrt_web_request_respond_error (request, 404);
      return;
    }
  if (category != NULL)
    hrt_web_data_text (page->data, "heading",
                       hrt_store_page_choose (page, category->name_id, category->name_en));
  hrt_catalog_find_products_async (hrt_context_get_catalog (store->context), query,
                                   hrt_web_request_get_cancellable (request), on_products_found,
                                   g_steal_pointer (&page));
}
