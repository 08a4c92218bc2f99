/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Which notes a customer is likely to hand over for a sum: what the quick-tender keys offer.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "hrt-quick-tender.h"

/* Rupiah notes, and the stacks people count them in. */
static const gint64 steps[] = { 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000 };

static void
insert_sorted (gint64 *amounts, guint *n, gint64 amount)
{
  guint at = 0;

  while (at < *n && amounts[at] < amount)
    at++;
  if (at < *n && amounts[at] == amount)
    return;
  for (guint i = MIN (*n, HRT_QUICK_TENDERS - 1); i > at; i--)
    amounts[i] = amounts[i - 1];
  if (at < HRT_QUICK_TENDERS)
    {
      amounts[at] = amount;
      *n = MIN (*n + 1, HRT_QUICK_TENDERS);
    }
}

/**
 * hrt_quick_tender_suggest:
 * @due: what is to be paid, minor units, > 0
 * @amounts: (out): sums above @due, ascending
 *
 * The exact sum is not among them: it has a key of its own.
 *
 * Returns: how many there are
 */
guint
hrt_quick_tender_suggest (gint64 due, gint64 amounts[HRT_QUICK_TENDERS])
{
  guint n = 0;

  if (due <= 0 || due > G_MAXINT64 / 2)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gint64 rounded = (due + steps[i] - 1) / steps[i] * steps[i];

      /* Nobody pays millions to the next five thousand. */
      if (rounded > due && steps[i] >= due / 200)
        insert_sorted (amounts, &n, rounded);
    }
  return n;
}
