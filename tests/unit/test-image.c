/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the picture intake accepts, what it refuses and in which words, and what it leaves on the
 * disk.
 */

#include "model/catalog/hrt-image-store.h"

#include <glib/gstdio.h>
#include <string.h>

static GBytes *
encode (int width, int height, const char *type, const char *key, const char *value)
{
  g_autoptr (GdkPixbuf) pixbuf =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, g_str_equal (type, "png"), 8, width, height);
  char *data;
  gsize size;
  GError *error = NULL;

  gdk_pixbuf_fill (pixbuf, 0xb0602080);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, key, value, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static guint32
crc32_of (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int k = 0; k < 8; k++)
        crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320u : 0);
    }
  return ~crc;
}

static void
put32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

/* A PNG that says it is that large, with a right check sum, and holds next to nothing: the
 * decompression bomb. */
static GBytes *
bomb_png (guint32 width, guint32 height)
{
  guint8 *png = g_malloc0 (33 + 12 + 10);

  memcpy (png, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  put32 (png + 16, width);
  put32 (png + 20, height);
  png[24] = 8;
  png[25] = 2;
  put32 (png + 29, crc32_of (png + 12, 17));
  put32 (png + 33, 10);
  memcpy (png + 37, "IDAT\x78\x9c", 6);
  return g_bytes_new_take (png, 33 + 12 + 10);
}

static void
test_refusals (void)
{
  g_autofree char *long_file = g_malloc0 (HRT_IMAGE_MAX_BYTES + 1);
  struct
  {
    const char *name;
    GBytes *bytes;
    int code;
  } rows[] = {
    { "html named .jpg", g_bytes_new_static ("<!DOCTYPE html><img src=x>", 26),
      HRT_IMAGE_ERROR_FORMAT },
    { "empty", g_bytes_new_static ("", 0), HRT_IMAGE_ERROR_FORMAT },
    { "svg", g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41),
      HRT_IMAGE_ERROR_FORMAT },
    { "gif", g_bytes_new_static ("GIF89a\1\0\1\0", 10), HRT_IMAGE_ERROR_FORMAT },
    { "60,000 x 60,000", bomb_png (60000, 60000), HRT_IMAGE_ERROR_TOO_MANY_PIXELS },
    { "10,000 x 10,000", bomb_png (10000, 10000), HRT_IMAGE_ERROR_TOO_MANY_PIXELS },
    { "1 x 50,000", bomb_png (1, 50000), HRT_IMAGE_ERROR_TOO_MANY_PIXELS },
    { "only a PNG signature", g_bytes_new_static ("\x89PNG\r\n\x1a\n", 8),
      HRT_IMAGE_ERROR_DAMAGED },
    { "PNG without pixels", bomb_png (10, 10), HRT_IMAGE_ERROR_DAMAGED },
    { "only a JPEG signature", g_bytes_new_static ("\xff\xd8\xff\xe0", 4),
      HRT_IMAGE_ERROR_DAMAGED },
    { "a broken WebP", g_bytes_new_static ("RIFF\x10\0\0\0WEBPVP8 \4\0\0\0abcd", 24),
      HRT_IMAGE_ERROR_DAMAGED },
    { "15 MB and a byte", g_bytes_new_static (long_file, HRT_IMAGE_MAX_BYTES + 1),
      HRT_IMAGE_ERROR_TOO_LARGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      GdkPixbuf *pixbuf = hrt_image_codec_decode (rows[i].bytes, NULL, NULL, &error);

      g_test_message ("%s: %s", rows[i].name, error != NULL ? error->message : "accepted");
      g_assert_null (pixbuf);
      g_assert_error (error, HRT_IMAGE_ERROR, rows[i].code);
      g_bytes_unref (rows[i].bytes);
    }
}

static void
test_truncated (void)
{
  const char *types[][3] = { { "png", "compression", "1" }, { "jpeg", "quality", "90" } };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) whole = encode (300, 200, types[i][0], types[i][1], types[i][2]);
      gsize size = g_bytes_get_size (whole);

      /* Cut at every place: never accepted, never a crash. */
      for (gsize length = 0; length < size; length++)
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, length);
          g_autoptr (GError) error = NULL;
          GdkPixbuf *pixbuf;

          pixbuf = hrt_image_codec_decode (part, NULL, NULL, &error);
          g_assert_null (pixbuf);
          g_assert_true (error->domain == HRT_IMAGE_ERROR);
        }
    }
}

/* A JPEG with an EXIF block that says "turn me by 90 degrees" and names a place. */
static GBytes *
with_orientation (GBytes *jpeg, guint8 orientation)
{
  static const guint8 exif[] = "\xff\xe1\0\x30"
                               "Exif\0\0"
                               "MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
                               "Bandung secret";
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, data, 2);
  g_byte_array_append (array, exif, 0x30 + 2);
  array->data[2 + 29] = orientation;
  g_byte_array_append (array, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (array);
}

static gboolean
holds (GBytes *bytes, const char *needle)
{
  gsize size, length = strlen (needle);
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, needle, length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_orientation_and_metadata (void)
{
  g_autoptr (GBytes) plain = encode (300, 200, "jpeg", "quality", "90");
  g_autoptr (GBytes) tagged = with_orientation (plain, 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) jpeg = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  int width, height;

  pixbuf = hrt_image_codec_decode (tagged, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 200);
  g_assert_cmpint (width, ==, 200);
  g_assert_cmpint (height, ==, 300);

  g_assert_true (holds (tagged, "secret"));
  jpeg = hrt_image_codec_encode_jpeg (pixbuf, &error);
  g_assert_no_error (error);
  g_assert_false (holds (jpeg, "Exif"));
  g_assert_false (holds (jpeg, "secret"));
}

static void
test_webp_round_trip (void)
{
  g_autoptr (GBytes) png = encode (64, 48, "png", "compression", "1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = hrt_image_codec_decode (png, NULL, NULL, &error);
  g_autoptr (GBytes) webp = NULL;
  g_autoptr (GdkPixbuf) again = NULL;
  int width, height;

  g_assert_no_error (error);
  g_assert_false (gdk_pixbuf_get_has_alpha (pixbuf));
  webp = hrt_image_codec_encode_webp (pixbuf, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hrt_image_codec_sniff (webp), ==, HRT_IMAGE_FORMAT_WEBP);
  again = hrt_image_codec_decode (webp, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, 64);
  g_assert_cmpint (height, ==, 48);
}

static void
on_add_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static HrtImageInfo *
add_file (HrtImageStore *store, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  hrt_image_store_add_file_async (store, file, NULL, on_add_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hrt_image_store_add_finish (store, result, error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
test_store (void)
{
  g_autofree char *tmp = g_dir_make_tmp ("hrt-image-XXXXXX", NULL);
  g_autofree char *source = g_build_filename (tmp, "photo.jpg", NULL);
  g_autofree char *html = g_build_filename (tmp, "page.jpg", NULL);
  g_autofree char *images = g_build_filename (tmp, "images", NULL);
  g_autoptr (HrtImageStore) store = hrt_image_store_new (images);
  g_autoptr (GBytes) png = encode (900, 600, "png", "compression", "1");
  g_autoptr (HrtImageInfo) info = NULL;
  g_autoptr (HrtImageInfo) twice = NULL;
  g_autoptr (GError) error = NULL;
  const int expected[] = { 160, 320, 640, 900 };

  g_assert_true (g_file_set_contents (source, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  g_assert_true (g_file_set_contents (html, "<html>", -1, NULL));

  info = add_file (store, source, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->width, ==, 900);
  g_assert_cmpint (info->height, ==, 600);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const char *extensions[] = { "webp", "jpg" };

      for (gsize k = 0; k < 2; k++)
        {
          g_autofree char *path =
              hrt_image_store_dup_path (store, info->hash, hrt_image_widths[i], extensions[k]);
          g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, &error);
          g_autoptr (GBytes) content = NULL;
          g_autoptr (GdkPixbuf) pixbuf = NULL;

          g_assert_no_error (error);
          content = g_mapped_file_get_bytes (map);
          pixbuf = hrt_image_codec_decode (content, NULL, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, expected[i]);
        }
    }

  twice = add_file (store, source, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (twice->hash, ==, info->hash);

  g_assert_null (add_file (store, html, &error));
  g_assert_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (add_file (store, "/nowhere/at-all.png", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  remove_tree (tmp);
}

static void
test_paths (void)
{
  g_autoptr (HrtImageStore) store = hrt_image_store_new ("/data/images");
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *path = hrt_image_store_dup_path (store, hash, 320, "webp");

  g_assert_true (g_str_has_prefix (path, "/data/images/aa/aaaa"));
  g_assert_true (g_str_has_suffix (path, "-320.webp"));
  g_assert_null (hrt_image_store_dup_path (store, "../../etc/passwd", 320, "webp"));
  g_assert_null (hrt_image_store_dup_path (store, hash, 321, "webp"));
  g_assert_null (hrt_image_store_dup_path (store, hash, 320, "exe"));
}

static void
test_queue_is_bounded (void)
{
  g_autofree char *tmp = g_dir_make_tmp ("hrt-image-XXXXXX", NULL);
  g_autoptr (HrtImageStore) store = hrt_image_store_new (tmp);
  g_autoptr (GBytes) png = encode (700, 700, "png", "compression", "1");
  GAsyncResult *results[100] = { NULL };
  int busy = 0, done = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    hrt_image_store_add_bytes_async (store, png, NULL, on_add_ready, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (HrtImageInfo) info = NULL;
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      info = hrt_image_store_add_finish (store, results[i], &error);
      if (g_error_matches (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_BUSY))
        busy++;
      else
        done += info != NULL;
      g_object_unref (results[i]);
    }
  g_assert_cmpint (busy + done, ==, 100);
  g_assert_cmpint (busy, >, 0);
  g_assert_cmpint (done, >=, 64);
  remove_tree (tmp);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/refusals", test_refusals);
  g_test_add_func ("/image/truncated", test_truncated);
  g_test_add_func ("/image/orientation-and-metadata", test_orientation_and_metadata);
  g_test_add_func ("/image/webp-round-trip", test_webp_round_trip);
  g_test_add_func ("/image/paths", test_paths);
  g_test_add_func ("/image/store", test_store);
  g_test_add_func ("/image/queue-is-bounded", test_queue_is_bounded);
  return g_test_run ();
}
