/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtImageStore: <directory>/<hh>/<hash>-<width>.webp and .jpg. Files are written aside, synced and
 * renamed, and never change afterwards, so that a web server may call them immutable and two
 * processes may write the same one.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-image-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A picture at the limit unpacks to 150 MB: two at once, and a queue that says no before memory
 * does. */
#define MAX_WORKERS 2
#define MAX_WAITING 64

const int hrt_image_widths[4] = { 160, 320, 640, 1280 };

/**
 * HrtImageStore:
 *
 * Takes pictures in: checked, turned upright, stripped of metadata by writing them anew, in four
 * widths.
 *
 * Threading: made and called on one main context, where the callbacks run; the work is done by at
 * most two worker threads. The functions named blocking may be called on any thread. Lifetime: held
 * by the context object; a task in flight holds it. Mutability: only the count of waiting tasks
 * changes.
 */
struct _HrtImageStore
{
  GObject parent_instance;

  char *directory;      /* (owned) */
  GThreadPool *workers; /* (owned) (element-type GTask) */
};

/* What a worker is to take in: one of the two. */
typedef struct
{
  GBytes *bytes; /* (owned) (nullable) */
  GFile *file;   /* (owned) (nullable) */
} Intake;

G_DEFINE_FINAL_TYPE (HrtImageStore, hrt_image_store, G_TYPE_OBJECT)

static void
intake_free (Intake *intake)
{
  g_clear_pointer (&intake->bytes, g_bytes_unref);
  g_clear_object (&intake->file);
  g_free (intake);
}

void
hrt_image_info_free (HrtImageInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->hash);
  g_free (info);
}

/* Reads no more than the limit and one byte: a file that grows, a pipe or a disk image fills no
 * memory. */
static GBytes *
read_limited (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *buffer = NULL;
  gsize size = 0;

  if (stream == NULL)
    return NULL;
  buffer = g_malloc (HRT_IMAGE_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, HRT_IMAGE_MAX_BYTES + 1, &size,
                                cancellable, error))
    return NULL;
  if (size > HRT_IMAGE_MAX_BYTES)
    {
      g_set_error (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_TOO_LARGE,
                   "picture file of more than %" G_GSIZE_FORMAT " bytes", HRT_IMAGE_MAX_BYTES);
      return NULL;
    }
  return g_bytes_new (buffer, size);
}

static void
work (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  HrtImageStore *self = g_task_get_source_object (task);
  Intake *intake = g_task_get_task_data (task);
  g_autoptr (HrtImageInfo) info = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (intake->bytes == NULL)
    intake->bytes = read_limited (intake->file, g_task_get_cancellable (task), &error);
  if (intake->bytes != NULL)
    info = hrt_image_store_add_blocking (self, intake->bytes, &error);
  g_clear_pointer (&intake->bytes, g_bytes_unref);

  if (info != NULL)
    g_task_return_pointer (task, g_steal_pointer (&info), (GDestroyNotify) hrt_image_info_free);
  else
    g_task_return_error (task, error);
}

static void
hrt_image_store_finalize (GObject *object)
{
  HrtImageStore *self = HRT_IMAGE_STORE (object);

  /* Every task holds us, so nothing is queued; not waiting keeps a last unref inside a worker from
   * waiting for itself. */
  g_thread_pool_free (self->workers, FALSE, FALSE);
  g_free (self->directory);
  G_OBJECT_CLASS (hrt_image_store_parent_class)->finalize (object);
}

static void
hrt_image_store_class_init (HrtImageStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_image_store_finalize;
}

static void
hrt_image_store_init (HrtImageStore *self)
{
  self->workers = g_thread_pool_new (work, NULL, MAX_WORKERS, FALSE, NULL);
}

/**
 * hrt_image_store_new:
 * @directory: (type filename): where the pictures lie, usually <data-dir>/images; made when it is
 * first written to
 *
 * Returns: (transfer full): the store
 */
HrtImageStore *
hrt_image_store_new (const char *directory)
{
  HrtImageStore *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (HRT_TYPE_IMAGE_STORE, NULL);
  self->directory = g_strdup (directory);
  return self;
}

const char *
hrt_image_store_get_directory (HrtImageStore *self)
{
  g_return_val_if_fail (HRT_IS_IMAGE_STORE (self), NULL);
  return self->directory;
}

static gboolean
is_hash (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/**
 * hrt_image_store_dup_path:
 * @hash: 64 lower-case hexadecimal digits; anything else gives %NULL, so that a request's path may
 * be passed as it is
 * @width: one of hrt_image_widths
 * @extension: "webp" or "jpg"
 *
 * Returns: (transfer full) (nullable) (type filename): where that file lies, or %NULL for a name
 * that cannot be
 */
char *
hrt_image_store_dup_path (HrtImageStore *self, const char *hash, int width, const char *extension)
{
  g_autofree char *name = NULL;
  char folder[3] = { 0 };
  gsize i;

  g_return_val_if_fail (HRT_IS_IMAGE_STORE (self), NULL);
  g_return_val_if_fail (hash != NULL && extension != NULL, NULL);

  if (!is_hash (hash) || (!g_str_equal (extension, "webp") && !g_str_equal (extension, "jpg")))
    return NULL;
  for (i = 0; i < G_N_ELEMENTS (hrt_image_widths); i++)
    if (hrt_image_widths[i] == width)
      break;
  if (i == G_N_ELEMENTS (hrt_image_widths))
    return NULL;

  memcpy (folder, hash, 2);
  name = g_strdup_printf ("%s-%d.%s", hash, width, extension);
  return g_build_filename (self->directory, folder, name, NULL);
}

static gboolean
write_one (const char *path, GBytes *content, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "making %s: %s",
                   folder, g_strerror (saved_errno));
      return FALSE;
    }
  /* Written aside, fsynced, renamed. */
  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}

static gboolean
write_size (HrtImageStore *self, const char *hash, int width, GdkPixbuf *pixbuf, GError **error)
{
  g_autofree char *webp = hrt_image_store_dup_path (self, hash, width, "webp");
  g_autofree char *jpeg = hrt_image_store_dup_path (self, hash, width, "jpg");
  g_autoptr (GBytes) content = NULL;

  /* The name is the content: what exists is right, and complete because it was renamed into place.
   */
  if (!g_file_test (webp, G_FILE_TEST_EXISTS))
    {
      content = hrt_image_codec_encode_webp (pixbuf, error);
      if (content == NULL || !write_one (webp, content, error))
        return FALSE;
      g_clear_pointer (&content, g_bytes_unref);
    }
  if (!g_file_test (jpeg, G_FILE_TEST_EXISTS))
    {
      content = hrt_image_codec_encode_jpeg (pixbuf, error);
      if (content == NULL || !write_one (jpeg, content, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hrt_image_store_write_sizes:
 * @hash: 64 hexadecimal digits the files are named by
 * @pixbuf: opaque pixels
 *
 * Writes the eight files of a picture that is unpacked already (the sample shop draws its own).
 * Blocks; any thread.
 *
 * Errors: %HRT_IMAGE_ERROR_ENCODE; G_FILE_ERROR when the disk says no.
 *
 * Returns: whether all are on the disk
 */
gboolean
hrt_image_store_write_sizes (HrtImageStore *self,
                             const char *hash,
                             GdkPixbuf *pixbuf,
                             GError **error)
{
  g_autoptr (GdkPixbuf) current = NULL;

  g_return_val_if_fail (HRT_IS_IMAGE_STORE (self), FALSE);
  g_return_val_if_fail (hash != NULL && is_hash (hash), FALSE);
  g_return_val_if_fail (GDK_IS_PIXBUF (pixbuf), FALSE);

  /* Large to small, each from the one before: every step halves, which is what a bilinear filter
   * does well. */
  current = g_object_ref (pixbuf);
  for (gsize i = G_N_ELEMENTS (hrt_image_widths); i-- > 0;)
    {
      g_autoptr (GdkPixbuf) fitted = hrt_image_codec_fit_width (current, hrt_image_widths[i]);

      if (fitted == NULL)
        {
          g_set_error_literal (error, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_ENCODE,
                               "no memory to scale a picture");
          return FALSE;
        }
      if (!write_size (self, hash, hrt_image_widths[i], fitted, error))
        return FALSE;
      g_set_object (&current, fitted);
    }
  return TRUE;
}

/**
 * hrt_image_store_add_blocking:
 * @bytes: a picture file's content
 *
 * What hrt_image_store_add_bytes_async() does, on the calling thread.
 *
 * Errors: as hrt_image_store_add_finish().
 *
 * Returns: (transfer full) (nullable): name and size
 */
HrtImageInfo *
hrt_image_store_add_blocking (HrtImageStore *self, GBytes *bytes, GError **error)
{
  g_autoptr (HrtImageInfo) info = g_new0 (HrtImageInfo, 1);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  g_return_val_if_fail (HRT_IS_IMAGE_STORE (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  pixbuf = hrt_image_codec_decode (bytes, &info->width, &info->height, error);
  if (pixbuf == NULL)
    return NULL;
  info->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!hrt_image_store_write_sizes (self, info->hash, pixbuf, error))
    return NULL;
  return g_steal_pointer (&info);
}

static void
push (HrtImageStore *self, GTask *task)
{
  if (g_thread_pool_unprocessed (self->workers) >= MAX_WAITING)
    {
      g_task_return_new_error (task, HRT_IMAGE_ERROR, HRT_IMAGE_ERROR_BUSY,
                               "%d pictures are waiting already", MAX_WAITING);
      g_object_unref (task);
      return;
    }
  g_thread_pool_push (self->workers, task, NULL);
}

/**
 * hrt_image_store_add_bytes_async:
 * @bytes: a picture file's content, as it came
 * @cancellable: (nullable): stops what has not begun
 * @callback: called on this main context
 *
 * Takes a picture in. Taking in the same bytes again changes nothing and gives the same name.
 */
void
hrt_image_store_add_bytes_async (HrtImageStore *self,
                                 GBytes *bytes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Intake *intake;
  GTask *task;

  g_return_if_fail (HRT_IS_IMAGE_STORE (self));
  g_return_if_fail (bytes != NULL);

  intake = g_new0 (Intake, 1);
  intake->bytes = g_bytes_ref (bytes);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_image_store_add_bytes_async);
  g_task_set_task_data (task, intake, (GDestroyNotify) intake_free);
  push (self, task);
}

/**
 * hrt_image_store_add_file_async:
 * @file: a file somebody chose or dropped; read by the worker, never beyond the limit
 * @cancellable: (nullable): stops what has not begun
 * @callback: called on this main context
 *
 * Takes a picture file in; the original stays where it is.
 */
void
hrt_image_store_add_file_async (HrtImageStore *self,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Intake *intake;
  GTask *task;

  g_return_if_fail (HRT_IS_IMAGE_STORE (self));
  g_return_if_fail (G_IS_FILE (file));

  intake = g_new0 (Intake, 1);
  intake->file = g_object_ref (file);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_image_store_add_file_async);
  g_task_set_task_data (task, intake, (GDestroyNotify) intake_free);
  push (self, task);
}

/**
 * hrt_image_store_add_finish:
 *
 * Errors: %HRT_IMAGE_ERROR with any of its codes; G_IO_ERROR when the file cannot be read;
 * G_FILE_ERROR when the pictures cannot be written.
 *
 * Returns: (transfer full) (nullable): name and size, for hrt.add_image
 */
HrtImageInfo *
hrt_image_store_add_finish (HrtImageStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
