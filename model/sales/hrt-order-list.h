/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderList: any number of orders, newest first, as a GListModel; only what is looked at is
 * read.
 */

#pragma once

#include "hrt-order.h"
#include "model/shop/hrt-paged-list.h"

G_BEGIN_DECLS

/* Which orders; NULL, "" and 0 mean any. */
typedef struct
{
  const char *channel; /* "till", "web" */
  const char *status;
  const char *payment_status;
  const char *fulfilment_status;
  const char *text; /* part of number, name, phone or e-mail */
  gint64 customer_id;
  gint64 shift_id;
  gint64 placed_from;   /* us since 1970 UTC; 0: any */
  gint64 placed_before; /* us since 1970 UTC; 0: any */
} HrtOrderFilter;

#define HRT_TYPE_ORDER_LIST (hrt_order_list_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderList, hrt_order_list, HRT, ORDER_LIST, HrtPagedList)

/* A GListModel of HrtOrder. Properties and placeholders as in HrtProductList. */
HrtOrderList *hrt_order_list_new (HrtContext *context);
void hrt_order_list_set_filter (HrtOrderList *self, const HrtOrderFilter *filter);
void hrt_order_list_refresh (HrtOrderList *self);
gboolean hrt_order_list_is_loading (HrtOrderList *self);

G_END_DECLS
