/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Two sides of a change, in two processes, on one clock.
 *
 *   bench-live watch CONNINFO PRODUCT          a line {"us": MONOTONIC, "price": N} each time the
 * product on its list changes bench-live change CONNINFO VARIANT STAFF   reads prices from standard
 * input, one a line; sets each and answers
 *                                              {"us": MONOTONIC, "price": N} when it is committed
 */

#include <gio/gunixinputstream.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "model/catalog/hrt-catalog.h"
#include "model/catalog/hrt-product-list.h"
#include "model/shop/hrt-context.h"

typedef struct
{
  HrtContext *context;
  HrtProductList *list;
  GDataInputStream *input;
  gint64 product_id;
  gint64 variant_id;
  gint64 staff_id;
  gint64 price;
} Live;

static void read_price (Live *live);

static void
say (gint64 price)
{
  g_print ("{\"us\": %" G_GINT64_FORMAT ", \"price\": %" G_GINT64_FORMAT "}\n",
           g_get_monotonic_time (), price);
}

static void
on_price_changed (HrtProduct *product, GParamSpec *pspec, gpointer user_data)
{
  if (!product->is_placeholder)
    say (product->price);
}

/* The way a screen holds it: the item stays, its properties are notified. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Live *live)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HrtProduct) product = g_list_model_get_item (model, i);

      if (product->id == live->product_id)
        {
          g_signal_connect (product, "notify::price", G_CALLBACK (on_price_changed), live);
          on_price_changed (product, NULL, live);
          g_object_ref (product);
        }
    }
}

static void
watch (Live *live)
{
  g_autoptr (HrtProductQuery) query = hrt_product_query_new ();

  hrt_product_query_set_ids (query, &live->product_id, 1);
  query->sort = HRT_PRODUCT_SORT_GIVEN;
  live->list = hrt_product_list_new (live->context);
  g_signal_connect (live->list, "items-changed", G_CALLBACK (on_items_changed), live);
  hrt_product_list_set_query (live->list, query);
}

static void
on_price_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Live *live = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_catalog_set_price_finish (HRT_CATALOG (source), result, &error))
    g_error ("%s", error->message);
  say (live->price);
  read_price (live);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Live *live = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (live->input, result, NULL, NULL);

  if (line == NULL)
    _exit (0);
  live->price = g_ascii_strtoll (line, NULL, 10);
  hrt_catalog_set_price_async (hrt_context_get_catalog (live->context), live->variant_id,
                               live->price, live->staff_id, 0, NULL, on_price_set, live);
}

static void
read_price (Live *live)
{
  g_data_input_stream_read_line_async (live->input, G_PRIORITY_DEFAULT, NULL, on_line, live);
}

int
main (int argc, char **argv)
{
  Live live = { 0 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gboolean watching = argc == 4 && strcmp (argv[1], "watch") == 0;

  if (!watching && argc != 5)
    g_error ("see the head of this file for the arguments");
  live.context = hrt_context_new (argv[2], g_get_tmp_dir ());
  hrt_context_start (live.context);
  if (watching)
    {
      live.product_id = g_ascii_strtoll (argv[3], NULL, 10);
      watch (&live);
    }
  else
    {
      g_autoptr (GInputStream) stdin_stream = g_unix_input_stream_new (0, FALSE);

      live.variant_id = g_ascii_strtoll (argv[3], NULL, 10);
      live.staff_id = g_ascii_strtoll (argv[4], NULL, 10);
      live.input = g_data_input_stream_new (stdin_stream);
      read_price (&live);
    }
  g_main_loop_run (loop);
  return 0;
}
