/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of HrtSales share among themselves.
 */

#pragma once

#include "hrt-sales.h"
#include "model/base/hrt-json-writer.h"
#include "model/pg/hrt-journal-file.h"
#include "model/shop/hrt-service.h"

G_BEGIN_DECLS

struct _HrtSales
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
  char *data_dir;          /* (owned) */

  HrtJournalFile *journal; /* (owned) (nullable) from the first sale on */
  GQueue unwritten;        /* (owned) (element-type utf8) records that the file did not take */
  GError *journal_error;   /* (owned) (nullable) why not */
  guint journal_retry;     /* source */
  GQueue waiting;          /* (owned) (element-type Sell) sales that are not with the server yet */
  gboolean is_selling;     /* a call is under way; what comes meanwhile goes together in the next */
};

/* The first row as an outcome: what most verbs answer. */
gpointer _hrt_sales_read_outcome (HrtPgResults *results, GTask *task, GError **error);
void _hrt_sales_announce_order (HrtSales *self, gint64 order_id);
void _hrt_sales_announce_stock (HrtSales *self, gint64 variant_id);
/* "12 13 14", as a statement of ours returns it. */
void _hrt_sales_announce_variants (HrtSales *self, const char *variants);
GArray *_hrt_sale_get_lines (HrtSale *self);
void _hrt_sales_drop_queue (HrtSales *self);

/* hrt-sales-journal.c */
void _hrt_sales_write_journal (HrtSales *self, char *record, GFunc done, gpointer done_data);
void _hrt_sales_drop_journal (HrtSales *self);

/* For HrtWebOrders. */
void _hrt_sales_list_waiting_orders_async (HrtSales *self,
                                           gint64 after_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *_hrt_sales_list_waiting_orders_finish (
    HrtSales *self, GAsyncResult *result, gint64 *n_waiting, gint64 *newest, GError **error);

G_END_DECLS
