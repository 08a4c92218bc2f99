/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOutcome: its table of fields, and what can be asked of it.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-outcome.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtOutcome, key, HRT_FIELD_UUID, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, outcome, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, order_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, number, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, secret, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOutcome, total, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, tax, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, rounding, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, change, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, placed_at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, expires_at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, revision, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, shift_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, movement_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, on_hand, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, available, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, expected_cash, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, counted_cash, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, difference, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOutcome, status, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, payment_status, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, fulfilment_status, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, count, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtOutcome, skus, HRT_FIELD_JSON, HRT_EXPOSE_NEVER),
  HRT_FIELD (HrtOutcome, problems, HRT_FIELD_JSON, HRT_EXPOSE_NEVER),
};

static void
clear_outcome (gpointer instance)
{
  HrtOutcome *self = instance;

  g_clear_pointer (&self->refusals, g_ptr_array_unref);
}

/**
 * HrtOutcome:
 *
 * One row of what a function of the database answered: "sold", "placed", "paid", "already_sold" …
 * or "refused". Which of the other fields are set depends on the operation. Read-only.
 */
HRT_DEFINE_ENTITY (HrtOutcome, hrt_outcome, "outcome", fields, clear_outcome)

gboolean
hrt_outcome_is_refused (HrtOutcome *self)
{
  g_return_val_if_fail (HRT_IS_OUTCOME (self), TRUE);

  return self->outcome == NULL || g_str_equal (self->outcome, "refused");
}

/**
 * hrt_outcome_is_repeated:
 * @self: an outcome
 *
 * Returns: whether the same request had been carried out before, and this is the same answer again
 */
gboolean
hrt_outcome_is_repeated (HrtOutcome *self)
{
  g_return_val_if_fail (HRT_IS_OUTCOME (self), FALSE);

  return self->outcome != NULL && g_str_has_prefix (self->outcome, "already_");
}

/**
 * hrt_outcome_find_refusal:
 * @self: an outcome
 * @code: e.g. "out_of_stock"
 *
 * Returns: (transfer none) (nullable): the first refusal of that code
 */
HrtRefusal *
hrt_outcome_find_refusal (HrtOutcome *self, const char *code)
{
  g_return_val_if_fail (HRT_IS_OUTCOME (self), NULL);

  for (guint i = 0; i < self->refusals->len; i++)
    {
      HrtRefusal *refusal = g_ptr_array_index (self->refusals, i);

      if (g_strcmp0 (refusal->code, code) == 0)
        return refusal;
    }
  return NULL;
}
