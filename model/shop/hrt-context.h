/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtContext: one process's line to the shop: pool, listener, clock, folders and the services on
 * them.
 */

#pragma once

#include <gio/gio.h>

#include "model/base/hrt-clock.h"
#include "model/pg/hrt-pg-listener.h"
#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

#define HRT_TYPE_CONTEXT (hrt_context_get_type ())
G_DECLARE_FINAL_TYPE (HrtContext, hrt_context, HRT, CONTEXT, GObject)

typedef struct _HrtShop HrtShop;
typedef struct _HrtCatalog HrtCatalog;
typedef struct _HrtStock HrtStock;
typedef struct _HrtPeople HrtPeople;
typedef struct _HrtSales HrtSales;
typedef struct _HrtShipping HrtShipping;

/* Signals, all in the thread that made the context:
 *   changed (detailed: "product", "stock", "order", "shop", "people")
 *     (const char *what, GVariant *ids "ax"): some process has changed these; 0 among the ids of
 *     "product" = the catalogue as a whole
 *   resync (): a hint may have been lost: whatever is on screen must be read again
 *
 * Property: connected (boolean) */
HrtContext *hrt_context_new (const char *conninfo, const char *data_dir);
HrtContext *hrt_context_new_full (HrtPgPool *pool,
                                  HrtPgListener *listener,
                                  HrtClock *clock,
                                  const char *data_dir);
void hrt_context_demand_role (HrtContext *self, const char *role);
void hrt_context_start (HrtContext *self);
void hrt_context_close_async (HrtContext *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_context_close_finish (HrtContext *self, GAsyncResult *result, GError **error);
int hrt_context_leave (int status);

gboolean hrt_context_is_connected (HrtContext *self);
HrtPgPool *hrt_context_get_pool (HrtContext *self);
HrtPgListener *hrt_context_get_listener (HrtContext *self); /* (nullable) */
HrtClock *hrt_context_get_clock (HrtContext *self);
const char *hrt_context_get_data_dir (HrtContext *self);
char *hrt_context_dup_image_dir (HrtContext *self);
char *hrt_context_dup_journal_dir (HrtContext *self);

HrtShop *hrt_context_get_shop (HrtContext *self);
HrtCatalog *hrt_context_get_catalog (HrtContext *self);
HrtStock *hrt_context_get_stock (HrtContext *self);
HrtPeople *hrt_context_get_people (HrtContext *self);
HrtSales *hrt_context_get_sales (HrtContext *self);
HrtShipping *hrt_context_get_shipping (HrtContext *self);

G_END_DECLS
