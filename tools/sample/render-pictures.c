/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Build tool: renders the sample shop's drawings into the sizes and formats of the image store. A
 * picture is named by the SHA-256 of its SVG, so what was rendered before is left alone.
 *
 *   hrt-render-pictures FOLDER-OF-SVG FOLDER-OF-IMAGES STAMP
 *   hrt-render-pictures --small FOLDER-OF-SVG FOLDER-OF-IMAGES STAMP
 *       for packages: one small WebP per picture; the shop makes the other sizes from it
 *   hrt-render-pictures --preview FOLDER-OF-SVG FOLDER-OF-PNG WIDTH
 */

#define G_LOG_DOMAIN "hrt-sample"

#include "model/catalog/hrt-image-store.h"

#include <glib/gstdio.h>
#include <librsvg/rsvg.h>
#include <string.h>
#include <webp/encode.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define PICTURE_SIDE  1280
#define SMALL_SIDE    640
#define SMALL_QUALITY 72 /* percent */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsvgHandle, g_object_unref)

typedef struct
{
  HrtImageStore *store; /* (not owned) */
  HrtImageStore *cache; /* (not owned) (nullable): rendered before, by any build of this user */
  const char *preview;  /* (nullable): folder for PNG files instead */
  gboolean is_small;
  int side;     /* pixels */
  int failures; /* (atomic) */
} Job;

static GdkPixbuf *
pixbuf_from_surface (cairo_surface_t *surface)
{
  int side = cairo_image_surface_get_width (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, side, side);

  for (int y = 0; y < side; y++)
    {
      const guint32 *from = (const guint32 *) (gconstpointer) (data + (gsize) y * stride);
      guint8 *to = gdk_pixbuf_get_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < side; x++)
        {
          *to++ = (guint8) (from[x] >> 16);
          *to++ = (guint8) (from[x] >> 8);
          *to++ = (guint8) from[x];
        }
    }
  return pixbuf;
}

static GdkPixbuf *
render (const char *svg, gsize size, int side, GError **error)
{
  g_autoptr (RsvgHandle) handle = rsvg_handle_new_from_data ((const guint8 *) svg, size, error);
  cairo_surface_t *surface;
  cairo_t *cr;
  RsvgRectangle viewport = { 0, 0, side, side };
  GdkPixbuf *pixbuf = NULL;

  if (handle == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (rsvg_handle_render_document (handle, cr, &viewport, error))
    {
      cairo_surface_flush (surface);
      pixbuf = pixbuf_from_surface (surface);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixbuf;
}

static gboolean
is_rendered (HrtImageStore *store, const char *hash)
{
  g_autofree char *path = hrt_image_store_dup_path (store, hash, hrt_image_widths[0], "jpg");

  /* The smallest JPEG is written last. */
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
copy_from_cache (Job *job, const char *hash, GError **error)
{
  const char *extensions[] = { "webp", "jpg" };

  for (gsize i = G_N_ELEMENTS (hrt_image_widths); i-- > 0;)
    for (gsize k = 0; k < G_N_ELEMENTS (extensions); k++)
      {
        g_autofree char *from =
            hrt_image_store_dup_path (job->cache, hash, hrt_image_widths[i], extensions[k]);
        g_autofree char *to =
            hrt_image_store_dup_path (job->store, hash, hrt_image_widths[i], extensions[k]);
        g_autofree char *folder = g_path_get_dirname (to);
        g_autoptr (GFile) source = g_file_new_for_path (from);
        g_autoptr (GFile) target = g_file_new_for_path (to);

        g_mkdir_with_parents (folder, 0755);
        if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
          return FALSE;
      }
  return TRUE;
}

/* One file, as small as the encoder makes it when it may take its time. No gdk-pixbuf writes it:
 * where that hands its work to a sandbox of its own, there is none during a build. */
static gboolean
write_small (Job *job, const char *hash, GdkPixbuf *pixbuf, GError **error)
{
  g_autofree char *path = hrt_image_store_dup_path (job->store, hash, SMALL_SIDE, "webp");
  g_autofree char *folder = g_path_get_dirname (path);
  WebPConfig config;
  WebPPicture picture;
  WebPMemoryWriter writer;
  gboolean done = FALSE;

  WebPMemoryWriterInit (&writer);
  if (WebPConfigPreset (&config, WEBP_PRESET_PICTURE, SMALL_QUALITY) && WebPPictureInit (&picture))
    {
      config.method = 6;
      picture.width = gdk_pixbuf_get_width (pixbuf);
      picture.height = gdk_pixbuf_get_height (pixbuf);
      picture.writer = WebPMemoryWrite;
      picture.custom_ptr = &writer;
      done = WebPPictureImportRGB (&picture, gdk_pixbuf_read_pixels (pixbuf),
                                   gdk_pixbuf_get_rowstride (pixbuf)) &&
             WebPEncode (&config, &picture);
      WebPPictureFree (&picture);
    }
  if (!done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write %s", path);
  else
    done = g_mkdir_with_parents (folder, 0755) == 0 &&
           g_file_set_contents (path, (const char *) writer.mem, (gssize) writer.size, error);
  WebPMemoryWriterClear (&writer);
  return done;
}

static gboolean
render_file (Job *job, const char *path, GError **error)
{
  g_autofree char *svg = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  g_autofree char *png = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  gsize size;

  if (!g_file_get_contents (path, &svg, &size, error))
    return FALSE;
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) svg, size);
  if (job->is_small)
    {
      pixbuf = render (svg, size, job->side, error);
      return pixbuf != NULL && write_small (job, hash, pixbuf, error);
    }
  if (job->preview == NULL && is_rendered (job->store, hash))
    return TRUE;
  if (job->cache != NULL && is_rendered (job->cache, hash))
    return copy_from_cache (job, hash, error);
  pixbuf = render (svg, size, job->side, error);
  if (pixbuf == NULL)
    return FALSE;
  if (job->preview == NULL)
    {
      /* A cache that cannot be written to is no reason to fail. */
      if (job->cache != NULL && hrt_image_store_write_sizes (job->cache, hash, pixbuf, NULL))
        return copy_from_cache (job, hash, error);
      return hrt_image_store_write_sizes (job->store, hash, pixbuf, error);
    }

  name = g_path_get_basename (path);
  name[strlen (name) - 4] = '\0';
  png = g_strdup_printf ("%s/%s.png", job->preview, name);
  return gdk_pixbuf_save (pixbuf, png, "png", error, "compression", "1", NULL);
}

static void
work (gpointer data, gpointer user_data)
{
  g_autofree char *path = data;
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  if (!render_file (job, path, &error))
    {
      g_printerr ("%s: %s\n", path, error->message);
      g_atomic_int_inc (&job->failures);
    }
}

int
main (int argc, char *argv[])
{
  gboolean preview = argc > 1 && g_str_equal (argv[1], "--preview");
  gboolean small = argc > 1 && g_str_equal (argv[1], "--small");
  g_autoptr (HrtImageStore) store = NULL;
  g_autoptr (HrtImageStore) cache = NULL;
  g_autofree char *cache_folder = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  GThreadPool *pool;
  const char *name;
  Job job = { .side = PICTURE_SIDE };

#ifdef __GLIBC__
  /* Every filter and clip takes a canvas of 6 MB from the system and gives it back: more time in
   * page faults than in drawing, unless the allocator keeps them. */
  mallopt (M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  mallopt (M_TOP_PAD, 64 * 1024 * 1024);
#endif
  if (argc != (preview || small ? 5 : 4))
    {
      g_printerr ("usage: %s FOLDER-OF-SVG FOLDER-OF-IMAGES STAMP\n", argv[0]);
      return 2;
    }
  if (preview)
    {
      job.preview = argv[3];
      job.side = (int) g_ascii_strtoll (argv[4], NULL, 10);
      g_mkdir_with_parents (job.preview, 0755);
    }
  if (small)
    {
      job.is_small = TRUE;
      job.side = SMALL_SIDE;
      argv++;
    }
  store = hrt_image_store_new (argv[preview ? 3 : 2]);
  job.store = store;
  cache_folder = g_build_filename (g_get_user_cache_dir (), "hurtrock", "sample-pictures-1", NULL);
  if (!preview && !small && g_mkdir_with_parents (cache_folder, 0755) == 0)
    {
      cache = hrt_image_store_new (cache_folder);
      job.cache = cache;
    }

  dir = g_dir_open (argv[preview ? 2 : 1], 0, &error);
  if (dir == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  pool = g_thread_pool_new (work, &job, (int) g_get_num_processors (), FALSE, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".svg"))
      g_thread_pool_push (pool, g_build_filename (argv[preview ? 2 : 1], name, NULL), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);

  if (job.failures > 0)
    return 1;
  return preview || g_file_set_contents (argv[3], "", 0, NULL) ? 0 : 1;
}
