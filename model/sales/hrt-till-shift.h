/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillShift: a drawer between its opening and its counting.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_TILL_SHIFT (hrt_till_shift_get_type ())
G_DECLARE_FINAL_TYPE (HrtTillShift, hrt_till_shift, HRT, TILL_SHIFT, HrtEntity)

struct _HrtTillShift
{
  HrtEntity parent_instance;

  gint64 id;
  char *key;
  gint64 till_id;
  gint64 opened_by;
  char *opened_by_name;
  gint64 opened_at;     /* us since 1970 UTC */
  gint64 opening_float; /* rupiah */
  gint64 closed_by;
  gint64 closed_at;     /* us since 1970 UTC; G_MININT64: open */
  gint64 expected_cash; /* rupiah; by the books, also while it is open */
  gint64 counted_cash;  /* rupiah */
  char *note;
  gint64 n_sales;
  gint64 sales_total; /* rupiah */
};

HrtTillShift *hrt_till_shift_new (void); /* a draft, or a test's */

G_END_DECLS
