/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImageStore: the shop's picture files, named by the content they were made from.
 */

#pragma once

#include "hrt-image-codec.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_IMAGE_STORE (hrt_image_store_get_type ())
G_DECLARE_FINAL_TYPE (HrtImageStore, hrt_image_store, HRT, IMAGE_STORE, GObject)

/* The widths every picture is kept in; ascending. A file exists for each, but nothing is blown up:
 * a picture 500 pixels wide is 500 wide in its "-640" and "-1280" files. */
extern const int hrt_image_widths[4];

/* What hrt.image wants to know of a picture. */
typedef struct
{
  char *hash; /* (owned) SHA-256 of the original bytes, 64 hexadecimal digits */
  int width;  /* pixels of the original */
  int height;
} HrtImageInfo;

void hrt_image_info_free (HrtImageInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtImageInfo, hrt_image_info_free)

HrtImageStore *hrt_image_store_new (const char *directory);
const char *hrt_image_store_get_directory (HrtImageStore *self);
char *
hrt_image_store_dup_path (HrtImageStore *self, const char *hash, int width, const char *extension);

void hrt_image_store_add_bytes_async (HrtImageStore *self,
                                      GBytes *bytes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void hrt_image_store_add_file_async (HrtImageStore *self,
                                     GFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtImageInfo *
hrt_image_store_add_finish (HrtImageStore *self, GAsyncResult *result, GError **error);

HrtImageInfo *hrt_image_store_add_blocking (HrtImageStore *self, GBytes *bytes, GError **error);
gboolean hrt_image_store_write_sizes (HrtImageStore *self,
                                      const char *hash,
                                      GdkPixbuf *pixbuf,
                                      GError **error);

G_END_DECLS
