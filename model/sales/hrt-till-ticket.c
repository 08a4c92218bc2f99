/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillTicket: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-till-ticket.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtTillTicket, id, HRT_FIELD_UUID, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, till_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, staff_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, staff_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, state, HRT_FIELD_ENUM, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, note, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, subtotal, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, discount, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, tax, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, rounding, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, total, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, tax_included, HRT_FIELD_BOOL, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, created_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, updated_at, HRT_FIELD_TIME, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, n_lines, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicket, n_pieces, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
};

static void
clear_till_ticket (gpointer instance)
{
  HrtTillTicket *self = instance;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
}

/**
 * HrtTillTicket:
 *
 * The ticket at the till: durable from its first line, the order's key later. Made by its service;
 * belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtTillTicket, hrt_till_ticket, "till-ticket", fields, clear_till_ticket)

HrtTillTicket *
hrt_till_ticket_new (void)
{
  return g_object_new (HRT_TYPE_TILL_TICKET, NULL);
}
