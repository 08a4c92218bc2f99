/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The front page.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-handlers.h"
#include "hrt-store-show.h"

#define N_HUNG     3 /* on the wall above */
#define N_FEATURED 8
#define KEEP_SECS  300

/* The wall takes the first ones, the shelf below the rest, filled up with what is new. */
static GPtrArray *
choose_featured (HrtHome *home)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = N_HUNG; i < home->featured->len && chosen->len < N_FEATURED; i++)
    g_ptr_array_add (chosen, g_ptr_array_index (home->featured, i));
  for (guint i = 0; i < home->newest->len && chosen->len < N_FEATURED; i++)
    {
      const HrtProduct *product = g_ptr_array_index (home->newest, i);
      gboolean is_there = FALSE;

      for (guint k = 0; k < home->featured->len && !is_there; k++)
        is_there = ((HrtProduct *) g_ptr_array_index (home->featured, k))->id == product->id;
      if (!is_there)
        g_ptr_array_add (chosen, (gpointer) product);
    }
  return chosen;
}

static void
show_tiles (HrtStorePage *page, HrtHome *home)
{
  HrtWebData *list = hrt_web_data_list (page->data, "tiles");

  for (guint i = 0; i < home->categories->len; i++)
    {
      const HrtCategory *category = g_ptr_array_index (home->categories, i);
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_text (item, "slug", category->slug);
      hrt_web_data_text (item, "name",
                         hrt_store_page_choose (page, category->name_id, category->name_en));
      hrt_web_data_int64 (item, "count", category->n_products);
      if (category->image_hash != NULL && *category->image_hash != '\0')
        hrt_web_data_text (hrt_web_data_object (item, "image"), "hash", category->image_hash);
    }
}

static void
on_home_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtHome) home = hrt_catalog_load_home_finish (HRT_CATALOG (source), result, &error);
  g_autoptr (GPtrArray) chosen = NULL;

  if (home == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  chosen = choose_featured (home);
  show_tiles (page, home);
  hrt_store_show_cards (page, "hung", home->featured, N_HUNG);
  hrt_store_show_cards (page, "featured", chosen, N_FEATURED);
  hrt_web_data_bool (page->data, "featured_any", chosen->len > 0);
  hrt_store_page_keep (page, KEEP_SECS);
  hrt_store_page_send (page, "home", 200);
}

/**
 * hrt_store_home_show:
 * @request: GET /
 * @user_data: the store
 */
void
hrt_store_home_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;

  hrt_catalog_load_home_async (hrt_context_get_catalog (store->context), N_HUNG + N_FEATURED,
                               N_FEATURED, hrt_web_request_get_cancellable (request),
                               on_home_loaded, hrt_store_page_new (request, store));
}
