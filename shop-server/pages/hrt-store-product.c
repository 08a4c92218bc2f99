/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The page of one product, at /product/<id>-<slug>.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <string.h>

#include "hrt-store-handlers.h"
#include "hrt-store-show.h"

#define N_RELATED 4
#define KEEP_SECS 600

static char *
make_path (HrtProduct *product)
{
  return g_strdup_printf ("/product/%" G_GINT64_FORMAT "-%s", product->id, product->slug);
}

static void
on_product_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) related = NULL;
  g_autoptr (HrtProduct) product =
      hrt_catalog_load_product_page_finish (HRT_CATALOG (source), result, &related, &error);
  g_autofree char *path = product != NULL ? make_path (product) : NULL;

  if (product == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  if (strcmp (path, hrt_web_request_get_path (page->request)) != 0)
    {
      hrt_web_request_respond (page->request, hrt_web_response_new_redirect (301, path));
      return;
    }
  hrt_store_show_product (page, product);
  hrt_store_show_cards (page, "related", related, N_RELATED);
  hrt_web_data_bool (page->data, "related_any", related->len > 0);
  hrt_web_data_text (page->data, "canonical", path);
  hrt_store_page_keep (page, KEEP_SECS);
  hrt_store_page_send (page, "product", 200);
}

/* "12-yamaha-f310" and "12" are product 12; the rest of the name is for people. */
static gboolean
parse_id (const char *slug, gint64 *id)
{
  gsize n_digits = strspn (slug, "0123456789");
  g_autofree char *digits = g_strndup (slug, n_digits);

  return n_digits > 0 && (slug[n_digits] == '\0' || slug[n_digits] == '-') &&
         g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, id, NULL);
}

/**
 * hrt_store_product_show:
 * @request: GET /product/:slug
 * @user_data: the store
 */
void
hrt_store_product_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;
  gint64 id;

  if (!parse_id (hrt_web_request_get_param (request, "slug"), &id))
    {
      hrt_web_request_respond_error (request, 404);
      return;
    }
  hrt_catalog_load_product_page_async (hrt_context_get_catalog (store->context), id,
                                       hrt_web_request_get_cancellable (request), on_product_loaded,
                                       hrt_store_page_new (request, store));
}
