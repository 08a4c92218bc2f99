/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtMoney: an amount in whole minor units and the currency it is in. No floating point, ever.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HRT_TYPE_MONEY  (hrt_money_get_type ())
#define HRT_MONEY_ERROR (hrt_money_error_quark ())

/**
 * HrtMoneyError:
 * @HRT_MONEY_ERROR_OVERFLOW: the result does not fit 64 bits
 * @HRT_MONEY_ERROR_CURRENCY: the two amounts are in different currencies
 * @HRT_MONEY_ERROR_SYNTAX: the text is not an amount as people here write it
 */
typedef enum
{
  HRT_MONEY_ERROR_OVERFLOW,
  HRT_MONEY_ERROR_CURRENCY,
  HRT_MONEY_ERROR_SYNTAX,
} HrtMoneyError;

/**
 * HrtMoneyStyle:
 * @HRT_MONEY_STYLE_PLAIN: "Rp 1.500.000" with a plain space (receipts, logs, GTK)
 * @HRT_MONEY_STYLE_NBSP: the same with a no-break space (HTML)
 * @HRT_MONEY_STYLE_BARE: "1.500.000", for columns that say the currency in their heading
 */
typedef enum
{
  HRT_MONEY_STYLE_PLAIN,
  HRT_MONEY_STYLE_NBSP,
  HRT_MONEY_STYLE_BARE,
} HrtMoneyStyle;

typedef struct
{
  gint64 minor;     /* minor units; IDR has none here: 1 = Rp 1 */
  char currency[4]; /* ISO 4217, NUL-terminated */
} HrtMoney;

GType hrt_money_get_type (void);
GQuark hrt_money_error_quark (void);

HrtMoney hrt_money_idr (gint64 rupiah);
HrtMoney *hrt_money_copy (const HrtMoney *money);
void hrt_money_free (HrtMoney *money);

gboolean hrt_money_add (const HrtMoney *a, const HrtMoney *b, HrtMoney *sum, GError **error);
gboolean hrt_money_subtract (const HrtMoney *a, const HrtMoney *b, HrtMoney *rest, GError **error);
gboolean hrt_money_multiply (const HrtMoney *a, gint64 factor, HrtMoney *product, GError **error);

char *hrt_money_format (const HrtMoney *money, HrtMoneyStyle style);
char *hrt_rupiah_format (gint64 rupiah, HrtMoneyStyle style);
gboolean hrt_rupiah_parse (const char *text, gint64 *rupiah, GError **error);

G_END_DECLS
