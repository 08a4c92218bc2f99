/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOutcome: what a business operation came to: done, done before, or refused with every reason.
 */

#pragma once

#include "hrt-refusal.h"

G_BEGIN_DECLS

#define HRT_TYPE_OUTCOME (hrt_outcome_get_type ())
G_DECLARE_FINAL_TYPE (HrtOutcome, hrt_outcome, HRT, OUTCOME, HrtEntity)

struct _HrtOutcome
{
  HrtEntity parent_instance;

  char *key; /* of the request */
  const char *outcome;
  gint64 order_id;   /* 0 when there is none */
  char *number;      /* of the order */
  char *secret;      /* of the order's link */
  char *skus;        /* JSON array, of a sale's lines */
  gint64 total;      /* rupiah */
  gint64 tax;        /* rupiah */
  gint64 rounding;   /* rupiah */
  gint64 change;     /* rupiah; cash to give back */
  gint64 placed_at;  /* us since 1970 UTC; of an order's payment: when it came */
  gint64 expires_at; /* us since 1970 UTC */
  gint64 id;         /* of what was saved */
  gint64 revision;   /* of it */
  gint64 shift_id;
  gint64 movement_id;
  gint64 on_hand;       /* pieces after it */
  gint64 available;     /* pieces after it */
  gint64 expected_cash; /* rupiah; in the drawer */
  gint64 counted_cash;  /* rupiah */
  gint64 difference;    /* rupiah; counted - expected */
  const char *status;   /* of the order, after it */
  const char *payment_status;
  const char *fulfilment_status;
  gint64 count;   /* pieces in the cart, orders expired */
  char *problems; /* decoded into @refusals */

  GPtrArray *refusals; /* (owned) (element-type HrtRefusal) empty unless refused */
};

gboolean hrt_outcome_is_refused (HrtOutcome *self);
gboolean hrt_outcome_is_repeated (HrtOutcome *self);
HrtRefusal *hrt_outcome_find_refusal (HrtOutcome *self, const char *code);

G_END_DECLS
