/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The cart: look, change, put something in.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-cart.h"

#include <glib/gi18n.h>

#include "hrt-store-handlers.h"
#include "hrt-store-show.h"
#include "model/base/hrt-json-writer.h"
#include "model/people/hrt-people.h"
#include "model/sales/hrt-sales.h"

/* What is being put into the cart. */
typedef struct
{
  gint64 variant_id; /* 0: the first that is in stock */
  gint64 quantity;
  char *name; /* (owned) (nullable) for a refusal */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->name);
  g_free (wish);
}

/**
 * hrt_store_cart_name_refusals:
 * @outcome: (nullable): what was refused
 * @cart: (nullable): the visitor's
 *
 * Gives refusals the names that only the cart knows.
 */
void
hrt_store_cart_name_refusals (HrtOutcome *outcome, HrtCart *cart)
{
  for (guint i = 0; outcome != NULL && cart != NULL && i < outcome->refusals->len; i++)
    {
      HrtRefusal *refusal = g_ptr_array_index (outcome->refusals, i);

      for (guint k = 0; refusal->name == NULL && k < cart->lines->len; k++)
        {
          const HrtCartLine *line = g_ptr_array_index (cart->lines, k);
          g_autofree char *name =
              g_strstrip (g_strdup_printf ("%s %s", line->product_name, line->variant_name));

          if (line->variant_id == refusal->variant_id)
            hrt_entity_set_text (refusal, "name", name);
        }
    }
}

typedef struct
{
  HrtStorePage *page;  /* (owned) */
  HrtOutcome *outcome; /* (owned) (nullable) */
  HrtCart *cart;       /* (owned) (nullable) */
  guint status;
} Show;

static void
show_free (Show *show)
{
  g_clear_pointer (&show->page, hrt_store_page_free);
  g_clear_object (&show->outcome);
  g_clear_object (&show->cart);
  g_free (show);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Show, show_free)

static void
on_shipping_quoted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Show) show = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) quotes =
      hrt_sales_quote_shipping_finish (HRT_SALES (source), result, &error);

  if (quotes == NULL)
    {
      hrt_store_page_fail (show->page, error);
      return;
    }
  hrt_store_show_cart (show->page, show->cart);
  hrt_store_show_quotes (show->page, show->cart, quotes, 0);
  hrt_store_cart_name_refusals (show->outcome, show->cart);
  hrt_store_page_add_problems (show->page, show->outcome);
  hrt_store_page_send (show->page, "cart", show->status);
}

static void
on_cart_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Show) show = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (show->page);
  GCancellable *cancellable = hrt_store_page_get_cancellable (show->page);

  show->cart = hrt_sales_load_cart_finish (HRT_SALES (source), result, &error);
  if (show->cart == NULL)
    {
      hrt_store_page_fail (show->page, error);
      return;
    }
  hrt_sales_quote_shipping_async (HRT_SALES (source), session, cancellable, on_shipping_quoted,
                                  g_steal_pointer (&show));
}

/**
 * hrt_store_cart_send:
 * @page: (transfer full): the page
 * @outcome: (nullable): why something was refused
 * @status: HTTP status
 *
 * Answers with the cart as it is now.
 */
void
hrt_store_cart_send (HrtStorePage *page, HrtOutcome *outcome, guint status)
{
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);
  Show *show;

  hrt_web_data_bool (page->data, "noindex", TRUE);
  if (session == NULL)
    {
      hrt_store_show_cart (page, NULL);
      hrt_store_page_send (page, "cart", status);
      hrt_store_page_free (page);
      return;
    }
  show = g_new0 (Show, 1);
  show->page = page;
  show->outcome = outcome != NULL ? g_object_ref (outcome) : NULL;
  show->status = status;
  hrt_sales_load_cart_async (hrt_context_get_sales (page->store->context), session, 0,
                             hrt_store_page_get_cancellable (page), on_cart_loaded, show);
}

/**
 * hrt_store_cart_show:
 * @request: GET /cart
 * @user_data: the store
 */
void
hrt_store_cart_show (HrtWebRequest *request, gpointer user_data)
{
  hrt_store_cart_send (hrt_store_page_new (request, user_data), NULL, 200);
}

/**
 * hrt_store_cart_refuse_quantity:
 * @page: gets a problem
 *
 * What was sent is no quantity.
 */
void
hrt_store_cart_refuse_quantity (HrtStorePage *page)
{
  hrt_web_data_bool (page->data, "problems_of_input", TRUE);
  hrt_store_page_add_problem (
      page, hrt_store_page_translate (page, N_ ("How many? A number from 1 to 999, please.")));
}

/* @page: (transfer full) */
static void
refuse_quantity (HrtStorePage *page)
{
  hrt_store_cart_refuse_quantity (page);
  hrt_store_cart_send (page, NULL, 400);
}

static void
on_line_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_set_cart_line_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    hrt_store_page_fail (page, error);
  else if (hrt_outcome_is_refused (outcome))
    hrt_store_cart_send (g_steal_pointer (&page), outcome, 409);
  else
    hrt_store_page_redirect (page, "/cart");
}

/**
 * hrt_store_cart_set:
 * @request: POST /cart: variant, quantity (0 removes)
 * @user_data: the store
 */
void
hrt_store_cart_set (HrtWebRequest *request, gpointer user_data)
{
  HrtSales *sales = hrt_context_get_sales (HRT_STORE (user_data)->context);
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);
  const HrtWebParams *form = hrt_web_request_get_form (request);
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);
  gint64 variant_id, quantity;

  if (form == NULL)
    hrt_store_page_redirect (page, "/cart");
  else if (session == NULL)
    hrt_store_page_send_timed_out (page, "/cart");
  else if (!hrt_web_params_get_int64 (form, "variant", 1, G_MAXINT64, &variant_id) ||
           !hrt_web_params_get_int64 (form, "quantity", 0, HRT_STORE_CART_MAX_QUANTITY, &quantity))
    refuse_quantity (g_steal_pointer (&page));
  else
    hrt_sales_set_cart_line_async (sales, session, variant_id, quantity,
                                   hrt_web_request_get_cancellable (request), on_line_set,
                                   g_steal_pointer (&page));
}

static gboolean
is_short (const HrtRefusal *refusal)
{
  return refusal != NULL && g_strcmp0 (refusal->code, "out_of_stock") == 0;
}

/* What is left now, in the words that the page of the product has for it. Nothing when it is sold
 * out, which that page can say itself, nor how many there are when there are more. */
static char *
dup_few (HrtStorePage *page, HrtRefusal *refusal)
{
  if (!is_short (refusal) || refusal->available <= 0 || refusal->available > HRT_STORE_TOLD_PIECES)
    return NULL;
  /* Translators: beside a product in the web shop: "Only 3 left" */
  return hrt_store_page_fill_in (page, refusal, N_ ("Only {available} left"));
}

/* For the script that puts things into the cart without leaving the page. */
static void
send_json (HrtStorePage *page, HrtOutcome *outcome)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();
  gboolean is_refused = hrt_outcome_is_refused (outcome);
  HrtRefusal *refusal = is_refused ? g_ptr_array_index (outcome->refusals, 0) : NULL;
  g_autofree char *reason = is_refused ? hrt_store_page_dup_refusal (page, refusal) : NULL;
  g_autofree char *few = dup_few (page, refusal);
  HrtWebResponse *response;

  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, "ok");
  hrt_json_writer_bool (json, !is_refused);
  hrt_json_writer_name (json, "count");
  hrt_json_writer_int64 (json, outcome->count);
  hrt_json_writer_name (json, "text");
  hrt_json_writer_text (json,
                        is_refused ? reason : hrt_store_page_translate (page, N_ ("In your cart")));
  hrt_json_writer_name (json, "sold_out");
  hrt_json_writer_bool (json, is_short (refusal) && refusal->available <= 0);
  hrt_json_writer_name (json, "few");
  hrt_json_writer_text (json, few);
  hrt_json_writer_end_object (json);
  response = hrt_web_response_new_json (is_refused ? 409 : 200, hrt_json_writer_steal (json));
  hrt_web_request_respond (page->request, hrt_store_page_add_session (page, response));
}

static void
name_refusals_of (const Wish *wish, HrtOutcome *outcome)
{
  for (guint i = 0; i < outcome->refusals->len; i++)
    {
      HrtRefusal *refusal = g_ptr_array_index (outcome->refusals, i);

      if (refusal->name == NULL && refusal->variant_id == wish->variant_id)
        hrt_entity_set_text (refusal, "name", wish->name);
    }
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_add_to_cart_finish (HRT_SALES (source), result, &error);

  if (outcome != NULL)
    name_refusals_of (page->own, outcome);
  if (outcome == NULL)
    hrt_store_page_fail (page, error);
  else if (hrt_web_request_wants_json (page->request))
    send_json (page, outcome);
  else if (hrt_outcome_is_refused (outcome))
    hrt_store_cart_send (g_steal_pointer (&page), outcome, 409);
  else
    hrt_store_page_redirect (page, "/cart");
}

static void
add_wish (HrtStorePage *page)
{
  const Wish *wish = page->own;
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  hrt_sales_add_to_cart_async (hrt_context_get_sales (page->store->context), session,
                               wish->variant_id, wish->quantity,
                               hrt_store_page_get_cancellable (page), on_added, page);
}

static void
on_session_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_people_start_session_finish (HRT_PEOPLE (source), result, &error))
    hrt_store_page_fail (page, error);
  else
    add_wish (g_steal_pointer (&page));
}

/* Only who puts something into a cart gets a session and its cookie. */
static void
add_with_session (HrtStorePage *page)
{
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);
  g_autoptr (GBytes) made = NULL;

  if (session != NULL)
    {
      add_wish (page);
      return;
    }
  page->new_session = hrt_web_session_new_id ();
  made = hrt_store_page_dup_session_hash (page);
  hrt_people_start_session_async (hrt_context_get_people (page->store->context), made,
                                  page->language, hrt_store_page_get_cancellable (page),
                                  on_session_started, page);
}

/* The wanted one, or the first that is in stock, else the first; NULL when it is not of this
 * product. */
static const HrtVariant *
choose_variant (HrtProduct *product, const Wish *wish)
{
  const HrtVariant *chosen = NULL;

  for (guint i = 0; product->variants != NULL && i < product->variants->len; i++)
    {
      const HrtVariant *variant = g_ptr_array_index (product->variants, i);

      if (wish->variant_id != 0 ? variant->id == wish->variant_id
                                : variant->active && variant->available >= wish->quantity)
        return variant;
      if (chosen == NULL && wish->variant_id == 0)
        chosen = variant;
    }
  return chosen;
}

/* A variant that is not of this product, or not sold any more. @page: (transfer full) */
static void
refuse_variant (HrtStorePage *page)
{
  if (hrt_web_request_wants_json (page->request))
    {
      hrt_web_request_respond_error (page->request, 404);
      hrt_store_page_free (page);
      return;
    }
  hrt_store_page_add_problem (
      page, hrt_store_page_translate (page, N_ ("What you chose is not for sale any more")));
  hrt_store_cart_send (page, NULL, 404);
}

static void
on_product_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProduct) product =
      hrt_catalog_load_product_page_finish (HRT_CATALOG (source), result, NULL, &error);
  Wish *wish = page->own;
  const HrtVariant *variant;

  if (product == NULL)
    {
      hrt_store_page_fail (page, error);
      return;
    }
  variant = choose_variant (product, wish);
  if (variant == NULL)
    {
      refuse_variant (g_steal_pointer (&page));
      return;
    }
  wish->variant_id = variant->id;
  wish->name = g_strstrip (
      g_strdup_printf ("%s %s", product->name, variant->name != NULL ? variant->name : ""));
  add_with_session (g_steal_pointer (&page));
}

/**
 * hrt_store_cart_add:
 * @request: POST /add_to_cart/:id: quantity, variant; without a variant the first that is in stock
 * @user_data: the store
 */
void
hrt_store_cart_add (HrtWebRequest *request, gpointer user_data)
{
  HrtCatalog *catalog = hrt_context_get_catalog (HRT_STORE (user_data)->context);
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);
  const HrtWebParams *form = hrt_web_request_get_form (request);
  Wish *wish = g_new0 (Wish, 1);
  gint64 product_id;

  page->own = wish;
  page->own_free = wish_free;
  wish->quantity = 1;
  if (!hrt_web_request_get_param_int64 (request, "id", &product_id) || form == NULL)
    hrt_web_request_respond_error (request, 404);
  else if (hrt_web_params_has (form, "quantity") &&
           !hrt_web_params_get_int64 (form, "quantity", 1, HRT_STORE_CART_MAX_QUANTITY,
                                      &wish->quantity))
    refuse_quantity (g_steal_pointer (&page));
  else if (hrt_web_params_has (form, "variant") &&
           !hrt_web_params_get_int64 (form, "variant", 1, G_MAXINT64, &wish->variant_id))
    hrt_web_request_respond_error (request, 404);
  else
    hrt_catalog_load_product_page_async (catalog, product_id,
                                         hrt_web_request_get_cancellable (request),
                                         on_product_loaded, g_steal_pointer (&page));
}
