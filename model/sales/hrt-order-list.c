/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderList: orders as a GListModel, newest first, kept in step with what changes.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-order-list.h"

#include "hrt-sales.h"

/**
 * HrtOrderList:
 *
 * See #HrtPagedList.
 */
struct _HrtOrderList
{
  HrtPagedList parent_instance;

  HrtOrderFilter filter; /* its texts are interned or owned by @text */
  char *text;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HrtOrderList, hrt_order_list, HRT_TYPE_PAGED_LIST)

static HrtSales *
get_sales (gpointer self)
{
  return hrt_context_get_sales (hrt_paged_list_get_context (self));
}

static HrtSales *
source_of (GAsyncResult *result)
{
  return g_task_get_source_object (G_TASK (result));
}

static void
load_span_async (HrtPagedList *list,
                 guint first,
                 guint n_rows,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  hrt_sales_find_orders_async (get_sales (list), &HRT_ORDER_LIST (list)->filter, first, n_rows,
                               cancellable, callback, user_data);
}

static GPtrArray *
load_span_finish (HrtPagedList *list, GAsyncResult *result, guint *n_total, GError **error)
{
  gint64 n = 0;
  GPtrArray *orders = hrt_sales_find_orders_finish (source_of (result), result, &n, error);

  *n_total = (guint) CLAMP (n, 0, G_MAXINT);
  return orders;
}

static void
load_rows_async (HrtPagedList *list,
                 const gint64 *ids,
                 gsize n_ids,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  hrt_sales_load_orders_async (get_sales (list), ids, n_ids, cancellable, callback, user_data);
}

static GPtrArray *
load_rows_finish (HrtPagedList *list, GAsyncResult *result, GError **error)
{
  return hrt_sales_load_orders_finish (source_of (result), result, error);
}

static void
set_placeholder (gpointer item, gboolean is_placeholder)
{
  HRT_ORDER (item)->is_placeholder = is_placeholder;
}

static void
hrt_order_list_finalize (GObject *object)
{
  g_free (HRT_ORDER_LIST (object)->text);
  G_OBJECT_CLASS (hrt_order_list_parent_class)->finalize (object);
}

static void
hrt_order_list_class_init (HrtOrderListClass *klass)
{
  HrtPagedListClass *list_class = HRT_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hrt_order_list_finalize;
  list_class->item_type = HRT_TYPE_ORDER;
  list_class->load_span_async = load_span_async;
  list_class->load_span_finish = load_span_finish;
  list_class->load_rows_async = load_rows_async;
  list_class->load_rows_finish = load_rows_finish;
  list_class->set_placeholder = set_placeholder;
}

static void
hrt_order_list_init (HrtOrderList *self)
{
}

static void
on_orders_changed (HrtOrderList *self, const char *what, GVariant *ids)
{
  gsize n;
  const gint64 *changed = g_variant_get_fixed_array (ids, &n, sizeof (gint64));

  hrt_paged_list_refresh_rows (HRT_PAGED_LIST (self), changed, n);
  hrt_paged_list_refresh_soon (HRT_PAGED_LIST (self));
}

/**
 * hrt_order_list_new:
 * @context: the shop
 *
 * Returns: (transfer full): an empty list; hrt_order_list_set_filter() fills it
 */
HrtOrderList *
hrt_order_list_new (HrtContext *context)
{
  HrtOrderList *self = g_object_new (HRT_TYPE_ORDER_LIST, NULL);

  hrt_paged_list_attach (HRT_PAGED_LIST (self), context);
  g_signal_connect_object (context, "changed::order", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hrt_order_list_set_filter:
 * @self: a list
 * @filter: (nullable): which orders; copied. %NULL: all
 */
void
hrt_order_list_set_filter (HrtOrderList *self, const HrtOrderFilter *filter)
{
  static const HrtOrderFilter all;
  char *text;

  g_return_if_fail (HRT_IS_ORDER_LIST (self));

  self->filter = filter ? *filter : all;
  self->filter.channel = g_intern_string (self->filter.channel);
  self->filter.status = g_intern_string (self->filter.status);
  self->filter.payment_status = g_intern_string (self->filter.payment_status);
  self->filter.fulfilment_status = g_intern_string (self->filter.fulfilment_status);
  text = g_strdup (self->filter.text);
  g_free (self->text);
  self->filter.text = self->text = text;
  hrt_paged_list_look_for_other (HRT_PAGED_LIST (self));
}

void
hrt_order_list_refresh (HrtOrderList *self)
{
  hrt_paged_list_refresh (HRT_PAGED_LIST (self));
}

gboolean
hrt_order_list_is_loading (HrtOrderList *self)
{
  return hrt_paged_list_is_loading (HRT_PAGED_LIST (self));
}
