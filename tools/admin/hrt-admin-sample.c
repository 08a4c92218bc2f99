/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin sample: the sample shop, or a large catalogue for measuring.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/shop/hrt-sample.h"

#define MAX_PRODUCTS 1000000

/**
 * hrt_admin_sample:
 * @argc: number of @argv
 * @argv: "sample" and its options
 *
 * Returns: the exit code
 */
int
hrt_admin_sample (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  HrtSampleOptions options = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "products", 0, 0, G_OPTION_ARG_INT64, &options.n_products,
      N_ ("As many products in all (default: the sample shop's own)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
      N_ ("Of what is left to chance; the same seed makes the same shop"), "S" },
    { "without-history", 0, 0, G_OPTION_ARG_NONE, &options.without_history,
      N_ ("No past sales and orders"), NULL },
    { "without-pictures", 0, 0, G_OPTION_ARG_NONE, &options.without_pictures,
      N_ ("Leave the pictures out"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!hrt_admin_parse (&admin, &argc, &argv, entries, NULL,
                        _ ("Fills an empty shop with sample goods, people and past sales.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (options.n_products < 0 || options.n_products > MAX_PRODUCTS)
    return hrt_admin_close (&admin, hrt_admin_usage (_ ("--products takes 0 to %d"), MAX_PRODUCTS));
  if (!hrt_admin_open_migrated (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  if (admin.data_dir == NULL)
    options.without_pictures = TRUE;
  hrt_sample_create_with_async (admin.owner, admin.data_dir, &options, NULL, hrt_admin_on_ready,
                                &result);
  if (!hrt_sample_create_finish (hrt_admin_await (&result), &error))
    {
      hrt_admin_complain (_ ("making the sample shop"), error);
      return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
    }
  g_print ("%s\n", _ ("The sample shop is ready."));
  return hrt_admin_close (&admin, HRT_ADMIN_OK);
}
