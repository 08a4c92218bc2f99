/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrder: a sale at the till or an order from the web: one kind for both.
 */

#pragma once

#include "hrt-order-event.h"
#include "hrt-order-line.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDER (hrt_order_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrder, hrt_order, HRT, ORDER, HrtEntity)

struct _HrtOrder
{
  HrtEntity parent_instance;

  gint64 id;
  char *key;
  char *number;
  const char *channel;           /* "till", "web" */
  const char *status;            /* "placed", "confirmed", "completed", "cancelled", "expired" */
  const char *payment_status;    /* "unpaid", "paid", "part_refunded", "refunded" */
  const char *fulfilment_status; /* "pending", "packing", "ready_for_pickup", "shipped",
                                    "handed_over", "cancelled" */
  gint64 customer_id;
  gint64 staff_id;
  char *staff_name;
  gint64 shift_id;
  gint64 location_id;
  char *contact_name;
  char *contact_phone;
  char *contact_email;
  char *address;
  char *city;
  char *postal_code;
  char *note;
  gint64 shipping_service_id;
  char *shipping_name;
  char *shipping_name_en;     /* empty: the same as shipping_name */
  const char *payment_method; /* "cash", "bank_transfer", "pay_at_pickup" */
  gint64 subtotal;            /* rupiah */
  gint64 discount;            /* rupiah */
  gint64 shipping_cost;       /* rupiah */
  gint64 tax;                 /* rupiah */
  gint64 rounding;            /* rupiah */
  gint64 total;               /* rupiah */
  gboolean tax_included;
  gint64 tendered;    /* rupiah; cash handed over */
  gint64 change;      /* rupiah; cash given back */
  gint64 transferred; /* rupiah; what came by other ways than cash */
  gint64 paid_at;     /* us since 1970 UTC; 0: not paid, or not asked for */
  char *cashier_name; /* who received the money */
  char *language;
  gint64 placed_at;  /* us since 1970 UTC */
  gint64 expires_at; /* us since 1970 UTC; unpaid web orders */
  gint64 n_lines;
  gint64 n_pieces;
  char *first_line; /* name of the first line */
  char *secret;     /* of the order's link, where the asker may know it */
  gint64 revision;

  GPtrArray *lines;        /* (owned) (nullable) (element-type HrtOrderLine) */
  GPtrArray *events;       /* (owned) (nullable) (element-type HrtOrderEvent) */
  gboolean is_placeholder; /* its place in a list is known, its values are on their way */
};

/* Money for an order of the web. */
typedef struct
{
  const char *key; /* a UUID made for this payment: sent twice, it is booked once */
  gint64 order_id;
  const char *method; /* "bank_transfer" or "cash", also for an order that is paid at pick-up */
  gint64 amount;      /* rupiah; must be the order's total */
  gint64 tendered;    /* rupiah; cash handed over; 0: the exact sum */
  gint64 staff_id;    /* who received it; 0 for a provider */
  gint64 shift_id;    /* whose drawer takes the cash; 0 for a transfer, refused for cash */
} HrtOrderPayment;

HrtOrder *hrt_order_new (void); /* a draft, or a test's */

G_END_DECLS
