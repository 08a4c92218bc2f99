/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads PNG, JPEG and WebP under limits that are checked before anything is unpacked, and writes
 * WebP and JPEG. What comes out was made from pixels alone: no place, camera, comment or hidden
 * second file survives.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-image-codec.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/encode.h>

/* A JPEG far above our largest size is unpacked at a fraction of it: libjpeg does that for almost
 * nothing. */
#define ENOUGH_SIDE 2560

/* What the loader's size-prepared found, for the caller of the loader. */
typedef struct
{
  int width, height; /* pixels, before the orientation is applied */
  gboolean refused;
  gboolean may_shrink;
} Prepared;

G_DEFINE_QUARK (hrt - image - error - quark, hrt_image_error)

/**
 * hrt_image_codec_sniff:
 * @bytes: a file's content
 *
 * Tells what a file is by its first bytes. Its name is never asked.
 *
 * Returns: the format, %HRT_IMAGE_FORMAT_UNKNOWN for anything we do not read
 */
HrtImageFormat
hrt_image_codec_sniff (GBytes *bytes)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, HRT_IMAGE_FORMAT_UNKNOWN);

  data = g_bytes_get_data (bytes, &size);
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return HRT_IMAGE_FORMAT_PNG;
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return HRT_IMAGE_FORMAT_JPEG;
  if (size >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return HRT_IMAGE_FORMAT_WEBP;
  return HRT_IMAGE_FORMAT_UNKNOWN;
}

/* Walks the chunks to IEND. The loader takes a file cut off in the middle for a picture with
 * nothing below. */
static gboolean
is_whole_png (const guint8 *data, gsize size)
{
  gsize at = 8;

  while (size - at >= 12)
    {
      gsize length = (gsize) data[at] << 24 | (gsize) data[at + 1] << 16 |
                     (gsize) data[at + 2] << 8 | data[at + 3];

      if (length > size - at - 12)
        return FALSE;
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += length + 12;
    }
  return FALSE;
}

/* Walks the segments to the first scan (a thumbnail inside one has its own end mark), then looks
 * for the end mark. */
static gboolean
is_whole_jpeg (const guint8 *data, gsize size)
{
  gsize at = 2;

  while (size - at >= 4 && data[at] == 0xff && data[at + 1] != 0xda)
    {
      gsize length = (gsize) data[at + 2] << 8 | data[at + 3];

      if (data[at + 1] == 0xff) /* a fill byte */
        length = 0;
      else if (length < 2 || length + 2 > size - at)
        return FALSE;
      at += length == 0 ? 1 : length + 2;
    }
  for (; at + 1 < size; at++)
    if (data[at] == 0xff && data[at + 1] == 0xd9)
      return TRUE;
  return FALSE;
}

static gboolean
is_within_limits (int width, int height)
{
  return width > 0 && height > 0 && width <= HRT_IMAGE_MAX_SIDE && height <= HRT_IMAGE_MAX_SIDE &&
         (gint64) width * height <= HRT_IMAGE_MAX_PIXELS;
}

static void
set_too_many_pixels (int width, int height, GError **error)
{
  g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_TOO_MANY_PIXELS,
               "picture of %d x %d pixels, at most %" G_GINT64_FORMAT " and %d a side are read",
               width, height, HRT_IMAGE_MAX_PIXELS, HRT_IMAGE_MAX_SIDE);
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Prepared *prepared = user_data;
  int least = MIN (width, height);

  prepared->width = width;
  prepared->height = height;
  if (!is_within_limits (width, height))
    {
      prepared->refused = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0); /* the loaders stop here, before they allocate */
    }
  else if (prepared->may_shrink && least > ENOUGH_SIDE)
    {
      gdk_pixbuf_loader_set_size (loader, (int) ((gint64) width * ENOUGH_SIDE / least),
                                  (int) ((gint64) height * ENOUGH_SIDE / least));
    }
}

static GdkPixbuf *
decode_with_loader (GBytes *bytes, const char *type, Prepared *prepared, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, error);
  g_autoptr (GError) local_error = NULL;
  GdkPixbuf *pixbuf = NULL;
  gboolean is_jpeg = g_str_equal (type, "jpeg");
  gboolean ok, whole;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (loader == NULL)
    return NULL;

  whole = is_jpeg ? is_whole_jpeg (data, size) : is_whole_png (data, size);
  prepared->may_shrink = is_jpeg;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), prepared);
  ok = gdk_pixbuf_loader_write_bytes (loader, bytes, &local_error);
  /* A loader must be closed whatever happened; only the first error counts. */
  ok = gdk_pixbuf_loader_close (loader, ok ? &local_error : NULL) && ok;
  if (ok && !prepared->refused)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (prepared->refused)
    {
      set_too_many_pixels (prepared->width, prepared->height, error);
      return NULL;
    }
  if (pixbuf == NULL || !whole)
    {
      g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_DAMAGED, "damaged %s picture: %s", type,
                   local_error != NULL ? local_error->message : "it ends in the middle");
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static void
free_webp_pixels (guchar *pixels, gpointer data)
{
  WebPFree (pixels);
}

/* WebP goes to libwebp itself: gdk-pixbuf's loader for it is not installed everywhere. */
static GdkPixbuf *
decode_webp (GBytes *bytes, Prepared *prepared, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  WebPBitstreamFeatures features;
  guint8 *pixels;
  int width, height;

  if (WebPGetFeatures (data, size, &features) != VP8_STATUS_OK || features.has_animation)
    {
      g_set_error_literal (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_DAMAGED,
                           "damaged or animated webp picture");
      return NULL;
    }
  prepared->width = features.width;
  prepared->height = features.height;
  if (!is_within_limits (features.width, features.height))
    {
      set_too_many_pixels (features.width, features.height, error);
      return NULL;
    }

  pixels = features.has_alpha ? WebPDecodeRGBA (data, size, &width, &height)
                              : WebPDecodeRGB (data, size, &width, &height);
  if (pixels == NULL)
    {
      g_set_error_literal (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_DAMAGED, "damaged webp picture");
      return NULL;
    }
  return gdk_pixbuf_new_from_data (pixels, GDK_COLORSPACE_RGB, features.has_alpha, 8, width, height,
                                   width * (features.has_alpha ? 4 : 3), free_webp_pixels, NULL);
}

/* A shop's page is light paper: what is transparent becomes white in both formats, so that they
 * look the same. */
static GdkPixbuf *
flatten (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  g_autoptr (GdkPixbuf) opaque = NULL;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);

  opaque = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (opaque == NULL)
    return NULL;
  gdk_pixbuf_fill (opaque, 0xffffffff);
  gdk_pixbuf_composite (pixbuf, opaque, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  return g_steal_pointer (&opaque);
}

static GdkPixbuf *
decode_any (GBytes *bytes, Prepared *prepared, GError **error)
{
  switch (hrt_image_codec_sniff (bytes))
    {
    case HRT_IMAGE_FORMAT_PNG:
      return decode_with_loader (bytes, "png", prepared, error);
    case HRT_IMAGE_FORMAT_JPEG:
      return decode_with_loader (bytes, "jpeg", prepared, error);
    case HRT_IMAGE_FORMAT_WEBP:
      return decode_webp (bytes, prepared, error);
    case HRT_IMAGE_FORMAT_UNKNOWN:
    default:
      g_set_error_literal (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_FORMAT,
                           "the file is neither PNG nor JPEG nor WebP");
      return NULL;
    }
}

/**
 * hrt_image_codec_decode:
 * @bytes: a file's content
 * @width: (out) (optional): pixels across, as people see it
 * @height: (out) (optional): pixels down, as people see it
 *
 * Reads a picture: turned as its orientation says, transparency laid on white. A large JPEG may
 * come back smaller than it is, never below 2560 pixels on its shorter side; @width and @height are
 * those of the original.
 *
 * Errors: %HRT_IMAGE_ERROR_TOO_LARGE, %HRT_IMAGE_ERROR_FORMAT and %HRT_IMAGE_ERROR_TOO_MANY_PIXELS
 * before anything is unpacked; %HRT_IMAGE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable): opaque pixels, or %NULL with @error set
 */
GdkPixbuf *
hrt_image_codec_decode (GBytes *bytes, int *width, int *height, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GdkPixbuf *opaque;
  Prepared prepared = { 0 };
  gboolean turned;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > HRT_IMAGE_MAX_BYTES)
    {
      g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_TOO_LARGE,
                   "picture file of %" G_GSIZE_FORMAT " bytes, at most %" G_GSIZE_FORMAT
                   " are read",
                   g_bytes_get_size (bytes), HRT_IMAGE_MAX_BYTES);
      return NULL;
    }

  pixbuf = decode_any (bytes, &prepared, error);
  if (pixbuf == NULL)
    return NULL;

  opaque = flatten (pixbuf);
  if (opaque == NULL)
    {
      g_set_error_literal (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_TOO_MANY_PIXELS,
                           "no memory for the picture");
      return NULL;
    }
  turned = (prepared.width > prepared.height) !=
           (gdk_pixbuf_get_width (opaque) > gdk_pixbuf_get_height (opaque));
  if (width != NULL)
    *width = turned ? prepared.height : prepared.width;
  if (height != NULL)
    *height = turned ? prepared.width : prepared.height;
  return opaque;
}

/**
 * hrt_image_codec_fit_width:
 * @pixbuf: a picture
 * @width: pixels, > 0
 *
 * Makes a picture narrower, never wider, in its proportions.
 *
 * Returns: (transfer full) (nullable): the picture; @pixbuf itself when it is narrow enough; %NULL
 * without memory
 */
GdkPixbuf *
hrt_image_codec_fit_width (GdkPixbuf *pixbuf, int width)
{
  int old_width, height;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixbuf), NULL);
  g_return_val_if_fail (width > 0, NULL);

  old_width = gdk_pixbuf_get_width (pixbuf);
  if (old_width <= width)
    return g_object_ref (pixbuf);
  height = (int) (((gint64) gdk_pixbuf_get_height (pixbuf) * width + old_width / 2) / old_width);
  return gdk_pixbuf_scale_simple (pixbuf, width, MAX (height, 1), GDK_INTERP_BILINEAR);
}

static void
free_webp_memory (gpointer memory)
{
  WebPFree (memory);
}

/**
 * hrt_image_codec_encode_webp:
 * @pixbuf: opaque pixels
 *
 * Errors: %HRT_IMAGE_ERROR_ENCODE when a side is above WebP's 16383 pixels or memory is short.
 *
 * Returns: (transfer full) (nullable): a WebP file without metadata
 */
GBytes *
hrt_image_codec_encode_webp (GdkPixbuf *pixbuf, GError **error)
{
  guint8 *data = NULL;
  gsize size;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixbuf), NULL);
  g_return_val_if_fail (!gdk_pixbuf_get_has_alpha (pixbuf), NULL);

  size = WebPEncodeRGB (gdk_pixbuf_read_pixels (pixbuf), gdk_pixbuf_get_width (pixbuf),
                        gdk_pixbuf_get_height (pixbuf), gdk_pixbuf_get_rowstride (pixbuf),
                        HRT_IMAGE_QUALITY, &data);
  if (size == 0)
    {
      g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_ENCODE,
                   "cannot write %d x %d pixels as webp", gdk_pixbuf_get_width (pixbuf),
                   gdk_pixbuf_get_height (pixbuf));
      return NULL;
    }
  return g_bytes_new_with_free_func (data, size, free_webp_memory, data);
}

/**
 * hrt_image_codec_encode_jpeg:
 * @pixbuf: opaque pixels
 *
 * Errors: %HRT_IMAGE_ERROR_ENCODE.
 *
 * Returns: (transfer full) (nullable): a JPEG file without metadata
 */
GBytes *
hrt_image_codec_encode_jpeg (GdkPixbuf *pixbuf, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixbuf), NULL);

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &local_error, "quality",
                                  G_STRINGIFY (HRT_IMAGE_QUALITY), NULL))
    {
      g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_ENCODE, "cannot write jpeg: %s",
                   local_error->message);
      return NULL;
    }
  return g_bytes_new_take (data, size);
}
