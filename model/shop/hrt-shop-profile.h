/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShopProfile: who the shop is, and the rules of money and tax that it sells by.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHOP_PROFILE (hrt_shop_profile_get_type ())
G_DECLARE_FINAL_TYPE (HrtShopProfile, hrt_shop_profile, HRT, SHOP_PROFILE, HrtEntity)

struct _HrtShopProfile
{
  HrtEntity parent_instance;

  gint64 id;
  char *name;
  char *tagline;
  char *address;
  char *city;
  char *postal_code;
  char *phone;
  char *email;
  char *opening_hours;
  char *language; /* "id" or "en" */
  char *currency;
  char *time_zone;      /* of the IANA list */
  gboolean charges_tax; /* only a PKP may */
  gboolean prices_include_tax;
  char *tax_number;
  char *bank_name;
  char *bank_account;
  char *bank_holder;
  gint64 transfer_hold_hours; /* 1 to 720 */
  gint64 pickup_hold_hours;   /* 1 to 720 */
  gint64 cash_rounding;       /* rupiah: 0, 50, 100, 500 or 1000 */
  char *receipt_footer;
  char *web_address;       /* where customers find the web shop: "https://toko.example"; "" */
  gint64 web_order_pieces; /* 1 to 9999: a web order holds no more */
  gboolean sample;
  gint64 revision;
};

HrtShopProfile *hrt_shop_profile_new (void); /* a draft, or a test's */

G_END_DECLS
