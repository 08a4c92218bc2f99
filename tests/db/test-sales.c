/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales on a real database: tickets, sales, carts, orders, shifts; and every way to be refused.
 */

#include "model/base/hrt-model-error.h"
#include "model/base/hrt-uuid.h"
#include "model/people/hrt-people.h"
#include "model/sales/hrt-sales-drawer.h"
#include "tests/lib/hrt-test-shop.h"

static HrtTestShop *shop;

static HrtSales *
till (void)
{
  return hrt_context_get_sales (shop->staff);
}

static HrtSales *
web (void)
{
  return hrt_context_get_sales (shop->web);
}

static HrtSale *
new_sale (const char *key, gint64 variant_id, gint64 quantity, gint64 price, gint64 tendered)
{
  HrtSale *sale = hrt_sale_new (key, shop->till_id, shop->shift_id, shop->owner_id);

  hrt_sale_add_line (sale, variant_id, quantity, price);
  hrt_sale_add_tender (sale, "cash", 0, tendered);
  return sale;
}

static HrtOutcome *
sell (HrtSale *sale)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  HRT_TEST_CALL (result, hrt_sales_sell, till (), sale);
  outcome = hrt_sales_sell_finish (till (), result, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
test_sell (void)
{
  g_autofree char *key = hrt_uuid_new ();
  g_autoptr (HrtOutcome) sold = sell (new_sale (key, 1, 2, 1500000, 3100000));
  g_autoptr (HrtOutcome) again = sell (new_sale (key, 1, 2, 1500000, 3100000));
  g_autoptr (HrtOutcome) other = sell (new_sale (key, 2, 1, 1600000, 1600000));
  g_autofree char *journal = g_build_filename (shop->data_dir, "journal", NULL);
  g_autofree char *n = NULL;

  g_assert_cmpstr (sold->outcome, ==, "sold");
  g_assert_cmpint (sold->total, ==, 3000000);
  g_assert_cmpint (sold->change, ==, 100000);
  g_assert_nonnull (sold->number);
  g_assert_cmpstr (again->outcome, ==, "already_sold");
  g_assert_cmpstr (again->number, ==, sold->number);
  g_assert_nonnull (hrt_outcome_find_refusal (other, "key_conflict"));
  n = hrt_test_shop_query (shop, "select count(*) from hrt.sales_order where channel = 'till'");
  g_assert_cmpstr (n, ==, "1");
  g_assert_true (g_file_test (journal, G_FILE_TEST_IS_DIR));
}

static void
test_sell_refused (void)
{
  static const struct
  {
    gint64 variant, quantity, price, tendered;
    const char *code;
  } cases[] = {
    { 1, -1, 1500000, 1500000, "bad_quantity" },
    { 1, 0, 1500000, 1500000, "bad_quantity" },
    { 1, G_MAXINT64, 1500000, 1500000, "bad_quantity" },
    { 1, G_MININT64, 1500000, 1500000, "bad_quantity" },
    { 1, 10000, 1500000, 1500000, "bad_quantity" },
    { 1, 1, 1400000, 1500000, "price_changed" },
    { 1, 1, -1, 1500000, "price_changed" },
    { 1, 1, 1500000, 1499999, "short_tender" },
    { 1, 1, 1500000, -5, "bad_tender" },
    { 1, 1, 1500000, 9007199254740992, "bad_tender" },
    { 1, 1, 1500000, G_MAXINT64, "short_tender" }, /* no number for the database: as if missing */
    { 999, 1, 1, 1, "unknown_variant" },
    { 4, 1, 1000, 1000, "inactive_variant" },
    { 3, 2, 7000000, 99000000, "out_of_stock" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = hrt_uuid_new ();
      g_autoptr (HrtOutcome) outcome = sell (
          new_sale (key, cases[i].variant, cases[i].quantity, cases[i].price, cases[i].tendered));

      g_test_message ("case %zu: %s", i, cases[i].code);
      g_assert_true (hrt_outcome_is_refused (outcome));
      g_assert_nonnull (hrt_outcome_find_refusal (outcome, cases[i].code));
      g_assert_cmpint (outcome->order_id, ==, 0);
    }
}

/* Every short line is named, with what was asked for and what there is. */
static void
test_every_short_line (void)
{
  g_autofree char *key = hrt_uuid_new ();
  g_autofree char *text = NULL;
  HrtSale *sale = new_sale (key, 3, 5, 7000000, 999000000);
  g_autoptr (HrtOutcome) outcome = NULL;
  HrtRefusal *refusal;

  hrt_sale_add_line (sale, 2, 50, 1600000);
  outcome = sell (sale);
  g_assert_cmpint (outcome->refusals->len, ==, 2);
  refusal = g_ptr_array_index (outcome->refusals, 0);
  g_assert_cmpstr (refusal->code, ==, "out_of_stock");
  g_assert_cmpint (refusal->variant_id, ==, 3);
  g_assert_cmpint (refusal->requested, ==, 5);
  g_assert_cmpint (refusal->available, ==, 1);
  refusal->name = g_strdup ("Drum");
  text = hrt_refusal_dup_text (refusal, NULL, NULL);
  g_assert_cmpstr (text, ==, "Only 1 left of Drum, 5 wanted");
}

static void
test_bad_keys (void)
{
  static const char *const keys[] = { "", "x", "'; --", "\xff", "0190-not-a-uuid" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (HrtOutcome) outcome = sell (new_sale (keys[i], 1, 1, 1500000, 1500000));

      g_assert_nonnull (hrt_outcome_find_refusal (outcome, "bad_key"));
    }
}

typedef struct
{
  guint pending;
  guint sold;
  guint refused;
} Crowd;

static void
on_crowd_sold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_sales_sell_finish (HRT_SALES (source), result, &error);

  g_assert_no_error (error);
  if (hrt_outcome_is_refused (outcome))
    crowd->refused++;
  else
    crowd->sold++;
  crowd->pending--;
}

static gboolean
is_over (gpointer user_data)
{
  return ((Crowd *) user_data)->pending == 0;
}

/* A hundred sales at once of what there are three of, each sent twice: three are sold, twice told.
 */
static void
test_crowd (void)
{
  Crowd crowd = { 0 };
  g_autofree char *left = hrt_test_shop_query (
      shop, "update hrt.stock_level set on_hand = 3 where variant_id = 2; "
            "insert into hrt.stock_movement (variant_id, location_id, quantity, reason) "
            "values (2, 1, -2, 'correction') returning 1");

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = hrt_uuid_new ();

      for (guint twice = 0; twice < 2; twice++)
        {
          crowd.pending++;
          hrt_sales_sell_async (till (), new_sale (key, 2, 1, 1600000, 1600000), NULL,
                                on_crowd_sold, &crowd);
        }
    }
  g_assert_true (hrt_test_wait (is_over, &crowd, 60000));
  g_assert_cmpint (crowd.sold, ==, 6);
  g_assert_cmpint (crowd.refused, ==, 194);
  hrt_test_shop_check (shop);
}

static HrtTillTicket *
set_line (const char *ticket, gint64 variant_id, gint64 quantity, gint64 price)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtTillTicket *found;

  HRT_TEST_CALL (result, hrt_sales_set_ticket_line, till (), ticket, shop->till_id, shop->owner_id,
                 variant_id, quantity, price);
  found = hrt_sales_set_ticket_line_finish (till (), result, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_ticket (void)
{
  g_autofree char *id = hrt_uuid_new ();
  g_autoptr (HrtTillTicket) one = set_line (id, 1, 1, -1);
  g_autoptr (HrtTillTicket) two = set_line (id, 3, 1, 7000000);
  g_autoptr (HrtTillTicket) refused = set_line (id, 1, -1, -1);
  g_autoptr (HrtTillTicket) huge = set_line (id, 1, G_MAXINT64, -1);
  g_autoptr (HrtTillTicket) less = NULL;
  g_autoptr (HrtTillTicket) parked = NULL;
  g_autoptr (HrtTillTicket) resumed = NULL;
  g_autoptr (HrtTillTicket) voided = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  HrtTillTicketLine *line = g_ptr_array_index (two->lines, 1);

  g_assert_cmpint (one->total, ==, 1500000);
  g_assert_cmpint (one->till_id, ==, shop->till_id);
  g_assert_cmpint (two->total, ==, 8500000);
  g_assert_cmpint (two->lines->len, ==, 2);
  g_assert_cmpint (line->total, ==, 7000000);
  g_assert_cmpstr (line->product_name, ==, "Drum 'Stage' <Kit> & \"more\"");
  g_assert_cmpint (refused->refusals->len, ==, 1);
  g_assert_cmpint (refused->total, ==, 8500000);
  g_assert_cmpint (huge->refusals->len, ==, 1);

  less = set_line (id, 1, 0, -1);
  g_assert_cmpint (less->lines->len, ==, 1);
  HRT_TEST_CALL (result, hrt_sales_park_ticket, till (), id, "Pak Budi");
  parked = hrt_sales_park_ticket_finish (till (), result, NULL);
  g_assert_cmpstr (parked->state, ==, "parked");
  HRT_TEST_CALL (result, hrt_sales_list_tickets, till (), shop->till_id);
  open = hrt_sales_list_tickets_finish (till (), result, NULL);
  g_assert_cmpint (open->len, ==, 1);
  g_assert_cmpstr (((HrtTillTicket *) g_ptr_array_index (open, 0))->note, ==, "Pak Budi");
  HRT_TEST_CALL (result, hrt_sales_resume_ticket, till (), id, shop->till_id, shop->owner_id);
  resumed = hrt_sales_resume_ticket_finish (till (), result, NULL);
  g_assert_cmpstr (resumed->state, ==, "open");
  HRT_TEST_CALL (result, hrt_sales_void_ticket, till (), id);
  voided = hrt_sales_void_ticket_finish (till (), result, NULL);
  g_assert_cmpstr (voided->state, ==, "voided");
}

static GBytes *
new_session (void)
{
  g_autofree char *id = hrt_uuid_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  HrtPeople *people = hrt_context_get_people (shop->web);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *hash;

  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, digest, &size);
  hash = g_bytes_new (digest, size);
  HRT_TEST_CALL (result, hrt_people_start_session, people, hash, "id");
  g_assert_true (hrt_people_start_session_finish (people, result, &error));
  g_assert_no_error (error);
  return hash;
}

static HrtOutcome *
add_to_cart (GBytes *session, gint64 variant_id, gint64 quantity)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  HRT_TEST_CALL (result, hrt_sales_add_to_cart, web (), session, variant_id, quantity);
  outcome = hrt_sales_add_to_cart_finish (web (), result, &error);
  g_assert_no_error (error);
  return outcome;
}

static HrtCart *
load_cart (GBytes *session, gint64 service_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtCart *cart;

  HRT_TEST_CALL (result, hrt_sales_load_cart, web (), session, service_id);
  cart = hrt_sales_load_cart_finish (web (), result, &error);
  g_assert_no_error (error);
  return cart;
}

static void
test_cart (void)
{
  static const gint64 bad[] = { -1, 0, G_MAXINT64, G_MININT64, 1000 };
  g_autoptr (GBytes) session = new_session ();
  g_autoptr (HrtCart) empty = load_cart (session, 0);
  g_autoptr (HrtOutcome) added = add_to_cart (session, 1, 2);
  g_autoptr (HrtCart) cart = load_cart (session, 2);
  g_autoptr (GPtrArray) quotes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) unknown = g_bytes_new ("x", 1);
  g_autoptr (HrtOutcome) ended = NULL;

  g_assert_cmpint (empty->lines->len, ==, 0);
  g_assert_cmpint (added->count, ==, 2);
  g_assert_cmpint (cart->lines->len, ==, 1);
  g_assert_cmpint (cart->subtotal, ==, 3000000);
  g_assert_cmpint (cart->shipping_cost, ==, 84000); /* 6.4 kg are 7 */
  g_assert_cmpint (cart->total, ==, 3084000);
  g_assert_cmpint (((HrtCartLine *) g_ptr_array_index (cart->lines, 0))->total, ==, 3000000);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HrtOutcome) refused = add_to_cart (session, 1, bad[i]);

      g_assert_true (hrt_outcome_is_refused (refused));
      g_assert_cmpint (refused->count, ==, 2);
    }
  HRT_TEST_CALL (result, hrt_sales_quote_shipping, web (), session);
  quotes = hrt_sales_quote_shipping_finish (web (), result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (quotes->len, ==, 2);

  HRT_TEST_CALL (result, hrt_sales_add_to_cart, web (), unknown, 1, 1);
  ended = hrt_sales_add_to_cart_finish (web (), result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND);
}

static HrtCheckout *
new_checkout (const char *key, GBytes *session, gint64 total)
{
  HrtCheckout *checkout = hrt_checkout_new ();

  checkout->key = g_strdup (key);
  checkout->language = g_strdup ("id");
  checkout->contact_name = g_strdup ("<b>Siti</b> '\"& \xf0\x9f\x8e\xb8");
  checkout->contact_phone = g_strdup ("+6281234567890");
  checkout->contact_email = g_strdup ("siti@example.com");
  checkout->shipping_service_id = 1;
  checkout->payment_method = g_strdup ("pay_at_pickup");
  checkout->expected_total = total;
  checkout->session_hash = g_bytes_ref (session);
  hrt_checkout_add_line (checkout, 1, 1);
  return checkout;
}

static HrtOutcome *
place (HrtCheckout *checkout)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  HRT_TEST_CALL (result, hrt_sales_place_order, web (), checkout);
  outcome = hrt_sales_place_order_finish (web (), result, &error);
  g_assert_no_error (error);
  return outcome;
}

static HrtOrder *
load_by_secret (const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  HRT_TEST_CALL (result, hrt_sales_load_order_by_secret, web (), secret);
  return hrt_sales_load_order_by_secret_finish (web (), result, error);
}

static void
test_order (void)
{
  g_autoptr (GBytes) session = new_session ();
  g_autofree char *key = hrt_uuid_new ();
  g_autoptr (HrtOutcome) in_cart = add_to_cart (session, 1, 1);
  g_autoptr (HrtOutcome) changed = place (new_checkout (key, session, 1));
  g_autoptr (HrtOutcome) placed = place (new_checkout (key, session, 1500000));
  g_autoptr (HrtOutcome) again = place (new_checkout (key, session, 1500000));
  g_autoptr (HrtOrder) order = NULL;
  g_autoptr (HrtOrder) nothing = NULL;
  g_autoptr (HrtOutcome) cancelled = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtRefusal *refusal = hrt_outcome_find_refusal (changed, "total_changed");

  g_assert_nonnull (refusal);
  g_assert_cmpint (refusal->actual, ==, 1500000);
  g_assert_cmpstr (placed->outcome, ==, "placed");
  g_assert_cmpstr (again->outcome, ==, "already_placed");
  g_assert_cmpstr (again->secret, ==, placed->secret);
  order = load_by_secret (placed->secret, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (order->contact_name, ==, "<b>Siti</b> '\"& \xf0\x9f\x8e\xb8");
  g_assert_cmpint (order->lines->len, ==, 1);
  g_assert_cmpint (order->events->len, ==, 3);

  nothing = load_by_secret ("' or 1=1 --", &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  nothing = load_by_secret ("\xff\xfe", &error);
  g_assert_nonnull (error);
  g_clear_error (&error);

  HRT_TEST_CALL (result, hrt_sales_cancel_by_secret, web (), placed->secret, "berubah pikiran");
  cancelled = hrt_sales_cancel_by_secret_finish (web (), result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cancelled->outcome, ==, "cancelled");
  hrt_test_shop_check (shop);
}

/* As the desk does for an order that is paid at pick-up. */
static HrtOutcome *
pay (const char *key, gint64 order_id, gint64 amount, gint64 shift_id)
{
  const HrtOrderPayment payment = { .key = key,
                                    .order_id = order_id,
                                    .method = "cash",
                                    .amount = amount,
                                    .tendered = 1600000,
                                    .staff_id = shop->owner_id,
                                    .shift_id = shift_id };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  HRT_TEST_CALL (result, hrt_sales_pay_order, till (), &payment);
  outcome = hrt_sales_pay_order_finish (till (), result, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
test_pay_and_hand_over (void)
{
  static const char expected_cash[] = "select coalesce(sum(amount), 0) from hrt.drawer_entry";
  g_autoptr (GBytes) session = new_session ();
  g_autofree char *key = hrt_uuid_new ();
  g_autofree char *pay_key = hrt_uuid_new ();
  g_autofree char *other_key = hrt_uuid_new ();
  g_autoptr (HrtOutcome) in_cart = add_to_cart (session, 1, 1);
  g_autoptr (HrtOutcome) placed = place (new_checkout (key, session, 1500000));
  g_autofree char *before = hrt_test_shop_query (shop, expected_cash);
  g_autoptr (HrtOutcome) wrong = pay (other_key, placed->order_id, 1, shop->shift_id);
  g_autoptr (HrtOutcome) nowhere = pay (other_key, placed->order_id, 1500000, 0);
  g_autoptr (HrtOutcome) paid = pay (pay_key, placed->order_id, 1500000, shop->shift_id);
  g_autoptr (HrtOutcome) again = pay (pay_key, placed->order_id, 1500000, shop->shift_id);
  g_autofree char *after = hrt_test_shop_query (shop, expected_cash);
  g_autoptr (HrtOutcome) handed = NULL;
  g_autoptr (HrtOutcome) back = NULL;
  g_autoptr (HrtOrder) order = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtRefusal *refusal;

  g_assert_nonnull (hrt_outcome_find_refusal (wrong, "wrong_amount"));
  g_assert_cmpstr (paid->outcome, ==, "paid");
  g_assert_cmpint (paid->change, ==, 100000);
  g_assert_cmpint (ABS (paid->placed_at - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
  g_assert_true (hrt_outcome_is_repeated (again));
  g_assert_cmpint (again->change, ==, 100000);
  g_assert_nonnull (hrt_outcome_find_refusal (nowhere, "no_open_shift"));
  g_assert_cmpint (g_ascii_strtoll (after, NULL, 10), ==,
                   g_ascii_strtoll (before, NULL, 10) + 1500000); /* once, in the drawer */
  HRT_TEST_CALL (result, hrt_sales_fulfil_order, till (), placed->order_id, "handed_over",
                 shop->owner_id, NULL);
  handed = hrt_sales_fulfil_order_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (handed));
  HRT_TEST_CALL (result, hrt_sales_cancel_order, till (), placed->order_id, "staff", shop->owner_id,
                 "x");
  back = hrt_sales_cancel_order_finish (till (), result, &error);
  g_assert_no_error (error);
  refusal = hrt_outcome_find_refusal (back, "illegal_transition");
  g_assert_nonnull (refusal);
  g_assert_cmpstr (refusal->from_state, ==, "completed");

  HRT_TEST_CALL (result, hrt_sales_load_order, till (), placed->order_id);
  order = hrt_sales_load_order_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (order->status, ==, "completed");
  g_assert_cmpstr (order->secret, ==, placed->secret);
  g_assert_cmpint (order->tendered, ==, 1600000);
  g_assert_cmpint (order->change, ==, 100000);
  g_assert_cmpint (order->transferred, ==, 0);
  g_assert_cmpint (order->paid_at, ==, paid->placed_at); /* as its receipt said */
  g_assert_nonnull (order->cashier_name);
  g_assert_cmpstr (((HrtOrderLine *) g_ptr_array_index (order->lines, 0))->sku, ==, "F310-NAT");
  hrt_test_shop_check (shop);
}

static HrtOutcome *
move_drawer (const char *key, const char *kind, gint64 amount)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtOutcome *outcome;

  HRT_TEST_CALL (result, hrt_sales_move_drawer, till (), key, shop->shift_id, shop->owner_id, kind,
                 amount, "galon air");
  outcome = hrt_sales_move_drawer_finish (till (), result, &error);
  g_assert_no_error (error);
  return outcome;
}

/* Once for each key, and the closing of the shift, which comes after this test, counts it. */
static void
test_drawer (void)
{
  static const gint64 bad[] = { 0, -1, G_MAXINT64 };
  g_autofree char *in_key = hrt_uuid_new ();
  g_autofree char *out_key = hrt_uuid_new ();
  g_autoptr (HrtOutcome) in = move_drawer (in_key, "pay_in", 100000);
  g_autoptr (HrtOutcome) out = move_drawer (out_key, "pay_out", 30000);
  g_autoptr (HrtOutcome) again = move_drawer (out_key, "pay_out", 30000);
  g_autoptr (HrtOutcome) other = move_drawer (out_key, "pay_out", 40000);
  g_autofree char *journal = NULL;

  g_assert_cmpstr (in->outcome, ==, "booked");
  g_assert_cmpstr (out->outcome, ==, "booked");
  g_assert_cmpint (out->expected_cash, ==, in->expected_cash - 30000);
  g_assert_cmpstr (again->outcome, ==, "already_booked");
  g_assert_cmpint (again->expected_cash, ==, out->expected_cash);
  g_assert_nonnull (hrt_outcome_find_refusal (other, "key_conflict"));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *key = hrt_uuid_new ();
      g_autoptr (HrtOutcome) refused = move_drawer (key, "pay_out", bad[i]);

      g_assert_nonnull (hrt_outcome_find_refusal (refused, "bad_amount"));
    }
  journal = hrt_test_shop_query (shop, "select count(*) from hrt.journal where kind = 'drawer'");
  g_assert_cmpstr (journal, ==, "2");
  hrt_test_shop_check (shop);
}

static void
test_shift (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTillShift) open = NULL;
  g_autoptr (HrtTillShift) none = NULL;
  g_autoptr (HrtOutcome) twice = NULL;
  g_autoptr (HrtOutcome) closed = NULL;
  g_autofree char *key = hrt_uuid_new ();
  g_autofree char *close_key = hrt_uuid_new ();

  HRT_TEST_CALL (result, hrt_sales_load_shift, till (), shop->till_id);
  open = hrt_sales_load_shift_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (open->id, ==, shop->shift_id);
  g_assert_cmpint (open->opening_float, ==, 200000);
  g_assert_cmpint (open->expected_cash, >, 200000);

  HRT_TEST_CALL (result, hrt_sales_open_shift, till (), key, shop->till_id, shop->owner_id, 0);
  twice = hrt_sales_open_shift_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_true (hrt_outcome_is_refused (twice));

  HRT_TEST_CALL (result, hrt_sales_close_shift, till (), close_key, shop->shift_id, shop->owner_id,
                 open->expected_cash - 500, "kurang");
  closed = hrt_sales_close_shift_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_false (hrt_outcome_is_refused (closed));
  g_assert_cmpint (closed->difference, ==, -500);
  HRT_TEST_CALL (result, hrt_sales_load_shift, till (), shop->till_id);
  none = hrt_sales_load_shift_finish (till (), result, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  hrt_test_shop_check (shop);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  g_test_add_func ("/sales/sell", test_sell);
  g_test_add_func ("/sales/refused", test_sell_refused);
  g_test_add_func ("/sales/every-short-line", test_every_short_line);
  g_test_add_func ("/sales/bad-keys", test_bad_keys);
  g_test_add_func ("/sales/ticket", test_ticket);
  g_test_add_func ("/sales/crowd", test_crowd);
  g_test_add_func ("/sales/cart", test_cart);
  g_test_add_func ("/sales/order", test_order);
  g_test_add_func ("/sales/pay-and-hand-over", test_pay_and_hand_over);
  g_test_add_func ("/sales/drawer", test_drawer);
  g_test_add_func ("/sales/shift", test_shift);
  status = g_test_run ();
  hrt_test_shop_free (shop);
  return status;
}
