/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreFilter: how a visitor narrows the catalogue, and the links that say so.
 */

#pragma once

#include "hrt-store-page.h"

G_BEGIN_DECLS

/* As in the query of /products; texts are "" for none. */
typedef struct
{
  char *category; /* slug */
  char *brand;    /* slug */
  char *min;      /* as typed */
  char *max;
  gboolean in_stock;
  const char *sort; /* one of a fixed list, "" first */
  gint64 page;      /* from 1 */
} HrtStoreFilter;

HrtStoreFilter *hrt_store_filter_new (const HrtWebParams *query);
void hrt_store_filter_free (HrtStoreFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtStoreFilter, hrt_store_filter_free)

HrtProductQuery *
hrt_store_filter_make_query (HrtStoreFilter *self, HrtStorePage *page, guint page_size);
void hrt_store_filter_show (HrtStoreFilter *self, HrtStorePage *page);
char *hrt_store_filter_dup_url (const HrtStoreFilter *self, const char *left_out, gint64 number);

G_END_DECLS
