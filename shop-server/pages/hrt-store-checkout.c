/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The checkout: one form. It carries its own key and the lines that were seen, so that sending it
 * twice makes one order, and what is ordered is what stood there. Whatever stands in the way, what
 * was typed is not asked for again.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <glib/gi18n.h>
#include <string.h>

#include "hrt-store-cart.h"
#include "hrt-store-contact.h"
#include "hrt-store-handlers.h"
#include "hrt-store-show.h"
#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales.h"

/* What a checkout gathers on its way. */
typedef struct
{
  GPtrArray *quotes;   /* (owned) (element-type HrtShippingQuote) */
  HrtCart *cart;       /* (owned) */
  HrtOutcome *outcome; /* (owned) (nullable) why it was refused */
  gint64 service_id;
  guint status;
  gboolean is_placing; /* else the form is shown, or shown again */
} Checkout;

static void
checkout_free (gpointer data)
{
  Checkout *self = data;

  g_clear_pointer (&self->quotes, g_ptr_array_unref);
  g_clear_object (&self->cart);
  g_clear_object (&self->outcome);
  g_free (self);
}

static HrtStorePage *
new_checkout (HrtWebRequest *request, HrtStore *store)
{
  HrtStorePage *page = hrt_store_page_new (request, store);
  Checkout *checkout = g_new0 (Checkout, 1);

  checkout->status = 200;
  page->own = checkout;
  page->own_free = checkout_free;
  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_web_data_int64 (page->data, "transfer_hours", store->profile->transfer_hold_hours);
  hrt_web_data_int64 (page->data, "pickup_hours", store->profile->pickup_hold_hours);
  return page;
}

static void
send_form (HrtStorePage *page)
{
  Checkout *checkout = page->own;
  const char *typed = hrt_store_page_get_field (page, "key");
  const char *payment = hrt_store_page_get_field (page, "payment");
  gboolean at_pickup =
      strcmp (payment, "pay_at_pickup") == 0 || page->store->profile->bank_account[0] == '\0';
  g_autofree char *key = hrt_uuid_is_valid (typed) ? g_strdup (typed) : hrt_uuid_new ();
  g_autofree char *fresh = checkout->outcome != NULL ? hrt_uuid_new () : NULL;

  /* A refused order may be changed and sent again: as another one. */
  hrt_web_data_text (page->data, "key", fresh != NULL ? fresh : key);
  hrt_web_data_bool (page->data, "pays_pickup", at_pickup);
  hrt_web_data_bool (page->data, "pays_transfer", !at_pickup);
  hrt_store_show_cart (page, checkout->cart);
  hrt_store_show_quotes (page, checkout->cart, checkout->quotes, checkout->service_id);
  hrt_store_contact_show (page);
  hrt_store_cart_name_refusals (checkout->outcome, checkout->cart);
  hrt_store_page_add_problems (page, checkout->outcome);
  hrt_store_page_send (page, "checkout", checkout->status);
}

static void
send_empty_cart (HrtStorePage *page)
{
  Checkout *checkout = page->own;
  g_autoptr (HrtOutcome) outcome = g_steal_pointer (&checkout->outcome);

  hrt_store_cart_send (page, outcome, checkout->status);
}

static void
on_cart_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  Checkout *checkout = page->own;
  g_autoptr (GError) error = NULL;
  gboolean was_typed = hrt_web_request_get_form (page->request) != NULL;

  checkout->cart = hrt_sales_load_cart_finish (HRT_SALES (source), result, &error);
  if (checkout->cart == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  /* The cart's page says which line it is, before anything is typed. */
  if (checkout->cart->lines->len == 0 && checkout->outcome != NULL)
    send_empty_cart (g_steal_pointer (&page));
  else if (checkout->cart->lines->len == 0 ||
           (!was_typed && !hrt_store_show_can_order (page, checkout->cart)))
    hrt_store_page_redirect (page, "/cart");
  else
    send_form (page);
}

static void
load_cart (HrtStorePage *page)
{
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  hrt_sales_load_cart_async (hrt_context_get_sales (page->store->context), session, 0,
                             hrt_store_page_get_cancellable (page), on_cart_loaded, page);
}

/* An order takes goods from the shelf for a day. Twenty at once, as many customers share one
 * address; a form that was sent back does not count, nor does an order that was refused. */
static const HrtWebLimit limit_order = { "order", 20, 60 };

static void
give_order_back (HrtStorePage *page)
{
  g_autofree char *key =
      hrt_web_limits_address_key (hrt_web_request_get_client_address (page->request));

  hrt_web_limits_give_back (hrt_web_server_get_limits (page->store->server), &limit_order, key,
                            g_get_monotonic_time ());
}

/* The form was sent before, with something else in it. Only a customer who is signed in is known
 * again, so only to them the order is shown. */
static void
send_placed_before (HrtStorePage *page, HrtOutcome *outcome)
{
  gboolean is_own = outcome->secret != NULL && *outcome->secret != '\0';
  g_autofree char *path = is_own ? g_strdup_printf ("/order/%s", outcome->secret) : NULL;

  hrt_web_data_bool (page->data, "ask_shop", TRUE);
  if (is_own)
    hrt_store_page_add_way (page, path, N_ ("See the order"));
  hrt_store_page_send_message (
      page, 409, N_ ("This order has been placed already"),
      is_own ? N_ ("It stands as it was sent the first time; what you changed afterwards was not "
                   "taken. If something in it is wrong, tell us and we will put it right.")
             : N_ ("It stands as it was sent the first time; what you changed afterwards was not "
                   "taken. Its page is the one you saw after ordering. If something in it is "
                   "wrong, tell us and we will put it right."));
}

static void
on_order_placed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  Checkout *checkout = page->own;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_place_order_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  if (!hrt_outcome_is_refused (outcome))
    {
      g_autofree char *path = g_strdup_printf ("/order/%s?new=1", outcome->secret);

      hrt_store_page_redirect (page, path);
      return;
    }
  give_order_back (page);
  if (hrt_outcome_find_refusal (outcome, "key_conflict") != NULL)
    {
      send_placed_before (page, outcome);
      return;
    }
  checkout->outcome = g_steal_pointer (&outcome);
  checkout->status = 409;
  load_cart (g_steal_pointer (&page));
}

/* "12:1,40:2": what the form showed. */
static gboolean
take_lines (HrtCheckout *order, const char *packed)
{
  g_auto (GStrv) lines = g_strsplit (packed, ",", 102);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ":", 3);
      gint64 variant_id, quantity;

      if (g_strv_length (parts) != 2 || i > 100 ||
          !g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, &variant_id, NULL) ||
          !g_ascii_string_to_signed (parts[1], 10, 1, 9999, &quantity, NULL))
        return FALSE;
      hrt_checkout_add_line (order, variant_id, quantity);
    }
  return lines[0] != NULL;
}

static const HrtShippingQuote *
find_quote (GPtrArray *quotes, gint64 service_id)
{
  for (guint i = 0; i < quotes->len; i++)
    {
      const HrtShippingQuote *quote = g_ptr_array_index (quotes, i);

      if (quote->service_id == service_id)
        return quote;
    }
  return NULL;
}

static void
check_ways (HrtStorePage *page, const HrtShippingQuote *quote, HrtCheckout *order)
{
  const char *payment = hrt_store_page_get_field (page, "payment");
  gboolean at_pickup = strcmp (payment, "pay_at_pickup") == 0;

  if (quote == NULL)
    hrt_store_page_add_error (page, "service", N_ ("Choose how it reaches you"));
  if (!at_pickup && strcmp (payment, "bank_transfer") != 0)
    hrt_store_page_add_error (page, "payment", N_ ("Choose how you pay"));
  else if (at_pickup && quote != NULL && !quote->is_pickup)
    hrt_store_page_add_error (page, "payment",
                              N_ ("Paying at pick-up goes with picking it up yourself"));
  order->payment_method = g_strdup (payment);
}

static HrtCheckout *
read_order (HrtStorePage *page, const HrtShippingQuote *quote)
{
  g_autoptr (HrtCheckout) order = hrt_checkout_new ();
  const HrtWebSession *session = hrt_web_request_get_session (page->request);
  g_autofree char *total = NULL;

  order->key = g_strdup (hrt_store_page_get_field (page, "key"));
  order->language = g_strdup (page->language);
  order->customer_id = session != NULL ? session->customer_id : 0;
  order->session_hash = hrt_store_page_dup_session_hash (page);
  check_ways (page, quote, order);
  hrt_store_contact_read (page, order, quote == NULL || quote->is_pickup);
  if (!hrt_uuid_is_valid (order->key) ||
      !take_lines (order, hrt_store_page_get_field (page, "lines")))
    hrt_store_page_add_error (page, "form", N_ ("Please look over the order once more"));
  if (quote == NULL)
    return NULL;
  order->shipping_service_id = quote->service_id;
  total = g_strdup_printf ("total-%" G_GINT64_FORMAT, quote->service_id);
  if (!hrt_web_params_get_int64 (hrt_web_request_get_form (page->request), total, 0, G_MAXINT64,
                                 &order->expected_total))
    hrt_store_page_add_error (page, "form", N_ ("Please look over the order once more"));
  return hrt_store_page_has_errors (page) ? NULL : g_steal_pointer (&order);
}

static gboolean
may_order (HrtStorePage *page)
{
  g_autofree char *key =
      hrt_web_limits_address_key (hrt_web_request_get_client_address (page->request));

  if (hrt_web_limits_take (hrt_web_server_get_limits (page->store->server), &limit_order, key,
                           g_get_monotonic_time (), &page->retry_after_secs))
    return TRUE;
  hrt_store_page_add_error (page, "form",
                            N_ ("Very many orders came from your connection just now. What you "
                                "wrote is still here: please send it again in a minute."));
  return FALSE;
}

static void
on_quoted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  Checkout *checkout = page->own;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtCheckout) order = NULL;
  GCancellable *cancellable = hrt_store_page_get_cancellable (page);

  checkout->quotes = hrt_sales_quote_shipping_finish (HRT_SALES (source), result, &error);
  if (checkout->quotes == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  if (!checkout->is_placing)
    {
      load_cart (g_steal_pointer (&page));
      return;
    }
  order = read_order (page, find_quote (checkout->quotes, checkout->service_id));
  if (order == NULL || !may_order (page))
    {
      checkout->status = order == NULL ? 422 : 429;
      load_cart (g_steal_pointer (&page));
      return;
    }
  hrt_sales_place_order_async (HRT_SALES (source), g_steal_pointer (&order), cancellable,
                               on_order_placed, g_steal_pointer (&page));
}

static void
quote (HrtStorePage *page)
{
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  if (session == NULL)
    {
      if (hrt_web_request_get_form (page->request) != NULL)
        hrt_store_page_send_timed_out (page, "/checkout");
      else
        hrt_store_page_redirect (page, "/cart");
      hrt_store_page_free (page);
      return;
    }
  hrt_sales_quote_shipping_async (hrt_context_get_sales (page->store->context), session,
                                  hrt_store_page_get_cancellable (page), on_quoted, page);
}

/**
 * hrt_store_checkout_show:
 * @request: GET /checkout
 * @user_data: the store
 */
void
hrt_store_checkout_show (HrtWebRequest *request, gpointer user_data)
{
  quote (new_checkout (request, user_data));
}

static HrtStorePage *
new_sent_checkout (HrtWebRequest *request, HrtStore *store)
{
  HrtStorePage *page = new_checkout (request, store);
  Checkout *checkout = page->own;
  const HrtWebParams *form = hrt_web_request_get_form (request);

  if (form != NULL)
    hrt_web_params_get_int64 (form, "service", 1, G_MAXINT64, &checkout->service_id);
  return page;
}

/**
 * hrt_store_checkout_place:
 * @request: POST /checkout; with "sum" only the sums of what is chosen are worked out again
 * @user_data: the store
 */
void
hrt_store_checkout_place (HrtWebRequest *request, gpointer user_data)
{
  HrtStorePage *page = new_sent_checkout (request, user_data);
  Checkout *checkout = page->own;
  const HrtWebParams *form = hrt_web_request_get_form (request);

  checkout->is_placing = form == NULL || !hrt_web_params_has (form, "sum");
  quote (page);
}

static void
on_line_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  Checkout *checkout = page->own;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_set_cart_line_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  if (hrt_outcome_is_refused (outcome))
    {
      checkout->outcome = g_steal_pointer (&outcome);
      checkout->status = 409;
    }
  quote (g_steal_pointer (&page));
}

static gboolean
read_line (const HrtWebParams *form, gint64 *variant_id, gint64 *quantity)
{
  g_autofree char *field = NULL;

  *quantity = 0;
  if (hrt_web_params_has (form, "remove"))
    return hrt_web_params_get_int64 (form, "remove", 1, G_MAXINT64, variant_id);
  if (!hrt_web_params_get_int64 (form, "variant", 1, G_MAXINT64, variant_id))
    return FALSE;
  field = g_strdup_printf ("quantity-%" G_GINT64_FORMAT, *variant_id);
  return hrt_web_params_get_int64 (form, field, 0, HRT_STORE_CART_MAX_QUANTITY, quantity);
}

/**
 * hrt_store_checkout_set_line:
 * @request: POST /checkout/line: the checkout's fields, and of which line the quantity is changed
 * @user_data: the store
 *
 * Changes a line of the cart that stands in the way and shows the checkout as it was filled in.
 */
void
hrt_store_checkout_set_line (HrtWebRequest *request, gpointer user_data)
{
  HrtSales *sales = hrt_context_get_sales (HRT_STORE (user_data)->context);
  g_autoptr (HrtStorePage) page = new_sent_checkout (request, user_data);
  Checkout *checkout = page->own;
  const HrtWebParams *form = hrt_web_request_get_form (request);
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);
  gint64 variant_id, quantity;

  if (session == NULL || form == NULL)
    {
      quote (g_steal_pointer (&page));
      return;
    }
  if (!read_line (form, &variant_id, &quantity))
    {
      hrt_store_cart_refuse_quantity (page);
      checkout->status = 400;
      quote (g_steal_pointer (&page));
      return;
    }
  hrt_sales_set_cart_line_async (sales, session, variant_id, quantity,
                                 hrt_web_request_get_cancellable (request), on_line_set,
                                 g_steal_pointer (&page));
}
