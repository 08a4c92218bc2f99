/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSale and HrtCheckout: what is asked for, filled step by step and then handed to HrtSales.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrtSale HrtSale;

HrtSale *hrt_sale_new (const char *key, gint64 till_id, gint64 shift_id, gint64 staff_id);
void hrt_sale_free (HrtSale *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtSale, hrt_sale_free)
void hrt_sale_add_line (HrtSale *self, gint64 variant_id, gint64 quantity, gint64 unit_price);
void hrt_sale_add_tender (HrtSale *self, const char *method, gint64 amount, gint64 tendered);
void hrt_sale_set_discount (HrtSale *self, gint64 discount);
void hrt_sale_set_location (HrtSale *self, gint64 location_id);
void hrt_sale_set_customer (HrtSale *self, gint64 customer_id);
void hrt_sale_set_oversell_reason (HrtSale *self, const char *reason);
void hrt_sale_set_note (HrtSale *self, const char *note);
const char *hrt_sale_get_key (HrtSale *self);
char *hrt_sale_dup_json (HrtSale *self);

/* Members are set directly (texts owned); lines come from the session's cart. */
typedef struct
{
  char *key; /* a UUID made when the form was shown */
  gint64 customer_id;
  char *language;
  char *contact_name;
  char *contact_phone; /* E.164 */
  char *contact_email;
  char *address;
  char *city;
  char *postal_code;
  char *note;
  gint64 shipping_service_id;
  char *payment_method;  /* "bank_transfer", "pay_at_pickup" */
  gint64 expected_total; /* what the customer saw; rupiah */
  GArray *lines;         /* (owned) (element-type HrtCheckoutLine) */
  GBytes *session_hash;  /* (owned) (nullable) the cart that is emptied */
} HrtCheckout;

typedef struct
{
  gint64 variant_id;
  gint64 quantity;
} HrtCheckoutLine;

HrtCheckout *hrt_checkout_new (void);
void hrt_checkout_free (HrtCheckout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtCheckout, hrt_checkout_free)
void hrt_checkout_add_line (HrtCheckout *self, gint64 variant_id, gint64 quantity);
char *hrt_checkout_dup_json (HrtCheckout *self);

G_END_DECLS
