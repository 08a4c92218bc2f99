/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A package carries each of the sample's pictures once, 640 pixels wide as WebP: a tenth of all
 * sizes. What a shop keeps is made from that in some 30 ms.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-sample-picture-private.h"

#include <string.h>

#define CARRIED_WIDTH 640

/* Not synced one by one: they can be made again from the program. */
static gboolean
write_file (HrtImageStore *to,
            const char *hash,
            int width,
            const char *extension,
            GBytes *content,
            GError **error)
{
  g_autofree char *path = hrt_image_store_dup_path (to, hash, width, extension);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "making %s failed", folder);
      return FALSE;
    }
  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT |
                                       G_FILE_SET_CONTENTS_ONLY_EXISTING,
                                   0644, error);
}

/* Both formats of one width, and of the larger ones too when @width is the carried one: nothing is
 * blown up. @webp is made here when it is %NULL. */
static gboolean
write_width (
    HrtImageStore *to, const char *hash, int width, GdkPixbuf *pixbuf, GBytes *webp, GError **error)
{
  g_autoptr (GBytes) jpeg = hrt_image_codec_encode_jpeg (pixbuf, error);
  g_autoptr (GBytes) made = NULL;

  if (jpeg == NULL)
    return FALSE;
  made = webp != NULL ? g_bytes_ref (webp) : hrt_image_codec_encode_webp (pixbuf, error);
  if (made == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (hrt_image_widths); i++)
    {
      int other = hrt_image_widths[i];

      if ((other == width || (width == CARRIED_WIDTH && other > width)) &&
          (!write_file (to, hash, other, "webp", made, error) ||
           !write_file (to, hash, other, "jpg", jpeg, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_made (HrtImageStore *to, const char *hash)
{
  g_autofree char *path = hrt_image_store_dup_path (to, hash, hrt_image_widths[0], "jpg");

  /* The smallest JPEG is written last. */
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * _hrt_sample_picture_make_sizes:
 * @from: what was installed
 * @to: the shop's pictures
 * @hash: of the picture, 64 hexadecimal digits
 *
 * Writes the eight files of a picture; those that are there stay. Blocks; any thread.
 *
 * Errors: G_IO_ERROR when the picture is not installed, G_FILE_ERROR when the disk says no,
 * %HRT_IMAGE_ERROR.
 *
 * Returns: whether all are there
 */
gboolean
_hrt_sample_picture_make_sizes (HrtImageStore *from,
                                HrtImageStore *to,
                                const char *hash,
                                GError **error)
{
  g_autofree char *path = hrt_image_store_dup_path (from, hash, CARRIED_WIDTH, "webp");
  g_autoptr (GBytes) carried = NULL;
  g_autoptr (GdkPixbuf) current = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  int width, height;

  if (is_made (to, hash))
    return TRUE;
  carried = g_file_load_bytes (file, NULL, NULL, error);
  if (carried == NULL)
    return FALSE;
  current = hrt_image_codec_decode (carried, &width, &height, error);
  if (current == NULL || !write_width (to, hash, CARRIED_WIDTH, current, carried, error))
    return FALSE;
  for (gsize i = G_N_ELEMENTS (hrt_image_widths); i-- > 0;)
    {
      g_autoptr (GdkPixbuf) fitted = NULL;

      if (hrt_image_widths[i] >= CARRIED_WIDTH)
        continue;
      fitted = hrt_image_codec_fit_width (current, hrt_image_widths[i]);
      if (fitted == NULL || !write_width (to, hash, hrt_image_widths[i], fitted, NULL, error))
        return FALSE;
      g_set_object (&current, fitted);
    }
  return TRUE;
}
