/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Products from and to a CSV file: all of it or nothing, every mistake named by row and column.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-import-report.h"
#include "model/pg/hrt-pg-pool.h"

G_BEGIN_DECLS

void hrt_product_import_async (HrtPgPool *pool,
                               GBytes *csv,
                               gint64 staff_id,
                               gboolean is_dry_run,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HrtImportReport *hrt_product_import_finish (GAsyncResult *result, GError **error);

void hrt_product_export_async (HrtPgPool *pool,
                               GOutputStream *out,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 hrt_product_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
