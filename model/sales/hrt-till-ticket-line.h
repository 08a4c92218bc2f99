/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillTicketLine: what was scanned once or several times and not yet sold.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_TILL_TICKET_LINE (hrt_till_ticket_line_get_type ())
G_DECLARE_FINAL_TYPE (HrtTillTicketLine, hrt_till_ticket_line, HRT, TILL_TICKET_LINE, HrtEntity)

struct _HrtTillTicketLine
{
  HrtEntity parent_instance;

  char *ticket_id;
  gint64 variant_id;
  gint64 line_no;
  gint64 product_id;
  char *sku;
  char *product_name;
  char *variant_name;
  gint64 quantity;
  gint64 unit_price; /* rupiah; as the customer was told */
  gint64 total;      /* rupiah */
  gint64 tax;        /* rupiah */
  gint64 available;  /* pieces */
  char *image_hash;
};

HrtTillTicketLine *hrt_till_ticket_line_new (void); /* a draft, or a test's */

G_END_DECLS
