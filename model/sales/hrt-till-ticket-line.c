/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillTicketLine: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-till-ticket-line.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtTillTicketLine, ticket_id, HRT_FIELD_UUID, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, line_no, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, product_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, sku, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, product_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, variant_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, quantity, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, unit_price, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, total, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, tax, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, available, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtTillTicketLine, image_hash, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
};

/**
 * HrtTillTicketLine:
 *
 * What was scanned once or several times and not yet sold. Made by its service; belongs to whoever
 * holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtTillTicketLine, hrt_till_ticket_line, "till-ticket-line", fields, NULL)

HrtTillTicketLine *
hrt_till_ticket_line_new (void)
{
  return g_object_new (HRT_TYPE_TILL_TICKET_LINE, NULL);
}
