/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cart, and what each way of getting it home costs.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <string.h>

#include "hrt-store-show.h"
#include "model/shipping/hrt-shipping-quote.h"

static gboolean
has_problem (const HrtCartLine *line)
{
  return line->problem != NULL && *line->problem != '\0';
}

/* More than one order may hold: the database refuses it in any case. */
static gboolean
is_over_limit (HrtStorePage *page, HrtCart *cart)
{
  gint64 limit = page->store->profile->web_order_pieces; /* 0: the profile could not be read yet */

  return limit > 0 && cart->count > limit;
}

/**
 * hrt_store_show_can_order:
 * @page: a page
 * @cart: the visitor's
 *
 * Returns: %TRUE if nothing about the goods stands in the way of an order
 */
gboolean
hrt_store_show_can_order (HrtStorePage *page, HrtCart *cart)
{
  for (guint i = 0; i < cart->lines->len; i++)
    if (has_problem (g_ptr_array_index (cart->lines, i)))
      return FALSE;
  return cart->lines->len > 0 && !is_over_limit (page, cart);
}

static void
show_line (HrtWebData *data, const HrtCartLine *line, gboolean is_over)
{
  gboolean is_short = has_problem (line);

  hrt_web_data_int64 (data, "variant_id", line->variant_id);
  hrt_web_data_int64 (data, "product_id", line->product_id);
  hrt_web_data_text (data, "slug", line->product_slug);
  hrt_web_data_text (data, "name", line->product_name);
  hrt_web_data_text (data, "variant_name", line->variant_name);
  hrt_web_data_int64 (data, "quantity", line->quantity);
  hrt_web_data_int64 (data, "unit_price", line->unit_price);
  hrt_web_data_int64 (data, "total", line->total);
  hrt_web_data_int64 (data, "available", line->available);
  hrt_web_data_bool (data, "is_short",
                     is_short && line->available > 0 && line->available <= HRT_STORE_TOLD_PIECES);
  hrt_web_data_bool (data, "is_less", is_short && line->available > HRT_STORE_TOLD_PIECES);
  hrt_web_data_bool (data, "is_left_out", is_short); /* of every sum */
  hrt_web_data_bool (data, "is_marked", is_short || is_over);
  hrt_web_data_bool (data, "is_gone", is_short && line->available <= 0);
  if (line->image_hash != NULL && *line->image_hash != '\0')
    hrt_web_data_text (hrt_web_data_object (data, "image"), "hash", line->image_hash);
}

/**
 * hrt_store_show_cart:
 * @page: cart or checkout
 * @cart: (nullable): the visitor's, priced; %NULL for who has none
 *
 * Shows lines and sums, and which lines stand in the way of an order.
 */
void
hrt_store_show_cart (HrtStorePage *page, HrtCart *cart)
{
  gboolean charges_tax = page->store->profile->charges_tax;
  guint n_lines = cart != NULL && cart->lines != NULL ? cart->lines->len : 0, n_problems = 0;
  gboolean is_over = n_lines > 0 && is_over_limit (page, cart);
  HrtWebData *list = hrt_web_data_list (page->data, "lines");
  g_autoptr (GString) packed = g_string_new (NULL);

  hrt_web_data_bool (page->data, "lines_any", n_lines > 0);
  for (guint i = 0; i < n_lines; i++)
    {
      const HrtCartLine *line = g_ptr_array_index (cart->lines, i);

      show_line (hrt_web_data_list_append (list), line, is_over);
      n_problems += has_problem (line);
      g_string_append_printf (packed, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, i > 0 ? "," : "",
                              line->variant_id, line->quantity);
    }
  hrt_web_data_text (page->data, "packed_lines", packed->str);
  hrt_web_data_bool (page->data, "can_order", n_lines > 0 && hrt_store_show_can_order (page, cart));
  hrt_web_data_bool (page->data, "marked_any", n_problems > 0);
  hrt_web_data_bool (page->data, "fix_any", n_problems > 0 || is_over);
  hrt_web_data_bool (page->data, "over_limit", is_over);
  hrt_web_data_int64 (page->data, "limit", page->store->profile->web_order_pieces);
  if (cart == NULL)
    return;
  hrt_web_data_int64 (page->data, "subtotal", cart->subtotal);
  hrt_web_data_int64 (page->data, "tax", cart->tax);
  hrt_web_data_bool (page->data, "tax_inside", charges_tax && cart->tax > 0 && cart->tax_included);
  hrt_web_data_bool (page->data, "tax_on_top", charges_tax && cart->tax > 0 && !cart->tax_included);
}

static char *
dup_days (const HrtShippingQuote *quote)
{
  if (quote->min_days == quote->max_days)
    return g_strdup_printf ("%" G_GINT64_FORMAT, quote->max_days);
  return g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, quote->min_days,
                          quote->max_days);
}

static char *
dup_name (HrtStorePage *page, const HrtShippingQuote *quote)
{
  const char *service = hrt_store_page_choose (page, quote->name, quote->name_en);

  return quote->is_pickup || quote->courier == NULL || *quote->courier == '\0'
             ? g_strdup (service)
             : g_strdup_printf ("%s %s", quote->courier, service);
}

static void
show_quote (HrtStorePage *page,
            HrtWebData *data,
            const HrtShippingQuote *quote,
            gint64 goods,
            gboolean is_chosen)
{
  g_autofree char *days = dup_days (quote);
  g_autofree char *name = dup_name (page, quote);

  hrt_web_data_int64 (data, "id", quote->service_id);
  hrt_web_data_text (data, "name", name);
  hrt_web_data_bool (data, "is_pickup", quote->is_pickup);
  hrt_web_data_int64 (data, "cost", quote->price);
  hrt_web_data_int64 (data, "total", goods + quote->price);
  hrt_web_data_text (data, "days", days);
  hrt_web_data_int64 (data, "max_days", quote->max_days);
  hrt_web_data_bool (data, "selected", is_chosen);
}

/* What is sent is paid before, and without an account there is no way to. */
static gboolean
can_be_had (HrtStorePage *page, const HrtShippingQuote *quote)
{
  return quote->is_pickup || page->store->profile->bank_account[0] != '\0';
}

static const HrtShippingQuote *
find_chosen (HrtStorePage *page, GPtrArray *quotes, gint64 chosen_id)
{
  const HrtShippingQuote *first = NULL;

  for (guint i = 0; i < quotes->len; i++)
    {
      const HrtShippingQuote *quote = g_ptr_array_index (quotes, i);

      if (!can_be_had (page, quote))
        continue;
      if (quote->service_id == chosen_id)
        return quote;
      if (first == NULL)
        first = quote;
    }
  return first;
}

/**
 * hrt_store_show_quotes:
 * @page: cart or checkout
 * @cart: the visitor's, priced without shipping
 * @quotes: (element-type HrtShippingQuote): what each service would cost
 * @chosen_id: the service that is chosen; 0 for the first
 *
 * Shows every service with the whole sum to pay, so that no script is needed to know it.
 */
void
hrt_store_show_quotes (HrtStorePage *page, HrtCart *cart, GPtrArray *quotes, gint64 chosen_id)
{
  HrtWebData *services = hrt_web_data_list (page->data, "services");
  HrtWebData *couriers = hrt_web_data_list (page->data, "couriers");
  const HrtShippingQuote *chosen = find_chosen (page, quotes, chosen_id);
  g_autofree char *name = chosen != NULL ? dup_name (page, chosen) : NULL;
  gboolean has_pickup = FALSE, has_courier = FALSE;

  hrt_web_data_bool (page->data, "takes_transfer", page->store->profile->bank_account[0] != '\0');
  for (guint i = 0; i < quotes->len; i++)
    {
      const HrtShippingQuote *quote = g_ptr_array_index (quotes, i);

      if (!can_be_had (page, quote))
        continue;
      show_quote (page, hrt_web_data_list_append (services), quote, cart->total, quote == chosen);
      if (!quote->is_pickup)
        show_quote (page, hrt_web_data_list_append (couriers), quote, cart->total, FALSE);
      else if (!has_pickup)
        hrt_web_data_int64 (page->data, "pickup_total", cart->total + quote->price);
      has_pickup = has_pickup || quote->is_pickup;
      has_courier = has_courier || !quote->is_pickup;
    }
  hrt_web_data_bool (page->data, "pickup_any", has_pickup);
  hrt_web_data_bool (page->data, "couriers_any", has_courier);
  hrt_web_data_text (page->data, "chosen_name", name);
  hrt_web_data_int64 (page->data, "chosen_cost", chosen != NULL ? chosen->price : 0);
  hrt_web_data_int64 (page->data, "chosen_total",
                      cart->total + (chosen != NULL ? chosen->price : 0));
}
