/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The sample shop's files: where they are, and copying its pictures into a shop.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hrt_sample_files_copy_async (const char *folder,
                                  const char *sample,
                                  const char *data_dir,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean hrt_sample_files_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
