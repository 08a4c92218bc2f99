/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Throws kept pages away when what they show has changed, and reads the shelves again.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-live.h"

static void
invalidate_each (HrtStore *store, const char *kind, GVariant *ids)
{
  HrtWebPageCache *cache = hrt_web_server_get_page_cache (store->server);
  gsize n_ids = 0;
  const gint64 *values = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint64));

  for (gsize i = 0; i < n_ids; i++)
    {
      if (values[i] == 0)
        hrt_web_page_cache_invalidate_all (cache);
      else
        hrt_web_page_cache_invalidate (cache, kind, values[i]);
    }
  /* A list shows the price and stock of any of them, and which belong on it. */
  hrt_web_page_cache_invalidate (cache, "list", 0);
}

static void
on_product_changed (HrtContext *context, const char *what, GVariant *ids, HrtStore *store)
{
  invalidate_each (store, "product", ids);
  hrt_store_refresh (store);
}

static void
on_stock_changed (HrtContext *context, const char *what, GVariant *ids, HrtStore *store)
{
  invalidate_each (store, "variant", ids);
}

static void
on_shop_changed (HrtContext *context, const char *what, GVariant *ids, HrtStore *store)
{
  hrt_web_page_cache_invalidate_all (hrt_web_server_get_page_cache (store->server));
  hrt_store_refresh (store);
}

/* A hint may have been lost while the line was down: nothing that is kept can be trusted. */
static void
on_resync (HrtContext *context, HrtStore *store)
{
  hrt_web_page_cache_invalidate_all (hrt_web_server_get_page_cache (store->server));
  hrt_store_refresh (store);
}

/**
 * hrt_store_live_follow:
 * @store: an opened store
 *
 * Follows the changes that the context hears of, as long as the store lives.
 */
void
hrt_store_live_follow (HrtStore *store)
{
  g_signal_connect_object (store->context, "changed::product", G_CALLBACK (on_product_changed),
                           store, 0);
  g_signal_connect_object (store->context, "changed::stock", G_CALLBACK (on_stock_changed), store,
                           0);
  g_signal_connect_object (store->context, "changed::shop", G_CALLBACK (on_shop_changed), store, 0);
  g_signal_connect_object (store->context, "resync", G_CALLBACK (on_resync), store, 0);
}
