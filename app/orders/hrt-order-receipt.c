/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the receipt of an order says, when it has just been paid and ever after.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-receipt.h"

#include "../till/hrt-receipt-shop.h"
#include "hrt-order-labels.h"

static void
add_lines (HrtReceipt *receipt, HrtOrder *order)
{
  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      HrtOrderLine *line = g_ptr_array_index (order->lines, i);

      hrt_receipt_add_line (receipt, line->product_name, line->variant_name, line->quantity,
                            line->unit_price, line->quantity * line->unit_price);
    }
}

static void
add_sums (HrtReceipt *receipt, HrtOrder *order)
{
  receipt->is_tax_included = order->tax_included;
  receipt->subtotal = order->subtotal;
  receipt->discount = order->discount;
  receipt->shipping_name = g_strdup (hrt_order_shipping_text (order));
  receipt->shipping = order->shipping_cost;
  receipt->rounding = order->rounding;
  receipt->tax = order->tax;
  receipt->total = order->total;
}

/**
 * hrt_order_receipt_new:
 * @desk: whose shop
 * @order: with its lines, as they were stored
 * @cash: (nullable): of the payment in cash that was made this moment, which @order does not know
 *   yet; %NULL: @order is paid, and what it knows of its payment makes a copy
 *
 * Nothing of an order but its state and its payment changes when it is paid.
 *
 * Returns: (transfer full): the receipt
 */
HrtReceipt *
hrt_order_receipt_new (HrtDesk *desk, HrtOrder *order, HrtOutcome *cash)
{
  gboolean is_copy = cash == NULL;
  HrtReceipt *receipt =
      hrt_receipt_new_for_shop (desk, order->number, is_copy ? order->paid_at : cash->placed_at,
                                is_copy ? order->cashier_name : hrt_desk_get_staff_name (desk),
                                order->secret);

  add_lines (receipt, order);
  add_sums (receipt, order);
  receipt->is_copy = is_copy;
  receipt->transferred = is_copy ? order->transferred : 0;
  receipt->tendered = is_copy ? order->tendered : order->total + cash->change;
  receipt->change = is_copy ? order->change : cash->change;
  return receipt;
}
