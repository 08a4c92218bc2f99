/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of HrtOrderPage share: the page itself, and the money that comes for its order.
 */

#pragma once

#include "../till/hrt-receipt-pane.h"
#include "../till/hrt-scan-reader.h"
#include "../till/hrt-tender-pane.h"
#include "hrt-order-page.h"
#include "model/sales/hrt-sales.h"

G_BEGIN_DECLS

struct _HrtOrderPage
{
  GtkWidget parent_instance;

  GtkStack *work; /* the order, its payment in cash, the receipt of it */
  GtkLabel *eyebrow;
  GtkLabel *total;
  GtkButton *receipt_button;
  GtkBox *tags;
  AdwPreferencesGroup *lines;
  AdwPreferencesGroup *customer;
  AdwPreferencesGroup *events;
  GtkWidget *bar;
  GtkFlowBox *buttons;
  GtkButton *cancel;
  GtkButton *pay;
  GtkButton *advance;
  HrtTenderPane *tender;
  HrtReceiptPane *receipt;

  HrtDesk *desk;   /* (owned) */
  HrtOrder *order; /* (owned) (nullable) until it is read */
  GPtrArray
      *rows; /* (owned) (element-type GtkWidget) of the three groups, to take them out again */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  gint64 order_id;

  char *payment_key; /* (owned) (nullable) of the payment in cash that is being taken */
  HrtReceipt *paid;  /* (owned) (nullable) the receipt that is shown, or was */
  HrtScanReader scanner;
  gboolean is_paying; /* it is on its way to the database */
};

/* hrt-order-page.c */
void _hrt_order_page_take_outcome (HrtOrderPage *self, HrtOutcome *outcome, const GError *error);
void _hrt_order_page_say_closed (HrtOrderPage *self, const char *text);

/* hrt-order-pay.c */
gboolean _hrt_order_pay_is_at_pickup (HrtOrder *order);
void _hrt_order_pay_begin (HrtOrderPage *self);
void _hrt_order_pay_check (HrtOrderPage *self);
void _hrt_order_pay_leave (HrtOrderPage *self);
void _hrt_order_pay_show_copy (HrtOrderPage *self);
void _hrt_order_pay_print (HrtOrderPage *self);
void _hrt_order_pay_attach (HrtOrderPage *self);
void _hrt_order_pay_detach (HrtOrderPage *self);

G_END_DECLS
