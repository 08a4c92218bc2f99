/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Sells three lines at a time for several clients of one process through HrtSales, as a program of
 * ours does: with the journal file, and with what comes meanwhile going together in the next call.
 * Prints a line when the clock starts, and one JSON object: sales, sales per second.
 *
 *   bench-sale-service CONNINFO DATA-DIR CLIENTS SECONDS FIRST_VARIANT N_VARIANTS TILL SHIFT STAFF
 *
 * N_VARIANTS = 3 makes everybody buy the same goods.
 */

#include <glib.h>

#include "model/sales/hrt-sale.h"
#include "model/sales/hrt-sales.h"
#include "model/shop/hrt-context.h"

#define LINES   3
#define WARM_UP 100 /* sales before the clock starts */

typedef struct
{
  HrtSales *sales;
  GMainLoop *loop;
  GRand *rand;
  gint64 first_variant, n_variants, till, shift, staff;
  gint64 length_us;
  gint64 start; /* 0 while warming up */
  gint64 end;
  guint sold;
  guint busy; /* clients with a sale under way */
} Bench;

static void next (Bench *bench);

static void
on_sold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_sales_sell_finish (HRT_SALES (source), result, &error);

  if (outcome == NULL)
    g_error ("%s", error->message);
  if (g_strcmp0 (outcome->outcome, "sold") != 0)
    g_error ("sale refused");
  bench->sold++;
  bench->end = g_get_monotonic_time ();
  if (bench->start == 0 && bench->sold == WARM_UP)
    {
      bench->start = bench->end;
      bench->sold = 0;
      g_print ("start\n");
    }
  bench->busy--;
  if (bench->start == 0 || bench->end < bench->start + bench->length_us)
    next (bench);
  else if (bench->busy == 0)
    g_main_loop_quit (bench->loop);
}

static void
next (Bench *bench)
{
  g_autofree char *key = g_uuid_string_random ();
  HrtSale *sale = hrt_sale_new (key, bench->till, bench->shift, bench->staff);
  gint64 group = g_rand_int_range (bench->rand, 0, (gint32) (bench->n_variants / LINES));

  for (guint i = 0; i < LINES; i++)
    hrt_sale_add_line (sale, bench->first_variant + group * LINES + i, 1, 100000);
  hrt_sale_add_tender (sale, "cash", 300000, 300000);
  bench->busy++;
  hrt_sales_sell_async (bench->sales, sale, NULL, on_sold, bench);
}

static gint64
read_number (const char *text)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    g_error ("%s is no number", text);
  return number;
}

int
main (int argc, char **argv)
{
  g_autoptr (HrtContext) context = NULL;
  Bench bench = { 0 };

  if (argc != 10)
    g_error ("see the head of this file for the arguments");
  context = hrt_context_new (argv[1], argv[2]);
  hrt_context_start (context);
  bench.sales = hrt_context_get_sales (context);
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.rand = g_rand_new_with_seed (1);
  bench.length_us = read_number (argv[4]) * G_USEC_PER_SEC;
  bench.first_variant = read_number (argv[5]);
  bench.n_variants = read_number (argv[6]);
  bench.till = read_number (argv[7]);
  bench.shift = read_number (argv[8]);
  bench.staff = read_number (argv[9]);
  for (gint64 i = read_number (argv[3]); i > 0; i--)
    next (&bench);
  g_main_loop_run (bench.loop);
  g_print ("{\"sold\": %u, \"per_second\": %.1f}\n", bench.sold,
           bench.sold / ((bench.end - bench.start) / 1e6));
  return 0;
}
