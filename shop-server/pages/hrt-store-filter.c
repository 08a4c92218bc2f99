/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreFilter: from a query to a question for the catalogue, and back to links.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-filter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/base/hrt-money.h"

#define MAX_PAGE 100000

typedef struct
{
  const char *value;
  const char *name;
  HrtProductSort sort;
} Sort;

static const Sort sorts[] = {
  { "", N_ ("Our pick"), HRT_PRODUCT_SORT_FEATURED },
  { "price", N_ ("Lowest price"), HRT_PRODUCT_SORT_PRICE_UP },
  { "price-down", N_ ("Highest price"), HRT_PRODUCT_SORT_PRICE_DOWN },
  { "newest", N_ ("Newest"), HRT_PRODUCT_SORT_NEWEST },
  { "name", N_ ("Name"), HRT_PRODUCT_SORT_NAME },
};

static char *
dup_param (const HrtWebParams *query, const char *name)
{
  const char *value = hrt_web_params_get (query, name);

  return g_strdup (value != NULL && strlen (value) <= 200 ? value : "");
}

/**
 * hrt_store_filter_new:
 * @query: of /products
 *
 * Returns: (transfer full): the filter; what cannot be understood is left out
 */
HrtStoreFilter *
hrt_store_filter_new (const HrtWebParams *query)
{
  HrtStoreFilter *self = g_new0 (HrtStoreFilter, 1);
  const char *sort = hrt_web_params_get (query, "sort");

  self->category = dup_param (query, "category");
  self->brand = dup_param (query, "brand");
  self->text = dup_param (query, "q");
  self->min = dup_param (query, "min");
  self->max = dup_param (query, "max");
  self->in_stock = g_strcmp0 (hrt_web_params_get (query, "stock"), "1") == 0;
  self->sort = "";
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_strcmp0 (sort, sorts[i].value) == 0)
      self->sort = sorts[i].value;
  if (!hrt_web_params_get_int64 (query, "page", 1, MAX_PAGE, &self->page))
    self->page = 1;
  return self;
}

void
hrt_store_filter_free (HrtStoreFilter *self)
{
  g_free (self->category);
  g_free (self->brand);
  g_free (self->text);
  g_free (self->min);
  g_free (self->max);
  g_free (self);
}

static gint64
parse_price (HrtStorePage *page, const char *field, const char *text)
{
  gint64 rupiah = 0;

  if (*text == '\0')
    return 0;
  if (hrt_rupiah_parse (text, &rupiah, NULL) && rupiah >= 0)
    return rupiah;
  hrt_store_page_add_error (page, field, N_ ("Write a price like 1.500.000"));
  return 0;
}

/**
 * hrt_store_filter_make_query:
 * @self: the filter
 * @page: gets errors beside fields that cannot be read
 * @page_size: products on a page
 *
 * Returns: (transfer full) (nullable): the question; %NULL if a shelf or maker is named that does
 * not exist
 */
HrtProductQuery *
hrt_store_filter_make_query (HrtStoreFilter *self, HrtStorePage *page, guint page_size)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();
  const HrtCategory *category = hrt_store_find_category (page->store, self->category);
  const HrtBrand *brand = hrt_store_find_brand (page->store, self->brand);

  if ((*self->category != '\0' && category == NULL) || (*self->brand != '\0' && brand == NULL))
    return NULL;
  query->category_id = category != NULL ? category->id : 0;
  if (brand != NULL)
    hrt_product_query_add_brand (query, brand->id);
  if (*self->text != '\0')
    hrt_product_query_set_text (query, self->text);
  query->price_min = parse_price (page, "min", self->min);
  query->price_max = parse_price (page, "max", self->max);
  if (query->price_max > 0 && query->price_min > query->price_max)
    hrt_store_page_add_error (page, "max", N_ ("The higher price goes here"));
  if (hrt_store_page_has_errors (page))
    query->price_min = query->price_max = 0;
  query->in_stock = self->in_stock;
  query->with_facets = TRUE;
  query->limit = page_size;
  query->offset = (guint) (self->page - 1) * page_size;
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].value == self->sort)
      query->sort = sorts[i].sort;
  return g_steal_pointer (&query);
}

static void
append_param (GString *url, const char *name, const char *value, const char *left_out)
{
  if (*value == '\0' || g_strcmp0 (name, left_out) == 0)
    return;
  g_string_append_printf (url, "%c%s=", strchr (url->str, '?') != NULL ? '&' : '?', name);
  hrt_web_percent_encode (url, value);
}

/**
 * hrt_store_filter_dup_url:
 * @self: the filter
 * @left_out: (nullable): a field that the link does without; "price" for both ends
 * @number: page; 1 is not said
 *
 * Returns: (transfer full): a path with query
 */
char *
hrt_store_filter_dup_url (const HrtStoreFilter *self, const char *left_out, gint64 number)
{
  GString *url = g_string_new ("/products");
  gboolean without_price = g_strcmp0 (left_out, "price") == 0;

  append_param (url, "category", self->category, left_out);
  append_param (url, "brand", self->brand, left_out);
  append_param (url, "q", self->text, left_out);
  append_param (url, "min", without_price ? "" : self->min, left_out);
  append_param (url, "max", without_price ? "" : self->max, left_out);
  append_param (url, "stock", self->in_stock ? "1" : "", left_out);
  append_param (url, "sort", self->sort, left_out);
  if (number > 1)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

      append_param (url, "page", text, NULL);
    }
  return g_string_free (url, FALSE);
}

static void
add_chip (HrtStoreFilter *self, HrtWebData *chips, const char *field, const char *text)
{
  g_autofree char *url = hrt_store_filter_dup_url (self, field, 1);
  HrtWebData *chip = hrt_web_data_list_append (chips);

  hrt_web_data_text (chip, "name", text);
  hrt_web_data_text (chip, "url", url);
}

static void
show_chips (HrtStoreFilter *self, HrtStorePage *page)
{
  HrtWebData *chips = hrt_web_data_list (page->data, "chips");
  const HrtBrand *brand = hrt_store_find_brand (page->store, self->brand);
  gboolean has_price =
      (*self->min != '\0' || *self->max != '\0') && !hrt_store_page_has_errors (page);

  if (*self->text != '\0')
    add_chip (self, chips, "q", self->text);
  if (brand != NULL)
    add_chip (self, chips, "brand", brand->name);
  if (has_price)
    {
      g_autofree char *text = g_strdup_printf ("Rp %s – %s", *self->min != '\0' ? self->min : "0",
                                               *self->max != '\0' ? self->max : "…");

      add_chip (self, chips, "price", text);
    }
  if (self->in_stock)
    add_chip (self, chips, "stock", hrt_store_page_translate (page, N_ ("In stock")));
  hrt_web_data_bool (page->data, "chips_any",
                     *self->text != '\0' || brand != NULL || has_price || self->in_stock);
}

/**
 * hrt_store_filter_show:
 * @self: the filter
 * @page: the catalogue
 *
 * Puts the fields back as they were typed, and a link to take each away.
 */
void
hrt_store_filter_show (HrtStoreFilter *self, HrtStorePage *page)
{
  HrtWebData *filter = hrt_web_data_object (page->data, "filter");
  HrtWebData *list = hrt_web_data_list (page->data, "sorts");

  hrt_web_data_text (filter, "category", self->category);
  hrt_web_data_text (filter, "q", self->text);
  hrt_web_data_text (filter, "min", self->min);
  hrt_web_data_text (filter, "max", self->max);
  hrt_web_data_bool (filter, "stock", self->in_stock);
  hrt_web_data_bool (page->data, "filter_open", hrt_store_page_has_errors (page));
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_text (item, "value", sorts[i].value);
      hrt_web_data_text (item, "name", hrt_store_page_translate (page, sorts[i].name));
      hrt_web_data_bool (item, "current", sorts[i].value == self->sort);
    }
  show_chips (self, page);
}

static void
add_page_link (HrtStoreFilter *self, HrtWebData *links, gint64 number)
{
  g_autofree char *url = hrt_store_filter_dup_url (self, NULL, number);
  HrtWebData *link = hrt_web_data_list_append (links);

  hrt_web_data_int64 (link, "number", number);
  hrt_web_data_text (link, "url", url);
  hrt_web_data_bool (link, "current", number == self->page);
}

/**
 * hrt_store_filter_show_pages:
 * @self: the filter
 * @page: the catalogue
 * @n_pages: how many pages match
 *
 * Links to the first and last page and those around this one.
 */
void
hrt_store_filter_show_pages (HrtStoreFilter *self, HrtStorePage *page, gint64 n_pages)
{
  HrtWebData *links = hrt_web_data_list (page->data, "page_links");
  g_autofree char *previous = hrt_store_filter_dup_url (self, NULL, self->page - 1);
  g_autofree char *next = hrt_store_filter_dup_url (self, NULL, self->page + 1);
  gint64 first = MAX (1, self->page - 1), last = MIN (n_pages, self->page + 1);

  hrt_web_data_int64 (page->data, "page", self->page);
  hrt_web_data_int64 (page->data, "pages", n_pages);
  hrt_web_data_bool (page->data, "more_pages", n_pages > 1);
  if (self->page > 1)
    hrt_web_data_text (page->data, "previous_url", previous);
  if (self->page < n_pages)
    hrt_web_data_text (page->data, "next_url", next);
  if (first > 1)
    add_page_link (self, links, 1);
  if (first > 2)
    hrt_web_data_bool (hrt_web_data_list_append (links), "gap", TRUE);
  for (gint64 i = first; i <= last; i++)
    add_page_link (self, links, i);
  if (last < n_pages - 1)
    hrt_web_data_bool (hrt_web_data_list_append (links), "gap", TRUE);
  if (last < n_pages)
    add_page_link (self, links, n_pages);
}
