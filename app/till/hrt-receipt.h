/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceipt: what a receipt says, as values, and the rows it is set in. The screen, the PDF and a
 * printer draw the same rows.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *variant;
  gint64 quantity;
  gint64 unit_price; /* minor units */
  gint64 total;
} HrtReceiptLine;

typedef struct
{
  char *shop_name;
  char *shop_address;
  char *shop_phone;
  char *tax_number; /* empty when the shop charges no tax */
  char *number;
  char *date; /* in the shop's time zone, ready to show */
  char *cashier;
  GPtrArray *lines; /* (element-type HrtReceiptLine) */
  gint64 subtotal;
  gint64 discount;
  char *shipping_name; /* of an order that came by the web */
  gint64 shipping;
  gint64 rounding;
  gint64 tax;
  gint64 total;
  gint64 transferred; /* what came by other ways than cash */
  gint64 tendered;    /* cash handed over */
  gint64 change;
  gboolean is_tax_included;
  gboolean is_copy;
  char *proof; /* what the QR code holds; NULL for none */
  char *footer;
} HrtReceipt;

typedef enum
{
  HRT_RECEIPT_ROW_TITLE,
  HRT_RECEIPT_ROW_CENTRE,
  HRT_RECEIPT_ROW_TEXT,
  HRT_RECEIPT_ROW_PAIR,
  HRT_RECEIPT_ROW_TOTAL,
  HRT_RECEIPT_ROW_RULE,
  HRT_RECEIPT_ROW_SPACE,
  HRT_RECEIPT_ROW_QR,
} HrtReceiptRowKind;

typedef struct
{
  HrtReceiptRowKind kind;
  char *left;
  char *right;
} HrtReceiptRow;

HrtReceipt *hrt_receipt_new (void);
void hrt_receipt_free (HrtReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtReceipt, hrt_receipt_free)
void hrt_receipt_add_line (HrtReceipt *self,
                           const char *name,
                           const char *variant,
                           gint64 quantity,
                           gint64 unit_price,
                           gint64 total);
GPtrArray *hrt_receipt_dup_rows (const HrtReceipt *self); /* (element-type HrtReceiptRow) */
char *hrt_receipt_dup_text (const HrtReceipt *self);

G_END_DECLS
