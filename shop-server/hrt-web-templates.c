/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebTemplates: compiles every template of a folder in every language at start, so that a
 * mistake never meets a visitor.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-template.h"

#include <string.h>

struct _HrtWebTemplates
{
  GTimeZone *zone;
  GPtrArray *catalogs; /* (element-type HrtWebCatalog), one per language */
  GHashTable *sources; /* (element-type utf8 utf8) name -> text */
  GHashTable *pages;   /* (element-type utf8 HrtWebTemplate) "language/name" */
};

/**
 * hrt_web_templates_new:
 * @zone: the shop's time zone
 *
 * Add the languages, then load.
 *
 * Returns: (transfer full): no templates yet
 */
HrtWebTemplates *
hrt_web_templates_new (GTimeZone *zone)
{
  HrtWebTemplates *self = g_new0 (HrtWebTemplates, 1);

  self->zone = g_time_zone_ref (zone);
  self->catalogs = g_ptr_array_new_with_free_func ((GDestroyNotify) hrt_web_catalog_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) hrt_web_template_free);
  return self;
}

/**
 * hrt_web_templates_free:
 * @self: (transfer full) (nullable): the templates
 */
void
hrt_web_templates_free (HrtWebTemplates *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->catalogs);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * hrt_web_templates_add_language:
 * @self: the templates
 * @catalog: (transfer full): its texts
 */
void
hrt_web_templates_add_language (HrtWebTemplates *self, HrtWebCatalog *catalog)
{
  g_ptr_array_add (self->catalogs, catalog);
}

static char *
load_source (const char *name, gpointer user_data)
{
  HrtWebTemplates *self = user_data;

  return g_strdup (g_hash_table_lookup (self->sources, name));
}

/* "home.html" is the template "home"; other files in the folder are not templates. */
static void
add_source (HrtWebTemplates *self, const char *prefix, const char *file, char *text)
{
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".html"));

  g_hash_table_replace (self->sources, g_strconcat (prefix, stem, NULL), text);
}

/* Partials are compiled where they are used: alone they may lack the tags around them. */
static gboolean
compile_all (HrtWebTemplates *self, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_str_has_prefix (key, "partials/"))
        continue;
      for (guint i = 0; i < self->catalogs->len; i++)
        {
          const HrtWebCatalog *catalog = g_ptr_array_index (self->catalogs, i);
          HrtWebTemplate *page =
              hrt_web_template_compile (key, load_source, self, catalog, self->zone, error);

          if (page == NULL)
            return FALSE;
          g_hash_table_replace (self->pages,
                                g_strdup_printf ("%s/%s", hrt_web_catalog_get_language (catalog),
                                                 (char *) key),
                                page);
        }
    }
  return TRUE;
}

/**
 * hrt_web_templates_set_zone:
 * @self: the templates, loaded
 * @zone: the shop's time zone from now on
 * @error: place for an error
 *
 * Compiles every page anew; a page under way is rendered in one go and does not notice.
 *
 * Errors: %HRT_WEB_TEMPLATE_ERROR.
 *
 * Returns: %TRUE if the pages are ready
 */
gboolean
hrt_web_templates_set_zone (HrtWebTemplates *self, GTimeZone *zone, GError **error)
{
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  return compile_all (self, error);
}

static gboolean
read_resource (HrtWebTemplates *self, const char *path, const char *prefix, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (path, 0, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", path, names[i]);
      g_autoptr (GBytes) bytes = NULL;
      gsize size;
      const char *data;

      if (!g_str_has_suffix (names[i], ".html"))
        continue;
      bytes = g_resources_lookup_data (full, 0, error);
      if (bytes == NULL)
        return FALSE;
      data = g_bytes_get_data (bytes, &size);
      add_source (self, prefix, names[i], g_strndup (data != NULL ? data : "", size));
    }
  return TRUE;
}

/**
 * hrt_web_templates_load_resource:
 * @self: the templates, with their languages
 * @resource_path: of a folder of pages with a folder "partials" in it
 * @error: place for an error
 *
 * Errors: %HRT_WEB_TEMPLATE_ERROR with file and line in the message; %G_RESOURCE_ERROR.
 *
 * Returns: %TRUE if every template compiled in every language
 */
gboolean
hrt_web_templates_load_resource (HrtWebTemplates *self, const char *resource_path, GError **error)
{
  g_autofree char *partials = g_strconcat (resource_path, "/partials", NULL);
  g_auto (GStrv) names = g_resources_enumerate_children (partials, 0, NULL);

  if (!read_resource (self, resource_path, "", error))
    return FALSE;
  if (names != NULL && !read_resource (self, partials, "partials/", error))
    return FALSE;
  return compile_all (self, error);
}

static gboolean
read_directory (HrtWebTemplates *self, const char *path, const char *prefix, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);
      char *text = NULL;

      if (!g_str_has_suffix (name, ".html"))
        continue;
      if (!g_file_get_contents (full, &text, NULL, error))
        return FALSE;
      add_source (self, prefix, name, text);
    }
  return TRUE;
}

/**
 * hrt_web_templates_load_directory:
 * @self: the templates, with their languages
 * @directory: of pages, with a folder "partials" in it
 * @error: place for an error
 *
 * For development: the same as hrt_web_templates_load_resource() from files.
 *
 * Errors: %HRT_WEB_TEMPLATE_ERROR with file and line in the message; %G_FILE_ERROR.
 *
 * Returns: %TRUE if every template compiled in every language
 */
gboolean
hrt_web_templates_load_directory (HrtWebTemplates *self, const char *directory, GError **error)
{
  g_autofree char *partials = g_build_filename (directory, "partials", NULL);

  if (!read_directory (self, directory, "", error))
    return FALSE;
  if (g_file_test (partials, G_FILE_TEST_IS_DIR) &&
      !read_directory (self, partials, "partials/", error))
    return FALSE;
  return compile_all (self, error);
}

/**
 * hrt_web_templates_get:
 * @self: the templates
 * @name: "home"
 * @language: one that was added
 *
 * Returns: (transfer none): the page; asking for one that does not exist is a programming error
 */
HrtWebTemplate *
hrt_web_templates_get (HrtWebTemplates *self, const char *name, const char *language)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", language, name);
  HrtWebTemplate *page = g_hash_table_lookup (self->pages, key);

  if (page == NULL)
    g_critical ("there is no template “%s” in the language “%s”", name, language);
  return page;
}
