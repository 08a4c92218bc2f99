/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebAssets: the name in the URL changes with the content, so browsers keep it for a year and
 * never ask again.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-assets.h"

#include <string.h>

#include "hrt-web-page.h"

struct _HrtWebAssets
{
  GHashTable *urls;  /* (element-type utf8 utf8) "shop.css" -> "/static/shop.1a2b3c4d.css" */
  GHashTable *pages; /* (element-type utf8 HrtWebPage) by URL */
};

/**
 * hrt_web_assets_new:
 *
 * Returns: (transfer full): no assets yet
 */
HrtWebAssets *
hrt_web_assets_new (void)
{
  HrtWebAssets *self = g_new0 (HrtWebAssets, 1);

  self->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pages =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) hrt_web_page_unref);
  return self;
}

void
hrt_web_assets_free (HrtWebAssets *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->urls);
  g_hash_table_unref (self->pages);
  g_free (self);
}

typedef struct
{
  const char *suffix;
  const char *type;
  gboolean compress; /* not what is compressed already */
} Kind;

static const Kind *
find_kind (const char *name)
{
  static const Kind kinds[] = {
    { ".css", "text/css; charset=utf-8", TRUE },
    { ".js", "text/javascript; charset=utf-8", TRUE },
    { ".svg", "image/svg+xml; charset=utf-8", TRUE },
    { ".json", "application/json; charset=utf-8", TRUE },
    { ".webmanifest", "application/manifest+json; charset=utf-8", TRUE },
    { ".txt", "text/plain; charset=utf-8", TRUE },
    { ".ico", "image/x-icon", TRUE },
    { ".woff2", "font/woff2", FALSE },
    { ".png", "image/png", FALSE },
    { ".jpg", "image/jpeg", FALSE },
    { ".webp", "image/webp", FALSE },
    { ".avif", "image/avif", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (name, kinds[i].suffix))
      return &kinds[i];
  return NULL;
}

static char *
make_url (const char *name, GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  const char *dot = strrchr (name, '.');

  return g_strdup_printf ("/static/%.*s.%.12s%s", (int) (dot - name), name, sum, dot);
}

/* Files of a kind we do not know are not served: nothing gets out by lying in the folder. */
static void
add (HrtWebAssets *self, const char *name, GBytes *bytes)
{
  const Kind *kind = find_kind (name);
  HrtWebResponse *response;
  char *url;

  if (kind == NULL)
    return;
  response = hrt_web_response_new (200);
  hrt_web_response_set_body (response, kind->type, g_bytes_ref (bytes));
  hrt_web_response_set_cache (response, HRT_WEB_CACHE_IMMUTABLE);
  url = make_url (name, bytes);
  g_hash_table_replace (self->pages, g_strdup (url),
                        hrt_web_page_new (response, FALSE, kind->compress));
  g_hash_table_replace (self->urls, g_strdup (name), url);
  hrt_web_response_unref (response);
}

static gboolean
add_resources (HrtWebAssets *self, const char *path, const char *prefix, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (path, 0, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", path, names[i]);
      g_autofree char *name = g_strconcat (prefix, names[i], NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_str_has_suffix (names[i], "/"))
        {
          full[strlen (full) - 1] = '\0';
          if (!add_resources (self, full, name, error))
            return FALSE;
          continue;
        }
      bytes = g_resources_lookup_data (full, 0, error);
      if (bytes == NULL)
        return FALSE;
      add (self, name, bytes);
    }
  return TRUE;
}

/**
 * hrt_web_assets_load_resource:
 * @self: the assets
 * @resource_path: of a folder
 * @error: place for an error
 *
 * Takes in every file below the folder whose kind is known.
 *
 * Errors: %G_RESOURCE_ERROR.
 *
 * Returns: %TRUE if all were read
 */
gboolean
hrt_web_assets_load_resource (HrtWebAssets *self, const char *resource_path, GError **error)
{
  return add_resources (self, resource_path, "", error);
}

static gboolean
add_files (HrtWebAssets *self, const char *path, const char *prefix, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *entry;

  if (dir == NULL)
    return FALSE;
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, entry, NULL);
      g_autofree char *name = g_strconcat (prefix, entry, NULL);
      g_autofree char *deeper = g_strconcat (name, "/", NULL);
      g_autoptr (GBytes) bytes = NULL;
      char *content = NULL;
      gsize length = 0;

      if (entry[0] == '.')
        continue;
      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          if (!add_files (self, full, deeper, error))
            return FALSE;
          continue;
        }
      if (!g_file_get_contents (full, &content, &length, error))
        return FALSE;
      bytes = g_bytes_new_take (content, length);
      add (self, name, bytes);
    }
  return TRUE;
}

/**
 * hrt_web_assets_load_directory:
 * @self: the assets
 * @directory: a folder
 * @error: place for an error
 *
 * The same as hrt_web_assets_load_resource() from files.
 *
 * Errors: %G_FILE_ERROR.
 *
 * Returns: %TRUE if all were read
 */
gboolean
hrt_web_assets_load_directory (HrtWebAssets *self, const char *directory, GError **error)
{
  return add_files (self, directory, "", error);
}

/**
 * hrt_web_assets_get_url:
 * @self: the assets
 * @name: "shop.css"
 *
 * Returns: (nullable): where it is, "/static/shop.1a2b3c4d5e6f.css"
 */
const char *
hrt_web_assets_get_url (HrtWebAssets *self, const char *name)
{
  return g_hash_table_lookup (self->urls, name);
}

/**
 * hrt_web_assets_lookup:
 * @self: the assets
 * @path: of a request
 *
 * Returns: (transfer none) (nullable): the answer
 */
HrtWebPage *
hrt_web_assets_lookup (HrtWebAssets *self, const char *path)
{
  return g_hash_table_lookup (self->pages, path);
}
