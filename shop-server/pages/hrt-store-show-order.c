/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * An order as its customer sees it: how far it is, what it holds, how to pay.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <glib/gi18n.h>
#include <string.h>

#include "hrt-store-show.h"

static gboolean
is (const char *state, const char *wanted)
{
  return g_strcmp0 (state, wanted) == 0;
}

static gboolean
is_gone (const HrtOrder *order)
{
  return is (order->status, "cancelled") || is (order->status, "expired");
}

static gboolean
is_pickup (const HrtOrder *order)
{
  return order->address == NULL || *order->address == '\0';
}

/* Sold at the till: its link is on the receipt, and nothing is on its way. */
static gboolean
is_sale (const HrtOrder *order)
{
  return is (order->channel, "till");
}

/* One sentence for what matters next to whoever waits for the goods. */
static const char *
find_status_text (const HrtOrder *order)
{
  if (is (order->status, "expired"))
    return N_ ("Not paid in time");
  if (is (order->status, "cancelled"))
    return N_ ("Cancelled");
  if (is_sale (order))
    return N_ ("Bought in the shop");
  if (is (order->status, "completed") || is (order->fulfilment_status, "handed_over"))
    return N_ ("Delivered");
  if (is (order->fulfilment_status, "shipped"))
    return N_ ("On its way");
  if (is (order->fulfilment_status, "ready_for_pickup"))
    return N_ ("Ready to be picked up");
  if (is (order->fulfilment_status, "packing"))
    return N_ ("Being packed");
  if (is (order->payment_status, "paid"))
    return N_ ("Paid");
  if (is (order->payment_method, "pay_at_pickup"))
    return N_ ("Waiting for you");
  return N_ ("Waiting for payment");
}

typedef struct
{
  const char *name;
  gboolean is_done;
} Step;

static void
show_steps (HrtStorePage *page, const HrtOrder *order)
{
  gboolean at_pickup = is (order->payment_method, "pay_at_pickup");
  gboolean is_over =
      is (order->fulfilment_status, "handed_over") || is (order->status, "completed");
  gboolean is_out = is_over || is (order->fulfilment_status, "shipped") ||
                    is (order->fulfilment_status, "ready_for_pickup");
  gboolean is_packed = is_out || is (order->fulfilment_status, "packing");
  gboolean is_paid = !is (order->payment_status, "unpaid");
  const char *out = is_pickup (order) ? N_ ("Ready") : N_ ("Sent");
  const char *over = is_pickup (order) ? N_ ("Picked up") : N_ ("Arrived");
  Step transfer[] = { { N_ ("Ordered"), TRUE },
                      { N_ ("Paid"), is_paid },
                      { N_ ("Packed"), is_packed },
                      { out, is_out },
                      { over, is_over } };
  Step pickup[] = { { N_ ("Ordered"), TRUE },
                    { N_ ("Packed"), is_packed },
                    { out, is_out },
                    { N_ ("Paid and picked up"), is_over && is_paid } };
  const Step *steps = at_pickup ? pickup : transfer;
  guint n_steps = at_pickup ? G_N_ELEMENTS (pickup) : G_N_ELEMENTS (transfer);
  HrtWebData *list = hrt_web_data_list (page->data, "steps");
  gboolean was_done = TRUE;

  for (guint i = 0; i < n_steps; i++)
    {
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_text (item, "name", hrt_store_page_translate (page, steps[i].name));
      hrt_web_data_bool (item, "done", steps[i].is_done);
      hrt_web_data_bool (item, "current", was_done && !steps[i].is_done);
      was_done = steps[i].is_done;
    }
}

static void
show_lines (HrtStorePage *page, const HrtOrder *order)
{
  HrtWebData *list = hrt_web_data_list (page->data, "lines");

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const HrtOrderLine *line = g_ptr_array_index (order->lines, i);
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_int64 (item, "quantity", line->quantity);
      hrt_web_data_text (item, "product_name", line->product_name);
      hrt_web_data_text (item, "variant_name", line->variant_name);
      hrt_web_data_int64 (item, "unit_price", line->unit_price);
      hrt_web_data_int64 (item, "total", line->total);
    }
}

static void
show_sums (HrtStorePage *page, HrtWebData *data, const HrtOrder *order)
{
  gboolean charges_tax = order->tax > 0;

  hrt_web_data_int64 (data, "subtotal", order->subtotal);
  hrt_web_data_int64 (data, "discount", order->discount);
  hrt_web_data_int64 (data, "shipping_cost", order->shipping_cost);
  hrt_web_data_text (data, "shipping_name",
                     hrt_store_page_choose (page, order->shipping_name, order->shipping_name_en));
  hrt_web_data_int64 (data, "tax", order->tax);
  hrt_web_data_bool (data, "tax_inside", charges_tax && order->tax_included);
  hrt_web_data_bool (data, "tax_on_top", charges_tax && !order->tax_included);
  hrt_web_data_int64 (data, "rounding", order->rounding);
  hrt_web_data_int64 (data, "total", order->total);
}

static void
show_contact (HrtWebData *data, const HrtOrder *order)
{
  hrt_web_data_text (data, "contact_name", order->contact_name);
  hrt_web_data_text (data, "contact_phone", order->contact_phone);
  hrt_web_data_text (data, "contact_email", order->contact_email);
  hrt_web_data_text (data, "address", order->address);
  hrt_web_data_text (data, "city", order->city);
  hrt_web_data_text (data, "postal_code", order->postal_code);
  hrt_web_data_text (data, "note", order->note);
  hrt_web_data_bool (data, "is_pickup", is_pickup (order));
}

static void
show_payment (HrtStorePage *page, const HrtOrder *order)
{
  const HrtShopProfile *profile = page->store->profile;
  HrtWebData *transfer;

  if (is_gone (order) || !is (order->payment_status, "unpaid"))
    return;
  if (is (order->payment_method, "pay_at_pickup"))
    {
      hrt_web_data_bool (page->data, "at_pickup", TRUE);
      return;
    }
  transfer = hrt_web_data_object (page->data, "transfer");
  hrt_web_data_text (transfer, "bank", profile->bank_name);
  hrt_web_data_text (transfer, "account", profile->bank_account);
  hrt_web_data_text (transfer, "holder", profile->bank_holder);
}

/**
 * hrt_store_show_order:
 * @page: the page of an order
 * @order: it, with its lines
 *
 * Shows an order to whoever may see it.
 */
void
hrt_store_show_order (HrtStorePage *page, HrtOrder *order)
{
  HrtWebData *data = hrt_web_data_object (page->data, "order");

  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_web_data_text (data, "number", order->number);
  hrt_web_data_time (data, "placed_at", order->placed_at);
  if (order->expires_at > 0)
    hrt_web_data_time (data, "expires_at", order->expires_at);
  hrt_web_data_text (data, "status_text",
                     hrt_store_page_translate (page, find_status_text (order)));
  hrt_web_data_bool (data, "is_gone", is_gone (order));
  hrt_web_data_bool (data, "is_sale", is_sale (order));
  hrt_web_data_bool (data, "has_steps", !is_gone (order) && !is_sale (order));
  if (is_gone (order))
    hrt_web_data_text (
        data, "gone_text",
        hrt_store_page_translate (
            page, is (order->status, "expired")
                      ? N_ ("No payment came in time, so the goods went back on the shelf. You are "
                            "welcome to order again.")
                      : N_ ("This order was cancelled. If that surprises you, please call us.")));
  show_sums (page, data, order);
  show_contact (data, order);
  show_steps (page, order);
  show_lines (page, order);
  show_payment (page, order);
}

/**
 * hrt_store_show_orders:
 * @page: the list of a customer's orders
 * @orders: (element-type HrtOrder): list rows, newest first
 *
 * Shows the orders of the customer who is signed in.
 */
void
hrt_store_show_orders (HrtStorePage *page, GPtrArray *orders)
{
  HrtWebData *list = hrt_web_data_list (page->data, "orders");

  hrt_web_data_bool (page->data, "orders_any", orders->len > 0);
  for (guint i = 0; i < orders->len; i++)
    {
      const HrtOrder *order = g_ptr_array_index (orders, i);
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_text (item, "secret", order->secret);
      hrt_web_data_text (item, "number", order->number);
      hrt_web_data_time (item, "placed_at", order->placed_at);
      hrt_web_data_int64 (item, "total", order->total);
      hrt_web_data_text (item, "status_text",
                         hrt_store_page_translate (page, find_status_text (order)));
    }
}
