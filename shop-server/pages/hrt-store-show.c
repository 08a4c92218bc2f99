/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Products: cards, variants, pictures, specification.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-show.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Few enough to say how many, whatever the shop calls low. */
#define FEW_PIECES 3

static void
show_image (HrtWebData *data, const char *hash)
{
  if (hash != NULL && *hash != '\0')
    hrt_web_data_text (hrt_web_data_object (data, "image"), "hash", hash);
}

/**
 * hrt_store_show_stock:
 * @data: of a product or variant
 * @available: pieces a customer may still buy
 * @low_stock: at or below it stock is called low
 *
 * Stock in words: sold out, only a few left, in stock.
 */
void
hrt_store_show_stock (HrtWebData *data, gint64 available, gint64 low_stock)
{
  HrtWebData *stock = hrt_web_data_object (data, "stock");

  hrt_web_data_int64 (stock, "left", available);
  if (available <= 0)
    hrt_web_data_bool (stock, "out", TRUE);
  else if (available <= MIN (low_stock, FEW_PIECES) || available == 1)
    hrt_web_data_bool (stock, "few", TRUE);
  else
    hrt_web_data_bool (stock, "plenty", TRUE);
}

/* From the database, and goes into an attribute that paints: nothing but #rrggbb. */
static gboolean
is_colour (const char *colour)
{
  return colour != NULL && strlen (colour) == 7 && colour[0] == '#' &&
         strspn (colour + 1, "0123456789abcdefABCDEF") == 6;
}

static void
show_card (HrtWebData *card, HrtProduct *product)
{
  hrt_web_data_int64 (card, "id", product->id);
  hrt_web_data_text (card, "slug", product->slug);
  hrt_web_data_text (card, "name", product->name);
  hrt_web_data_text (card, "brand", product->brand);
  hrt_web_data_int64 (card, "price", product->price);
  hrt_web_data_bool (card, "price_varies", product->price_to > product->price);
  hrt_web_data_int64 (card, "compare_at",
                      product->compare_at_price > product->price ? product->compare_at_price : 0);
  show_image (card, product->image_hash);
  hrt_store_show_stock (card, product->available, product->low_stock);
  if (product->n_variants > 1)
    hrt_web_data_int64 (card, "choices", product->n_variants);
}

/**
 * hrt_store_show_cards:
 * @page: the page
 * @name: of the list in the template, a literal
 * @products: (element-type HrtProduct): list rows
 * @limit: how many at most
 *
 * Shows products as cards; the page is thrown away when one of them changes.
 */
void
hrt_store_show_cards (HrtStorePage *page, const char *name, GPtrArray *products, guint limit)
{
  HrtWebData *list = hrt_web_data_list (page->data, name);

  for (guint i = 0; i < products->len && i < limit; i++)
    show_card (hrt_web_data_list_append (list), g_ptr_array_index (products, i));
  hrt_store_page_add_tag (page, "list", 0);
}

static void
show_variants (HrtStorePage *page, HrtProduct *product)
{
  HrtWebData *list = hrt_web_data_list (page->data, "variants");
  gboolean is_chosen = FALSE;

  for (guint i = 0; i < product->variants->len; i++)
    {
      const HrtVariant *variant = g_ptr_array_index (product->variants, i);
      HrtWebData *item;

      if (!variant->active)
        continue;
      item = hrt_web_data_list_append (list);
      hrt_web_data_int64 (item, "id", variant->id);
      hrt_web_data_text (item, "name", variant->name);
      if (is_colour (variant->colour))
        hrt_web_data_text (item, "colour", variant->colour);
      hrt_web_data_int64 (item, "price", variant->price);
      hrt_web_data_text (item, "hash", variant->image_hash);
      hrt_store_show_stock (item, variant->available, variant->low_stock);
      hrt_web_data_bool (item, "selected", !is_chosen && variant->available > 0);
      is_chosen = is_chosen || variant->available > 0;
      hrt_store_page_add_tag (page, "variant", variant->id);
    }
}

static const char *
find_alt (HrtProduct *product, const HrtImage *image, char **made)
{
  if (image->alt != NULL && *image->alt != '\0')
    return image->alt;
  for (guint i = 0; product->variants != NULL && i < product->variants->len; i++)
    {
      const HrtVariant *variant = g_ptr_array_index (product->variants, i);

      if (variant->id == image->variant_id && variant->name != NULL && *variant->name != '\0')
        return *made = g_strdup_printf ("%s, %s", product->name, variant->name);
    }
  return product->name;
}

static void
show_images (HrtStorePage *page, HrtProduct *product)
{
  HrtWebData *list = hrt_web_data_list (page->data, "images");
  guint n_images = product->images != NULL ? product->images->len : 0;

  for (guint i = 0; i < n_images; i++)
    {
      const HrtImage *image = g_ptr_array_index (product->images, i);
      HrtWebData *item = hrt_web_data_list_append (list);
      g_autofree char *made = NULL;

      hrt_web_data_int64 (item, "number", i + 1);
      hrt_web_data_text (item, "hash", image->hash);
      hrt_web_data_text (item, "alt", find_alt (product, image, &made));
      hrt_web_data_bool (item, "is_late", i > 0);
    }
  hrt_web_data_bool (page->data, "has_thumbs", n_images > 1);
}

static const char *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
show_specification (HrtStorePage *page, HrtProduct *product)
{
  g_autoptr (JsonNode) root =
      product->specification != NULL ? json_from_string (product->specification, NULL) : NULL;
  HrtWebData *list = hrt_web_data_list (page->data, "specification");
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return;
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      HrtWebData *item;
      JsonObject *row;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      row = json_node_get_object (node);
      item = hrt_web_data_list_append (list);
      hrt_web_data_text (item, "name",
                         hrt_store_page_choose (page, get_member (row, "id"),
                                                get_member (row, "en")));
      hrt_web_data_text (item, "value",
                         hrt_store_page_choose (page, get_member (row, "value"),
                                                get_member (row, "value_en")));
    }
  hrt_web_data_bool (page->data, "has_specification", json_array_get_length (array) > 0);
}

/* The first words, for search engines. */
static char *
dup_summary (const char *description)
{
  glong length = g_utf8_strlen (description, -1);
  g_autofree char *start = g_utf8_substring (description, 0, MIN (length, 155));

  g_strdelimit (start, "\n\t", ' ');
  return length > 155 ? g_strconcat (start, "…", NULL) : g_steal_pointer (&start);
}

static void
show_texts (HrtStorePage *page, HrtWebData *data, HrtProduct *product)
{
  const char *description =
      hrt_store_page_choose (page, product->description_id, product->description_en);
  g_autofree char *summary = dup_summary (description);

  hrt_web_data_text (data, "name", product->name);
  hrt_web_data_text (data, "description", description);
  hrt_web_data_text (data, "summary", *summary != '\0' ? summary : product->name);
  hrt_web_data_text (data, "category",
                     hrt_store_page_choose (page, product->category_name_id,
                                            product->category_name_en));
  hrt_web_data_text (data, "category_slug", product->category_slug);
}

static void
show_brand (HrtStorePage *page, HrtWebData *data, HrtProduct *product)
{
  hrt_web_data_text (data, "brand", product->brand);
  for (guint i = 0; i < page->store->brands->len; i++)
    {
      const HrtBrand *brand = g_ptr_array_index (page->store->brands, i);

      if (brand->id == product->brand_id)
        hrt_web_data_text (data, "brand_slug", brand->slug);
    }
}

/**
 * hrt_store_show_product:
 * @page: the page of a product
 * @product: it, with variants and images
 *
 * Shows everything about one product; the page is thrown away when it or the stock of a variant
 * changes.
 */
void
hrt_store_show_product (HrtStorePage *page, HrtProduct *product)
{
  HrtWebData *data = hrt_web_data_object (page->data, "product");

  hrt_web_data_int64 (data, "id", product->id);
  hrt_web_data_int64 (data, "price", product->price);
  hrt_web_data_bool (data, "price_varies", product->price_to > product->price);
  hrt_web_data_int64 (data, "compare_at",
                      product->compare_at_price > product->price ? product->compare_at_price : 0);
  hrt_web_data_int64 (data, "variant_id", product->variant_id);
  hrt_web_data_text (data, "availability",
                     product->available > 0 ? "https://schema.org/InStock"
                                            : "https://schema.org/OutOfStock");
  hrt_store_show_stock (data, product->available, product->low_stock);
  show_texts (page, data, product);
  show_brand (page, data, product);
  hrt_web_data_bool (page->data, "can_buy", product->available > 0);
  hrt_web_data_bool (page->data, "has_choice",
                     product->variants != NULL && product->n_variants > 1);
  if (product->variants != NULL)
    show_variants (page, product);
  show_images (page, product);
  show_specification (page, product);
  hrt_store_page_add_tag (page, "product", product->id);
}
