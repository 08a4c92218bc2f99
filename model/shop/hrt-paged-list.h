/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPagedList: a GListModel of any length over the database; only the pages that are looked at are
 * read.
 */

#pragma once

#include "hrt-context.h"
#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_PAGED_LIST (hrt_paged_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (HrtPagedList, hrt_paged_list, HRT, PAGED_LIST, GObject)

/**
 * HrtPagedListClass:
 * @item_type: of the rows; an #HrtEntity whose first field is "id"
 * @load_span_async: the rows of some places, at most 1000, and how many there are in all
 * @load_span_finish: (transfer full): a GPtrArray of rows in order
 * @load_rows_async: the rows of some ids
 * @load_rows_finish: (transfer full): a GPtrArray of rows in any order; what is gone is missing
 * @set_placeholder: says of a row whether its values are there
 */
struct _HrtPagedListClass
{
  GObjectClass parent_class;

  GType item_type;
  void (*load_span_async) (HrtPagedList *self,
                           guint first,
                           guint n_rows,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  GPtrArray *(*load_span_finish) (HrtPagedList *self,
                                  GAsyncResult *result,
                                  guint *n_total,
                                  GError **error);
  void (*load_rows_async) (HrtPagedList *self,
                           const gint64 *ids,
                           gsize n_ids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  GPtrArray *(*load_rows_finish) (HrtPagedList *self, GAsyncResult *result, GError **error);
  void (*set_placeholder) (gpointer item, gboolean is_placeholder);
};

HrtContext *hrt_paged_list_get_context (HrtPagedList *self);
void hrt_paged_list_look_for_other (HrtPagedList *self);
void hrt_paged_list_refresh (HrtPagedList *self);
void hrt_paged_list_refresh_soon (HrtPagedList *self);
void hrt_paged_list_refresh_rows (HrtPagedList *self, const gint64 *ids, gsize n_ids);
void hrt_paged_list_take_rows (HrtPagedList *self, GPtrArray *rows);
gboolean hrt_paged_list_is_loading (HrtPagedList *self);
void hrt_paged_list_attach (HrtPagedList *self, HrtContext *context);

G_END_DECLS
