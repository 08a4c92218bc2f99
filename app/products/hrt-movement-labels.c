/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the reasons of stock movements are called.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-movement-labels.h"

#include <glib/gi18n.h>

static const struct
{
  const char *reason;
  const char *text;
} labels[] = {
  { "opening", NC_ ("stock", "Opening stock") },
  { "sale", NC_ ("stock", "Sold") },
  { "cancel", NC_ ("stock", "Order cancelled") },
  { "return", NC_ ("stock", "Returned by a customer") },
  { "receipt", NC_ ("stock", "Delivered by a supplier") },
  { "correction", NC_ ("stock", "Corrected") },
  { "damage", NC_ ("stock", "Damaged") },
  { "loss", NC_ ("stock", "Lost or stolen") },
  { "found", NC_ ("stock", "Found again") },
  { "count", NC_ ("stock", "Counted") },
  { "transfer", NC_ ("stock", "Moved to another shop") },
};

/**
 * hrt_movement_reason_text:
 *
 * Returns: the reason for people; @reason itself when this program does not know it yet
 */
const char *
hrt_movement_reason_text (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].reason, reason) == 0)
      return g_dpgettext2 (NULL, "stock", labels[i].text);
  return reason;
}
