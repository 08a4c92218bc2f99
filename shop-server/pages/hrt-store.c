/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStore: puts the pages on the server and keeps what they share up to date.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store.h"

#include <string.h>

#include "hrt-store-handlers.h"
#include "hrt-store-live.h"
#include "hrt-store-page.h"
#include "hrt-store-sessions.h"
#include "model/base/hrt-model-error.h"
#include "model/pg/hrt-pg-error.h"
#include "model/shop/hrt-shop.h"

#define RESOURCES "/store/hurtrockmusic/shop/"

/**
 * HrtStore:
 *
 * One per server process, in the main context of that process. Pages keep no copy of anything in
 * here across two requests.
 */
G_DEFINE_FINAL_TYPE (HrtStore, hrt_store, G_TYPE_OBJECT)

static void
hrt_store_finalize (GObject *object)
{
  HrtStore *self = HRT_STORE (object);

  g_clear_object (&self->server);
  g_clear_object (&self->search);
  g_clear_object (&self->pulse);
  g_clear_pointer (&self->templates, hrt_web_templates_free);
  g_clear_pointer (&self->catalogs, g_hash_table_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->brands, g_ptr_array_unref);
  g_clear_object (&self->profile);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hrt_store_parent_class)->finalize (object);
}

static guint refreshed_signal;

static void
hrt_store_class_init (HrtStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_store_finalize;

  /**
   * HrtStore::refreshed:
   *
   * What stands on every page was read, or could not be.
   */
  refreshed_signal = g_signal_new ("refreshed", HRT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hrt_store_init (HrtStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->catalogs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) hrt_web_catalog_free);
  self->categories = g_ptr_array_new_with_free_func (g_object_unref);
  self->brands = g_ptr_array_new_with_free_func (g_object_unref);
  self->profile = hrt_shop_profile_new ();
  hrt_entity_set_text (self->profile, "name", "Hurtrock");
  hrt_entity_set_text (self->profile, "language", "id");
  hrt_entity_set_text (self->profile, "time_zone", "Asia/Jakarta");
}

/**
 * hrt_store_new:
 * @context: the line to the shop
 *
 * Returns: (transfer full): a store without visitors
 */
HrtStore *
hrt_store_new (HrtContext *context)
{
  HrtStore *self = g_object_new (HRT_TYPE_STORE, NULL);

  self->context = g_object_ref (context);
  self->search = hrt_search_new (context);
  self->pulse = hrt_pulse_new (context);
  return self;
}

/* What the database did not give passes; everything else is a mistake of ours. */
static gboolean
is_outage (const GError *error)
{
  return g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_UNAVAILABLE) ||
         g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_BUSY) ||
         hrt_pg_error_is_transient (error);
}

static HrtWebResponse *
make_error_page (HrtWebRequest *request, guint status, gpointer user_data)
{
  return hrt_store_page_new_error (request, status, user_data);
}

static HrtWebCatalog *
load_catalog (const char *language)
{
  g_autofree char *path = g_strdup_printf (RESOURCES "po/%s.mo", language);
  g_autoptr (GBytes) mo = g_resources_lookup_data (path, 0, NULL);
  g_autoptr (GError) error = NULL;
  HrtWebCatalog *catalog;

  if (mo == NULL)
    return hrt_web_catalog_new_empty (language);
  catalog = hrt_web_catalog_new (language, mo, &error);
  if (catalog == NULL)
    {
      g_warning ("texts in %s cannot be read: %s", language, error->message);
      return hrt_web_catalog_new_empty (language);
    }
  return catalog;
}

static GTimeZone *
new_zone (HrtShopProfile *profile)
{
  GTimeZone *zone = g_time_zone_new_identifier (profile->time_zone);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static gboolean
load_templates (HrtStore *self, const char *const *languages, GError **error)
{
  g_autoptr (GTimeZone) zone = new_zone (self->profile);

  self->templates = hrt_web_templates_new (zone);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      HrtWebCatalog *catalog = load_catalog (languages[i]);

      g_hash_table_replace (self->catalogs, g_strdup (languages[i]), load_catalog (languages[i]));
      hrt_web_templates_add_language (self->templates, catalog);
    }
  return hrt_web_templates_load_resource (self->templates, RESOURCES "templates", error);
}

/**
 * hrt_store_open:
 * @self: a store
 * @config: of the server; its first language is the shop's
 * @error: place for an error
 *
 * Makes the server with all pages; the caller lets it listen.
 *
 * Errors: %HRT_WEB_TEMPLATE_ERROR, %G_RESOURCE_ERROR.
 *
 * Returns: %TRUE if the pages are ready
 */
gboolean
hrt_store_open (HrtStore *self, const HrtWebConfig *config, GError **error)
{
  g_autoptr (HrtWebAssets) assets = hrt_web_assets_new ();
  g_autoptr (HrtWebSessionStore) sessions =
      hrt_store_sessions_new (hrt_context_get_people (self->context));
  g_autofree char *images = hrt_context_dup_image_dir (self->context);

  if (!load_templates (self, config->languages, error) ||
      !hrt_web_assets_load_resource (assets, RESOURCES "assets", error))
    return FALSE;
  self->server = hrt_web_server_new (config);
  self->assets = assets;
  hrt_web_server_set_assets (self->server, g_steal_pointer (&assets));
  if (images != NULL)
    hrt_web_server_set_image_directory (self->server, images);
  hrt_web_server_set_session_store (self->server, sessions);
  hrt_web_server_set_outage_test (self->server, is_outage);
  hrt_web_server_set_error_page (self->server, make_error_page, self);
  hrt_store_routes_add (self);
  hrt_store_live_follow (self);
  return TRUE;
}

/**
 * hrt_store_close:
 * @self: a store
 *
 * Takes no more visitors and forgets what is under way.
 */
void
hrt_store_close (HrtStore *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->server != NULL)
    hrt_web_server_stop (self->server);
}

/* Three short reads, one after the other; a change meanwhile makes one more round. */
static void refresh_done (HrtStore *self);

static void
on_brands_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStore) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *brands = hrt_catalog_list_brands_finish (HRT_CATALOG (source), result, &error);

  if (brands != NULL)
    {
      g_ptr_array_unref (self->brands);
      self->brands = brands;
    }
  refresh_done (self);
}

static void
on_categories_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStore) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *categories = hrt_catalog_list_categories_finish (HRT_CATALOG (source), result, &error);

  if (categories == NULL)
    {
      refresh_done (self);
      return;
    }
  g_ptr_array_unref (self->categories);
  self->categories = categories;
  hrt_catalog_list_brands_async (HRT_CATALOG (source), self->cancellable, on_brands_listed,
                                 g_object_ref (self));
}

/* The owner may change the shop's language and time zone while pages are served. */
static void
follow_profile (HrtStore *self, HrtShopProfile *old)
{
  g_autoptr (GTimeZone) zone = new_zone (self->profile);
  g_autoptr (GError) error = NULL;

  if (self->server == NULL || (g_strcmp0 (old->time_zone, self->profile->time_zone) == 0 &&
                               g_strcmp0 (old->language, self->profile->language) == 0))
    return;
  if (g_strcmp0 (old->time_zone, self->profile->time_zone) != 0 &&
      !hrt_web_templates_set_zone (self->templates, zone, &error))
    g_warning ("pages for the new time zone: %s", error->message);
  if (g_strcmp0 (old->language, self->profile->language) != 0)
    hrt_web_server_set_first_language (self->server, self->profile->language);
  hrt_web_page_cache_invalidate_all (hrt_web_server_get_page_cache (self->server));
}

static void
on_profile_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtShopProfile) old = NULL;
  HrtShopProfile *profile = hrt_shop_load_profile_finish (HRT_SHOP (source), result, &error);

  if (profile == NULL)
    {
      g_message ("the shop's profile could not be read: %s", error->message);
      refresh_done (self);
      return;
    }
  old = self->profile;
  self->profile = profile;
  follow_profile (self, old);
  hrt_catalog_list_categories_async (hrt_context_get_catalog (self->context), self->cancellable,
                                     on_categories_listed, g_object_ref (self));
}

static void
refresh_done (HrtStore *self)
{
  gboolean again = self->refresh_again && !g_cancellable_is_cancelled (self->cancellable);

  self->is_refreshing = FALSE;
  self->refresh_again = FALSE;
  if (self->server != NULL)
    hrt_web_page_cache_invalidate (hrt_web_server_get_page_cache (self->server), "frame", 0);
  if (again)
    hrt_store_refresh (self);
  else
    g_signal_emit (self, refreshed_signal, 0);
}

/**
 * hrt_store_refresh:
 * @self: a store
 *
 * Reads again what stands on every page: the shop's profile, its shelves and makers. What cannot be
 * read stays as it was.
 */
void
hrt_store_refresh (HrtStore *self)
{
  if (self->is_refreshing)
    {
      self->refresh_again = TRUE;
      return;
    }
  self->is_refreshing = TRUE;
  hrt_shop_load_profile_async (hrt_context_get_shop (self->context), self->cancellable,
                               on_profile_loaded, g_object_ref (self));
}

/**
 * hrt_store_find_category:
 * @self: a store
 * @slug: (nullable): of a shelf
 *
 * Returns: (transfer none) (nullable): the shelf
 */
HrtCategory *
hrt_store_find_category (HrtStore *self, const char *slug)
{
  for (guint i = 0; slug != NULL && i < self->categories->len; i++)
    {
      HrtCategory *category = g_ptr_array_index (self->categories, i);

      if (strcmp (category->slug, slug) == 0)
        return category;
    }
  return NULL;
}

/**
 * hrt_store_find_brand:
 * @self: a store
 * @slug: (nullable): of a maker
 *
 * Returns: (transfer none) (nullable): the maker
 */
HrtBrand *
hrt_store_find_brand (HrtStore *self, const char *slug)
{
  for (guint i = 0; slug != NULL && i < self->brands->len; i++)
    {
      HrtBrand *brand = g_ptr_array_index (self->brands, i);

      if (strcmp (brand->slug, slug) == 0)
        return brand;
    }
  return NULL;
}

/**
 * hrt_store_translate:
 * @self: a store
 * @language: one of its languages
 * @msgid: a text marked N_()
 *
 * Returns: the text in that language
 */
const char *
hrt_store_translate (HrtStore *self, const char *language, const char *msgid)
{
  const HrtWebCatalog *catalog = g_hash_table_lookup (self->catalogs, language);

  return catalog != NULL ? hrt_web_catalog_translate (catalog, NULL, msgid) : msgid;
}
