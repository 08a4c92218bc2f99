/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPictureLoader: reads product pictures off the main loop and keeps the recent ones.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-picture-loader.h"

#define MAX_KEPT 600 /* pictures of 160 px: about 60 MB at the very worst */

/**
 * HrtPictureLoader:
 *
 * Pictures are named by the hash of their content, so what was read once never goes stale.
 * Threading: used on the main thread; decoding happens in GTask's workers.
 * Lifetime: owned by the #HrtDesk. Mutability: only its cache.
 */
struct _HrtPictureLoader
{
  GObject parent_instance;

  char *folder;         /* (owned) */
  GHashTable *textures; /* (owned) (element-type utf8 GdkTexture) by file name */
};

G_DEFINE_FINAL_TYPE (HrtPictureLoader, hrt_picture_loader, G_TYPE_OBJECT)

static void
hrt_picture_loader_finalize (GObject *object)
{
  HrtPictureLoader *self = HRT_PICTURE_LOADER (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->textures, g_hash_table_unref);
  G_OBJECT_CLASS (hrt_picture_loader_parent_class)->finalize (object);
}

static void
hrt_picture_loader_class_init (HrtPictureLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_picture_loader_finalize;
}

static void
hrt_picture_loader_init (HrtPictureLoader *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * hrt_picture_loader_new:
 * @folder: the folder "images" of the shop's data
 */
HrtPictureLoader *
hrt_picture_loader_new (const char *folder)
{
  HrtPictureLoader *self = g_object_new (HRT_TYPE_PICTURE_LOADER, NULL);

  self->folder = g_strdup (folder);
  return self;
}

/* A hash comes from the database, but a path is only made of what surely is one. */
static char *
dup_path (HrtPictureLoader *self, const char *hash, guint width)
{
  g_autofree char *name = NULL;

  if (hash == NULL || strlen (hash) != 64 || strspn (hash, "0123456789abcdef") != 64)
    return NULL;
  name = g_strdup_printf ("%.2s%c%s-%u.jpg", hash, G_DIR_SEPARATOR, hash, width);
  return g_build_filename (self->folder, name, NULL);
}

/**
 * hrt_picture_loader_peek:
 * @width: pixels: 160, 320, 640 or 1280
 *
 * Returns: (transfer none) (nullable): the picture when it is at hand without reading a file
 */
GdkTexture *
hrt_picture_loader_peek (HrtPictureLoader *self, const char *hash, guint width)
{
  g_autofree char *path = dup_path (self, hash, width);

  return path != NULL ? g_hash_table_lookup (self->textures, path) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = gdk_texture_new_from_filename (task_data, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * hrt_picture_loader_load_async:
 * @hash: SHA-256 of the picture, 64 hexadecimal digits
 * @width: pixels: 160, 320, 640 or 1280
 *
 * Errors: `G_IO_ERROR_NOT_FOUND` and others of the decoder.
 */
void
hrt_picture_loader_load_async (HrtPictureLoader *self,
                               const char *hash,
                               guint width,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = dup_path (self, hash, width);

  g_task_set_source_tag (task, hrt_picture_loader_load_async);
  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no picture");
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

GdkTexture *
hrt_picture_loader_load_finish (HrtPictureLoader *self, GAsyncResult *result, GError **error)
{
  GdkTexture *texture;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture == NULL)
    return NULL;
  if (g_hash_table_size (self->textures) >= MAX_KEPT)
    g_hash_table_remove_all (self->textures);
  g_hash_table_insert (self->textures, g_strdup (g_task_get_task_data (G_TASK (result))),
                       g_object_ref (texture));
  return texture;
}
