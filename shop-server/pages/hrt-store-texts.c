/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Pages that ask no service, and what machines ask for: health, robots, sitemap.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <string.h>

#include "hrt-store-handlers.h"
#include "hrt-store-page.h"

#define KEEP_SECS    3600
#define SITEMAP_PAGE 1000
#define SITEMAP_MAX  50000 /* the format's own limit */

/**
 * hrt_store_texts_show:
 * @request: GET /store-info, /privacy or /terms: the path names the template
 * @user_data: the store
 */
void
hrt_store_texts_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, store);

  hrt_web_data_int64 (page->data, "transfer_hours", store->profile->transfer_hold_hours);
  hrt_web_data_int64 (page->data, "pickup_hours", store->profile->pickup_hold_hours);
  hrt_store_page_keep (page, KEEP_SECS);
  hrt_store_page_send (page, hrt_web_request_get_route (request) + 1, 200);
}

static void
on_pulse_felt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebRequest) request = user_data;
  gboolean is_well = hrt_pulse_feel_finish (HRT_PULSE (source), result);

  hrt_web_request_respond (request, hrt_web_response_new_text (is_well ? 200 : 503,
                                                               is_well ? "ok\n" : "no database\n"));
}

/**
 * hrt_store_texts_check_health:
 * @request: GET /healthz: 200 while the database answers, else 503
 * @user_data: the store
 */
void
hrt_store_texts_check_health (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;

  hrt_pulse_feel_async (store->pulse, on_pulse_felt, g_object_ref (request));
}

/* Search engines are told the shop's own address, whichever way they came. */
static char *
dup_public_origin (HrtWebRequest *request, HrtStore *store)
{
  const char *known = store->profile->web_address;

  return known != NULL && *known != '\0' ? g_strdup (known) : hrt_web_request_dup_origin (request);
}

/**
 * hrt_store_texts_show_robots:
 * @request: GET /robots.txt
 * @user_data: the store
 */
void
hrt_store_texts_show_robots (HrtWebRequest *request, gpointer user_data)
{
  g_autofree char *origin = dup_public_origin (request, user_data);
  g_autofree char *text =
      g_strdup_printf ("User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /order\n"
                       "Disallow: /login\nDisallow: /register\nDisallow: /search\n"
                       "Sitemap: %s/sitemap.xml\n",
                       origin);

  hrt_web_request_respond (request, hrt_web_response_new_text (200, text));
}

/* A long list, read in pages. */
typedef struct
{
  GString *xml; /* (owned) */
  char *origin; /* (owned) escaped */
  HrtProductQuery *query;
} Sitemap;

static void
sitemap_free (gpointer data)
{
  Sitemap *self = data;

  if (self->xml != NULL)
    g_string_free (self->xml, TRUE);
  g_free (self->origin);
  g_object_unref (self->query);
  g_free (self);
}

static void
send_sitemap (HrtStorePage *page, Sitemap *sitemap)
{
  HrtWebResponse *response = hrt_web_response_new (200);

  g_string_append (sitemap->xml, "</urlset>\n");
  hrt_web_response_set_body (response, "application/xml; charset=utf-8",
                             g_string_free_to_bytes (g_steal_pointer (&sitemap->xml)));
  hrt_web_request_respond (page->request, response);
}

static void on_products_found (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_on (HrtStorePage *page)
{
  Sitemap *sitemap = page->own;

  hrt_catalog_find_products_async (hrt_context_get_catalog (page->store->context), sitemap->query,
                                   hrt_store_page_get_cancellable (page), on_products_found, page);
}

static void
on_products_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  Sitemap *sitemap = page->own;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProductPage) found =
      hrt_catalog_find_products_finish (HRT_CATALOG (source), result, &error);
  HrtProductQuery *query;

  if (found == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  for (guint i = 0; i < found->products->len; i++)
    {
      const HrtProduct *product = g_ptr_array_index (found->products, i);

      g_string_append_printf (sitemap->xml,
                              "<url><loc>%s/product/%" G_GINT64_FORMAT "-%s</loc></url>\n",
                              sitemap->origin, product->id, product->slug);
    }
  if (found->products->len < SITEMAP_PAGE || sitemap->query->offset + SITEMAP_PAGE >= SITEMAP_MAX)
    {
      send_sitemap (page, sitemap);
      return;
    }
  query = hrt_product_query_copy (sitemap->query);
  query->offset += SITEMAP_PAGE;
  g_object_unref (sitemap->query);
  sitemap->query = query;
  read_on (g_steal_pointer (&page));
}

/**
 * hrt_store_texts_show_sitemap:
 * @request: GET /sitemap.xml
 * @user_data: the store
 */
void
hrt_store_texts_show_sitemap (HrtWebRequest *request, gpointer user_data)
{
  HrtStorePage *page = hrt_store_page_new (request, user_data);
  Sitemap *sitemap = g_new0 (Sitemap, 1);
  g_autofree char *origin = dup_public_origin (request, user_data);

  sitemap->origin = g_markup_escape_text (origin, -1);
  sitemap->xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
  g_string_append_printf (sitemap->xml, "<url><loc>%s/</loc></url>\n", sitemap->origin);
  sitemap->query = hrt_product_query_new ();
  sitemap->query->limit = SITEMAP_PAGE;
  sitemap->query->sort = HRT_PRODUCT_SORT_NAME;
  page->own = sitemap;
  page->own_free = sitemap_free;
  read_on (page);
}
