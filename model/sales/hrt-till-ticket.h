/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillTicket: the ticket at the till: durable from its first line, the order's key later.
 */

#pragma once

#include "hrt-till-ticket-line.h"
#include "model/shop/hrt-refusal.h"

G_BEGIN_DECLS

#define HRT_TYPE_TILL_TICKET (hrt_till_ticket_get_type ())
G_DECLARE_FINAL_TYPE (HrtTillTicket, hrt_till_ticket, HRT, TILL_TICKET, HrtEntity)

struct _HrtTillTicket
{
  HrtEntity parent_instance;

  char *id;
  gint64 till_id;
  gint64 staff_id;
  char *staff_name;
  const char *state; /* "open", "parked", "sold", "voided" */
  char *note;
  gint64 subtotal; /* rupiah */
  gint64 discount; /* rupiah */
  gint64 tax;      /* rupiah */
  gint64 rounding; /* rupiah; when paid in cash */
  gint64 total;    /* rupiah; when paid in cash */
  gboolean tax_included;
  gint64 created_at; /* us since 1970 UTC */
  gint64 updated_at; /* us since 1970 UTC */
  gint64 n_lines;
  gint64 n_pieces;

  GPtrArray *lines; /* (owned) (element-type HrtTillTicketLine) */
  GPtrArray
      *refusals; /* (owned) (element-type HrtRefusal) why the last change was refused; else empty */
};

HrtTillTicket *hrt_till_ticket_new (void); /* a draft, or a test's */

G_END_DECLS
