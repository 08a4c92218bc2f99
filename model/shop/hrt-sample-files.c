/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The sample shop's files. Its pictures were rendered when the program was built; a shop gets
 * copies of them, or sizes made from them.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-sample-files.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hrt-sample-picture-private.h"
#include "hrt-sample.h"
#include "model/base/hrt-executable.h"
#include "model/catalog/hrt-image-store.h"

#define HASH_LENGTH 64

typedef struct
{
  HrtImageStore *from; /* (owned) */
  HrtImageStore *to;   /* (owned) */
  GHashTable *hashes;  /* (owned) (element-type utf8) */
  int is_failed;       /* (atomic) */
  GError *error;       /* (owned) (nullable) */
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->from);
  g_object_unref (copy->to);
  g_hash_table_unref (copy->hashes);
  g_clear_error (&copy->error);
  g_free (copy);
}

/* The names of all pictures in sample.json, which our own tool writes: no parser is needed to find
 * them. */
static GHashTable *
find_hashes (const char *sample)
{
  static const char key[] = "\"picture\": \"";
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *at = sample;

  while ((at = strstr (at, key)) != NULL)
    {
      at += strlen (key);
      if (strspn (at, "0123456789abcdef") == HASH_LENGTH)
        g_hash_table_add (hashes, g_strndup (at, HASH_LENGTH));
    }
  return hashes;
}

static gboolean
copy_file (HrtImageStore *from,
           HrtImageStore *to,
           const char *hash,
           int width,
           const char *extension,
           GError **error)
{
  g_autofree char *source = hrt_image_store_dup_path (from, hash, width, extension);
  g_autofree char *target = hrt_image_store_dup_path (to, hash, width, extension);
  g_autofree char *aside = g_strconcat (target, ".new", NULL);
  g_autofree char *target_folder = g_path_get_dirname (target);
  g_autoptr (GFile) source_file = g_file_new_for_path (source);
  g_autoptr (GFile) aside_file = g_file_new_for_path (aside);
  g_autoptr (GFile) target_file = g_file_new_for_path (target);

  if (g_file_test (target, G_FILE_TEST_EXISTS))
    return TRUE;
  g_mkdir_with_parents (target_folder, 0755);
  /* Not synced one by one: three thousand files that can be made again from the program. */
  return g_file_copy (source_file, aside_file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error) &&
         g_file_move (aside_file, target_file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

/* A package has one size of each picture; a build folder has all. */
static gboolean
is_complete (HrtImageStore *from, const char *hash)
{
  int largest = hrt_image_widths[G_N_ELEMENTS (hrt_image_widths) - 1];
  g_autofree char *path = hrt_image_store_dup_path (from, hash, largest, "webp");

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
copy_picture (HrtImageStore *from, HrtImageStore *to, const char *hash, GError **error)
{
  if (!is_complete (from, hash))
    return _hrt_sample_picture_make_sizes (from, to, hash, error);
  for (gsize i = 0; i < G_N_ELEMENTS (hrt_image_widths); i++)
    if (!copy_file (from, to, hash, hrt_image_widths[i], "webp", error) ||
        !copy_file (from, to, hash, hrt_image_widths[i], "jpg", error))
      return FALSE;
  return TRUE;
}

static void
copy_one (gpointer data, gpointer user_data)
{
  GTask *task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_atomic_int_get (&copy->is_failed) ||
      g_cancellable_is_cancelled (g_task_get_cancellable (task)) ||
      copy_picture (copy->from, copy->to, data, &error))
    return;
  /* The first error is told; the others are most likely the same one. */
  if (g_atomic_int_compare_and_exchange (&copy->is_failed, FALSE, TRUE))
    copy->error = error;
  else
    g_error_free (error);
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Copy *copy = task_data;
  GThreadPool *workers =
      g_thread_pool_new (copy_one, task, (int) g_get_num_processors (), FALSE, NULL);
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, copy->hashes);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_thread_pool_push (workers, hash, NULL);
  g_thread_pool_free (workers, FALSE, TRUE);
  if (copy->is_failed)
    {
      g_prefix_error (&copy->error, "copying the sample's pictures: ");
      g_task_return_error (task, g_steal_pointer (&copy->error));
    }
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/**
 * hrt_sample_files_copy_async:
 * @folder: (type filename): where sample.json and images/ are
 * @sample: the content of sample.json
 * @data_dir: (type filename): the shop's data folder
 * @cancellable: (nullable): stops between two pictures
 *
 * Copies the pictures that @sample names, leaving alone those that are there.
 */
void
hrt_sample_files_copy_async (const char *folder,
                             const char *sample,
                             const char *data_dir,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *from_folder = g_build_filename (folder, "images", NULL);
  g_autofree char *to_folder = g_build_filename (data_dir, "images", NULL);
  Copy *copy = g_new0 (Copy, 1);

  g_return_if_fail (folder != NULL && sample != NULL && data_dir != NULL);

  copy->from = hrt_image_store_new (from_folder);
  copy->to = hrt_image_store_new (to_folder);
  copy->hashes = find_hashes (sample);
  g_task_set_source_tag (task, hrt_sample_files_copy_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  g_task_run_in_thread (task, copy_in_thread);
}

/**
 * hrt_sample_files_copy_finish:
 *
 * Errors: G_IO_ERROR when a picture is missing or the disk says no.
 *
 * Returns: whether every picture is there
 */
gboolean
hrt_sample_files_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
has_sample (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sample.json", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * hrt_sample_find_folder:
 *
 * Looks for the sample's files: where HRT_SAMPLE_DIR says, in a build folder around this program,
 * in the share folder beside it.
 *
 * Returns: (transfer full) (nullable) (type filename): the folder that holds sample.json
 */
char *
hrt_sample_find_folder (void)
{
  const char *given = g_getenv ("HRT_SAMPLE_DIR");
  const char *places[][4] = { { "tools", "sample", NULL },
                              { "share", "hurtrock", "sample", NULL } };
  g_autofree char *folder = hrt_executable_dup_dir ();

  if (given != NULL)
    return has_sample (given) ? g_strdup (given) : NULL;
  for (int up = 0; up < 5; up++)
    {
      char *parent;

      for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
        {
          g_autofree char *path =
              g_build_filename (folder, places[i][0], places[i][1], places[i][2], NULL);

          if (has_sample (path))
            return g_steal_pointer (&path);
        }
      parent = g_path_get_dirname (folder);
      g_free (folder);
      folder = parent;
    }
  return NULL;
}
