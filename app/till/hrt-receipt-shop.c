/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What every receipt of the shop begins and ends with, whatever was paid at the counter.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-shop.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"

/* A link that the customer's phone can follow; this machine's own address it cannot. */
static char *
dup_proof (HrtDesk *desk, const char *number, const char *secret)
{
  HrtShopProfile *profile = hrt_desk_get_profile (desk);

  if (secret == NULL || secret[0] == '\0')
    return NULL;
  if (profile == NULL || profile->web_address[0] == '\0')
    return g_strdup_printf ("%s %s", number, secret);
  return g_strdup_printf ("%s/order/%s", profile->web_address, secret);
}

static char *
dup_address (HrtShopProfile *profile)
{
  g_autofree char *town = g_strjoin (" ", profile->city, profile->postal_code, NULL);

  g_strstrip (town);
  if (profile->address[0] == '\0' || town[0] == '\0')
    return g_strdup (profile->address[0] != '\0' ? profile->address : town);
  return g_strdup_printf ("%s, %s", profile->address, town);
}

static void
add_shop (HrtDesk *desk, HrtReceipt *receipt)
{
  HrtShopProfile *profile = hrt_desk_get_profile (desk);

  if (profile == NULL)
    return;
  receipt->shop_name = g_strdup (profile->name);
  receipt->shop_address = dup_address (profile);
  receipt->shop_phone = g_strdup (profile->phone);
  receipt->tax_number = profile->charges_tax ? g_strdup (profile->tax_number) : NULL;
  receipt->is_tax_included = profile->prices_include_tax;
  receipt->footer = g_strdup (profile->receipt_footer[0] != '\0'
                                  ? profile->receipt_footer
                                  : C_ ("receipt", "Thank you and see you again!"));
}

/**
 * hrt_receipt_new_for_shop:
 * @desk: whose shop
 * @number: of the order
 * @paid_at: microseconds since 1970 UTC
 * @cashier: (nullable): the name of who received the money
 * @secret: (nullable): of the order's link
 *
 * Returns: (transfer full): a receipt without lines and sums
 */
HrtReceipt *
hrt_receipt_new_for_shop (
    HrtDesk *desk, const char *number, gint64 paid_at, const char *cashier, const char *secret)
{
  HrtReceipt *receipt = hrt_receipt_new ();

  add_shop (desk, receipt);
  receipt->number = g_strdup (number);
  receipt->date = hrt_ui_dup_time (paid_at, hrt_desk_get_time_zone (desk), "%d/%m/%Y %H.%M");
  receipt->cashier = g_strdup (cashier);
  receipt->proof = dup_proof (desk, number, secret);
  return receipt;
}
