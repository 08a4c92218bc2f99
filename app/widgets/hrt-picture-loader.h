/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPictureLoader: reads product pictures off the main loop and keeps the recent ones.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_PICTURE_LOADER (hrt_picture_loader_get_type ())
G_DECLARE_FINAL_TYPE (HrtPictureLoader, hrt_picture_loader, HRT, PICTURE_LOADER, GObject)

HrtPictureLoader *hrt_picture_loader_new (const char *folder);
GdkTexture *hrt_picture_loader_peek (HrtPictureLoader *self, const char *hash, guint width);
void hrt_picture_loader_load_async (HrtPictureLoader *self,
                                    const char *hash,
                                    guint width,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GdkTexture *
hrt_picture_loader_load_finish (HrtPictureLoader *self, GAsyncResult *result, GError **error);

G_END_DECLS
