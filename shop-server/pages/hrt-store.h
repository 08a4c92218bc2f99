/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStore: what all pages of the web shop share: services, templates, shelves, the search.
 */

#pragma once

#include "model/catalog/hrt-catalog.h"
#include "model/catalog/hrt-search.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-pulse.h"
#include "model/shop/hrt-shop-profile.h"
#include "shop-server/hrt-web-server.h"

G_BEGIN_DECLS

#define HRT_TYPE_STORE (hrt_store_get_type ())
G_DECLARE_FINAL_TYPE (HrtStore, hrt_store, HRT, STORE, GObject)

/* Members are read by the pages and written by hrt-store.c only. */
struct _HrtStore
{
  GObject parent_instance;

  HrtContext *context;        /* (owned) */
  HrtWebServer *server;       /* (owned) (nullable) until it is opened */
  HrtWebTemplates *templates; /* (owned) */
  GHashTable *catalogs;       /* (owned) (element-type utf8 HrtWebCatalog) */
  HrtWebAssets *assets;       /* (unowned) the server's */
  HrtShopProfile *profile;    /* (owned) the newest known one */
  GPtrArray *categories;      /* (owned) (element-type HrtCategory) */
  GPtrArray *brands;          /* (owned) (element-type HrtBrand) */
  HrtSearch *search;          /* (owned) */
  HrtPulse *pulse;            /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  gboolean is_refreshing;
  gboolean refresh_again;
};

HrtStore *hrt_store_new (HrtContext *context);
gboolean hrt_store_open (HrtStore *self, const HrtWebConfig *config, GError **error);
void hrt_store_refresh (HrtStore *self);
void hrt_store_close (HrtStore *self);
HrtCategory *hrt_store_find_category (HrtStore *self, const char *slug);
HrtBrand *hrt_store_find_brand (HrtStore *self, const char *slug);
const char *hrt_store_translate (HrtStore *self, const char *language, const char *msgid);

G_END_DECLS
