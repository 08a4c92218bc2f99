/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A till for test-crash.py that sells without a pause, through the service the app uses, and prints
 * the number of each sale once it is confirmed. Until its standard input ends.
 * `hrt-sell-tool CONNINFO DATA-DIR TILL SHIFT STAFF VARIANT PRICE`
 */

#define G_LOG_DOMAIN "hrt-test"

#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales.h"
#include "model/shop/hrt-context.h"

#define N_AT_ONCE 8
#define RETRY_MS  100

typedef struct
{
  GMainLoop *loop; /* (owned) */
  HrtSales *sales;
  gint64 till, shift, staff, variant, price;
  guint busy;
  gboolean is_ending;
  char byte;
} Till;

typedef struct
{
  Till *till;
  char *key; /* (owned) */
} Try;

static void begin (Till *till);
static gboolean try_sale (gpointer user_data);

static void
on_sold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Try *attempt = user_data;
  Till *till = attempt->till;
  g_autoptr (HrtOutcome) outcome = hrt_sales_sell_finish (till->sales, result, NULL);

  /* Nobody knows whether it was sold: asked again under the same key, as the app does. */
  if (outcome == NULL)
    {
      g_timeout_add (RETRY_MS, try_sale, attempt);
      return;
    }
  g_assert_false (hrt_outcome_is_refused (outcome));
  g_print ("%s\n", outcome->number);
  g_free (attempt->key);
  g_free (attempt);
  till->busy--;
  if (!till->is_ending)
    begin (till);
  else if (till->busy == 0)
    g_main_loop_quit (till->loop);
}

static gboolean
try_sale (gpointer user_data)
{
  Try *attempt = user_data;
  Till *till = attempt->till;
  HrtSale *sale = hrt_sale_new (attempt->key, till->till, till->shift, till->staff);

  hrt_sale_add_line (sale, till->variant, 1, till->price);
  hrt_sale_add_tender (sale, "cash", 0, till->price);
  hrt_sales_sell_async (till->sales, sale, NULL, on_sold, attempt);
  return G_SOURCE_REMOVE;
}

static void
begin (Till *till)
{
  Try *attempt = g_new0 (Try, 1);

  attempt->till = till;
  attempt->key = hrt_uuid_new ();
  till->busy++;
  try_sale (attempt);
}

static void
on_input (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Till *till = user_data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  till->is_ending = TRUE;
}

static gint64
read_number (const char *text)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &number, NULL))
    g_error ("%s is no number", text);
  return number;
}

int
main (int argc, char **argv)
{
  g_autoptr (HrtContext) context = NULL;
  g_autoptr (GInputStream) input = NULL;
  Till till = { 0 };

  if (argc != 8)
    return 2;
  context = hrt_context_new (argv[1], argv[2]);
  till.loop = g_main_loop_new (NULL, FALSE);
  till.sales = hrt_context_get_sales (context);
  till.till = read_number (argv[3]);
  till.shift = read_number (argv[4]);
  till.staff = read_number (argv[5]);
  till.variant = read_number (argv[6]);
  till.price = read_number (argv[7]);
  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_input_stream_read_async (input, &till.byte, 1, G_PRIORITY_DEFAULT, NULL, on_input, &till);
  for (guint i = 0; i < N_AT_ONCE; i++)
    begin (&till);
  g_main_loop_run (till.loop);
  g_main_loop_unref (till.loop);
  return 0;
}
