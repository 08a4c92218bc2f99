/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * /search: a page for who presses Enter, JSON for scripts: whoever accepts text/html gets the page.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <string.h>

#include "hrt-store-handlers.h"
#include "hrt-store-pages.h"
#include "hrt-store-show.h"
#include "model/base/hrt-json-writer.h"

#define N_JSON          10
#define PAGE_SIZE       24
#define MAX_PAGE        100000
#define MIN_CHARS       2
#define MAX_DESCRIPTION 100

/* What was asked for, and how much there is of it. */
typedef struct
{
  char *text;    /* (owned) */
  gint64 number; /* of the page, from 1 */
  gint64 n_total;
  gboolean is_cut; /* there may be more than @n_total */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->text);
  g_free (self);
}

static gboolean
wants_page (HrtWebRequest *request)
{
  const char *accept = hrt_web_request_get_header (request, "Accept");

  return accept != NULL && strstr (accept, "text/html") != NULL;
}

static void
write_description (HrtJsonWriter *json, const char *text)
{
  g_autofree char *start = NULL, *cut = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= MAX_DESCRIPTION)
    {
      hrt_json_writer_text (json, text != NULL ? text : "");
      return;
    }
  start = g_utf8_substring (text, 0, MAX_DESCRIPTION);
  cut = g_strconcat (start, "...", NULL);
  hrt_json_writer_text (json, cut);
}

/* The shape other programs know: {id, name, price (string), image_url, brand, description}. */
static void
write_product (HrtStorePage *page, HrtJsonWriter *json, HrtProduct *product)
{
  g_autofree char *price = g_strdup_printf ("%" G_GINT64_FORMAT ".00", product->price);
  g_autofree char *image = product->image_hash != NULL && *product->image_hash != '\0'
                               ? g_strdup_printf ("/images/%s-160.jpg", product->image_hash)
                               : NULL;

  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, "id");
  hrt_json_writer_int64 (json, product->id);
  hrt_json_writer_name (json, "name");
  hrt_json_writer_text (json, product->name);
  hrt_json_writer_name (json, "price");
  hrt_json_writer_text (json, price);
  hrt_json_writer_name (json, "image_url");
  hrt_json_writer_text (json, image);
  hrt_json_writer_name (json, "brand");
  hrt_json_writer_text (json, product->brand != NULL ? product->brand : "");
  hrt_json_writer_name (json, "description");
  write_description (json, hrt_store_page_choose (page, product->description_id,
                                                  product->description_en));
  hrt_json_writer_end_object (json);
}

static void
send_json (HrtStorePage *page, GPtrArray *products)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_array (json);
  for (guint i = 0; products != NULL && i < products->len && i < N_JSON; i++)
    write_product (page, json, g_ptr_array_index (products, i));
  hrt_json_writer_end_array (json);
  hrt_web_request_respond_json (page->request, 200, hrt_json_writer_steal (json));
}

static char *
dup_page_url (gint64 number, gpointer user_data)
{
  const Search *search = user_data;
  g_autoptr (GString) url = g_string_new ("/search?q=");

  hrt_web_percent_encode (url, search->text);
  if (number > 1)
    g_string_append_printf (url, "&page=%" G_GINT64_FORMAT, number);
  return g_strdup (url->str);
}

/* FALSE when the page asked for lies past the end, and the visitor was sent to the last one. */
static gboolean
show_pages (HrtStorePage *page, Search *search)
{
  gint64 n_pages = (search->n_total + PAGE_SIZE - 1) / PAGE_SIZE;

  if (search->number > MAX (n_pages, 1))
    {
      g_autofree char *last = dup_page_url (MAX (n_pages, 1), search);

      hrt_store_page_redirect (page, last);
      return FALSE;
    }
  hrt_web_data_int64 (page->data, "total", search->n_total);
  hrt_web_data_bool (page->data, "total_is_cut", search->is_cut);
  hrt_store_pages_show (page, search->number, n_pages, dup_page_url, search);
  return TRUE;
}

static void
send_products (HrtStorePage *page, GPtrArray *products)
{
  guint n_products = products != NULL ? products->len : 0;

  if (!wants_page (page->request))
    {
      send_json (page, products);
      return;
    }
  if (!show_pages (page, page->own))
    return;
  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_web_data_bool (page->data, "products_any", n_products > 0);
  hrt_web_data_bool (page->data, "searched", products != NULL);
  hrt_web_data_bool (page->data, "nothing", products != NULL && n_products == 0);
  if (products != NULL)
    hrt_store_show_cards (page, "products", products, PAGE_SIZE);
  hrt_store_page_send (page, "search", 200);
}

static void
on_products_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products =
      hrt_catalog_load_products_finish (HRT_CATALOG (source), result, &error);

  if (products == NULL)
    hrt_store_page_fail (page, error);
  else
    send_products (page, products);
}

static void
on_products_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProductPage) found =
      hrt_catalog_find_products_finish (HRT_CATALOG (source), result, &error);

  if (found == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  ((Search *) page->own)->n_total = found->n_total;
  send_products (page, found->products);
}

/* While the index is still being built the database searches, without forgiving typos. */
static void
ask_database (HrtStorePage *page, const Search *search)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();

  hrt_product_query_set_text (query, search->text);
  query->limit = wants_page (page->request) ? PAGE_SIZE : N_JSON;
  query->offset = (guint) (search->number - 1) * PAGE_SIZE;
  query->sort = HRT_PRODUCT_SORT_FEATURED;
  hrt_catalog_find_products_async (hrt_context_get_catalog (page->store->context), query,
                                   hrt_store_page_get_cancellable (page), on_products_found, page);
}

static void
load (HrtStorePage *page, GArray *ids, gint64 offset, guint limit)
{
  gint64 first = MIN (offset, ids->len);
  guint n = MIN (limit, ids->len - first);

  hrt_catalog_load_products_async (hrt_context_get_catalog (page->store->context),
                                   (const gint64 *) (gpointer) ids->data + first, n,
                                   hrt_store_page_get_cancellable (page), on_products_loaded, page);
}

static void
ask_index (HrtStorePage *page, Search *search)
{
  HrtSearch *index = page->store->search;
  g_autoptr (GArray) ids = NULL;

  if (!wants_page (page->request))
    {
      ids = hrt_search_find_products (index, search->text, N_JSON);
      load (page, ids, 0, N_JSON);
      return;
    }
  ids = hrt_search_list_products (index, search->text, &search->is_cut);
  search->n_total = ids->len;
  load (page, ids, (search->number - 1) * PAGE_SIZE, PAGE_SIZE);
}

/**
 * hrt_store_search_show:
 * @request: GET /search
 * @user_data: the store
 */
void
hrt_store_search_show (HrtWebRequest *request, gpointer user_data)
{
  HrtStore *store = user_data;
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, store);
  const HrtWebParams *query = hrt_web_request_get_query (request);
  const char *typed = hrt_web_params_get (query, "q");
  Search *search = g_new0 (Search, 1);

  search->text = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  if (!wants_page (request) ||
      !hrt_web_params_get_int64 (query, "page", 1, MAX_PAGE, &search->number))
    search->number = 1;
  page->own = search;
  page->own_free = search_free;
  hrt_web_data_text (page->data, "query", search->text);
  if (g_utf8_strlen (search->text, -1) < MIN_CHARS || strlen (search->text) > 400)
    {
      hrt_web_data_bool (page->data, "too_short", *search->text != '\0');
      send_products (page, NULL);
    }
  else if (hrt_search_is_ready (store->search))
    ask_index (g_steal_pointer (&page), search);
  else
    ask_database (g_steal_pointer (&page), search);
}
