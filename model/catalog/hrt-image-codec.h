/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads pictures that people hand us, within limits, and writes them anew. Pure functions, any
 * thread, no files.
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

#define HRT_IMAGE_ERROR (hrt_image_error_quark ())

/**
 * HrtImageError:
 * @HRT_IMAGE_ERROR_TOO_LARGE: the file is longer than %HRT_IMAGE_MAX_BYTES
 * @HRT_IMAGE_ERROR_TOO_MANY_PIXELS: it would unpack to more than %HRT_IMAGE_MAX_PIXELS
 * @HRT_IMAGE_ERROR_FORMAT: it is no PNG, JPEG or WebP, whatever it is called
 * @HRT_IMAGE_ERROR_DAMAGED: it begins like a picture and cannot be read to its end
 * @HRT_IMAGE_ERROR_ENCODE: it was read and could not be written
 * @HRT_IMAGE_ERROR_BUSY: too many pictures are waiting already
 */
typedef enum
{
  HRT_IMAGE_ERROR_TOO_LARGE,
  HRT_IMAGE_ERROR_TOO_MANY_PIXELS,
  HRT_IMAGE_ERROR_FORMAT,
  HRT_IMAGE_ERROR_DAMAGED,
  HRT_IMAGE_ERROR_ENCODE,
  HRT_IMAGE_ERROR_BUSY,
} HrtImageError;

typedef enum
{
  HRT_IMAGE_FORMAT_UNKNOWN,
  HRT_IMAGE_FORMAT_PNG,
  HRT_IMAGE_FORMAT_JPEG,
  HRT_IMAGE_FORMAT_WEBP,
} HrtImageFormat;

#define HRT_IMAGE_MAX_BYTES  ((gsize) 15 * 1024 * 1024)
#define HRT_IMAGE_MAX_PIXELS ((gint64) 50 * 1000 * 1000)
#define HRT_IMAGE_MAX_SIDE   30000 /* pixels; a strip of 1 x 50,000,000 is no picture either */
#define HRT_IMAGE_QUALITY    80    /* percent, for WebP and JPEG alike */

GQuark hrt_image_error_quark (void);

HrtImageFormat hrt_image_codec_sniff (GBytes *bytes);
GdkPixbuf *hrt_image_codec_decode (GBytes *bytes, int *width, int *height, GError **error);
GdkPixbuf *hrt_image_codec_fit_width (GdkPixbuf *pixbuf, int width);
GBytes *hrt_image_codec_encode_webp (GdkPixbuf *pixbuf, GError **error);
GBytes *hrt_image_codec_encode_jpeg (GdkPixbuf *pixbuf, GError **error);

G_END_DECLS
