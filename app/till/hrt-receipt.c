/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceipt: what a receipt says, as values, and the rows it is set in.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt.h"

#include <glib/gi18n.h>

#include "model/base/hrt-money.h"

static void
line_free (gpointer data)
{
  HrtReceiptLine *line = data;

  g_free (line->name);
  g_free (line->variant);
  g_free (line);
}

static void
row_free (gpointer data)
{
  HrtReceiptRow *row = data;

  g_free (row->left);
  g_free (row->right);
  g_free (row);
}

HrtReceipt *
hrt_receipt_new (void)
{
  HrtReceipt *self = g_new0 (HrtReceipt, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
hrt_receipt_free (HrtReceipt *self)
{
  char **texts[] = { &self->shop_name, &self->shop_address, &self->shop_phone, &self->tax_number,
                     &self->number,    &self->date,         &self->cashier,    &self->proof,
                     &self->footer,    &self->shipping_name };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * hrt_receipt_add_line:
 * @quantity: pieces, > 0
 * @unit_price: minor units
 * @total: minor units, after the line's discount
 */
void
hrt_receipt_add_line (HrtReceipt *self,
                      const char *name,
                      const char *variant,
                      gint64 quantity,
                      gint64 unit_price,
                      gint64 total)
{
  HrtReceiptLine *line = g_new0 (HrtReceiptLine, 1);

  line->name = g_strdup (name);
  line->variant = g_strdup (variant);
  line->quantity = quantity;
  line->unit_price = unit_price;
  line->total = total;
  g_ptr_array_add (self->lines, line);
}

/* Takes @left and @right. */
static void
add_row (GPtrArray *rows, HrtReceiptRowKind kind, char *left, char *right)
{
  HrtReceiptRow *row = g_new0 (HrtReceiptRow, 1);

  row->kind = kind;
  row->left = left;
  row->right = right;
  g_ptr_array_add (rows, row);
}

static void
add_text (GPtrArray *rows, HrtReceiptRowKind kind, const char *text)
{
  if (text != NULL && text[0] != '\0')
    add_row (rows, kind, g_strdup (text), NULL);
}

static void
add_sum (GPtrArray *rows, HrtReceiptRowKind kind, const char *label, gint64 amount)
{
  HrtMoneyStyle style =
      kind == HRT_RECEIPT_ROW_TOTAL ? HRT_MONEY_STYLE_PLAIN : HRT_MONEY_STYLE_BARE;

  add_row (rows, kind, g_strdup (label), hrt_rupiah_format (amount, style));
}

static void
add_head (const HrtReceipt *self, GPtrArray *rows)
{
  add_text (rows, HRT_RECEIPT_ROW_TITLE, self->shop_name);
  add_text (rows, HRT_RECEIPT_ROW_CENTRE, self->shop_address);
  add_text (rows, HRT_RECEIPT_ROW_CENTRE, self->shop_phone);
  if (self->tax_number != NULL && self->tax_number[0] != '\0')
    add_row (rows, HRT_RECEIPT_ROW_CENTRE, g_strdup_printf (_ ("NPWP %s"), self->tax_number), NULL);
  add_row (rows, HRT_RECEIPT_ROW_RULE, NULL, NULL);
  if (self->is_copy)
    add_text (rows, HRT_RECEIPT_ROW_CENTRE, C_ ("receipt", "COPY"));
  add_row (rows, HRT_RECEIPT_ROW_PAIR, g_strdup (self->number), g_strdup (self->date));
  if (self->cashier != NULL && self->cashier[0] != '\0')
    add_row (rows, HRT_RECEIPT_ROW_PAIR, g_strdup (C_ ("receipt", "Cashier")),
             g_strdup (self->cashier));
  add_row (rows, HRT_RECEIPT_ROW_RULE, NULL, NULL);
}

static void
add_lines (const HrtReceipt *self, GPtrArray *rows)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      HrtReceiptLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *unit = hrt_rupiah_format (line->unit_price, HRT_MONEY_STYLE_BARE);

      if (line->variant != NULL && line->variant[0] != '\0')
        add_row (rows, HRT_RECEIPT_ROW_TEXT, g_strdup_printf ("%s, %s", line->name, line->variant),
                 NULL);
      else
        add_text (rows, HRT_RECEIPT_ROW_TEXT, line->name);
      add_row (rows, HRT_RECEIPT_ROW_PAIR,
               g_strdup_printf ("  %" G_GINT64_FORMAT " × %s", line->quantity, unit),
               hrt_rupiah_format (line->total, HRT_MONEY_STYLE_BARE));
    }
  add_row (rows, HRT_RECEIPT_ROW_RULE, NULL, NULL);
}

/* Where all of it was transferred there was neither cash nor change. */
static void
add_tenders (const HrtReceipt *self, GPtrArray *rows)
{
  if (self->transferred != 0)
    /* Translators: on a receipt, before the sum that came by bank transfer */
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Bank transfer"), self->transferred);
  if (self->transferred != 0 && self->tendered == 0)
    return;
  add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Cash"), self->tendered);
  add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Change"), self->change);
}

static void
add_sums (const HrtReceipt *self, GPtrArray *rows)
{
  if (self->subtotal != self->total)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Subtotal"), self->subtotal);
  if (self->discount != 0)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Discount"), -self->discount);
  if (self->shipping != 0)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, self->shipping_name, self->shipping);
  if (self->tax != 0 && !self->is_tax_included)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "PPN"), self->tax);
  if (self->rounding != 0)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Rounding"), self->rounding);
  add_sum (rows, HRT_RECEIPT_ROW_TOTAL, C_ ("receipt", "TOTAL"), self->total);
  add_tenders (self, rows);
  if (self->tax != 0 && self->is_tax_included)
    add_sum (rows, HRT_RECEIPT_ROW_PAIR, C_ ("receipt", "Of which PPN"), self->tax);
}

/**
 * hrt_receipt_dup_rows:
 *
 * Returns: (transfer full) (element-type HrtReceiptRow): the rows from top to bottom
 */
GPtrArray *
hrt_receipt_dup_rows (const HrtReceipt *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  add_head (self, rows);
  add_lines (self, rows);
  add_sums (self, rows);
  if (self->proof != NULL && self->proof[0] != '\0')
    {
      add_row (rows, HRT_RECEIPT_ROW_SPACE, NULL, NULL);
      add_text (rows, HRT_RECEIPT_ROW_QR, self->proof);
      add_text (rows, HRT_RECEIPT_ROW_CENTRE, C_ ("receipt", "Proof of purchase: scan me"));
    }
  add_row (rows, HRT_RECEIPT_ROW_SPACE, NULL, NULL);
  add_text (rows, HRT_RECEIPT_ROW_CENTRE, self->footer);
  return rows;
}

/**
 * hrt_receipt_dup_text:
 *
 * Returns: (transfer full): the receipt in words, for screen readers and logs of tests
 */
char *
hrt_receipt_dup_text (const HrtReceipt *self)
{
  g_autoptr (GPtrArray) rows = hrt_receipt_dup_rows (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      HrtReceiptRow *row = g_ptr_array_index (rows, i);

      if (row->left == NULL || row->kind == HRT_RECEIPT_ROW_QR)
        continue;
      g_string_append (text, row->left);
      if (row->right != NULL)
        g_string_append_printf (text, ": %s", row->right);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
