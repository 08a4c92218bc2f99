/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the till finds for a few typed words.
 */

#pragma once

#include "../hrt-desk.h"

G_BEGIN_DECLS

void hrt_goods_search_async (HrtDesk *desk,
                             const char *text,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *hrt_goods_search_finish (HrtDesk *desk, GAsyncResult *result, GError **error);

G_END_DECLS
