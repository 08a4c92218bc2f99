/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicket: the ticket being sold: what the cashier sees at once, and how it becomes durable
 * behind that.
 */

#pragma once

#include "../hrt-desk.h"
#include "hrt-ticket-item.h"
#include "hrt-ticket-pane.h"
#include "model/sales/hrt-till-ticket.h"

G_BEGIN_DECLS

#define HRT_TYPE_TICKET (hrt_ticket_get_type ())
G_DECLARE_FINAL_TYPE (HrtTicket, hrt_ticket, HRT, TICKET, GObject)

/* Signals:
 *   changed (): lines, sums or settledness
 *   refused (GPtrArray of HrtRefusal): the shop says no to a line
 *   failed (GError*): a change did not reach the database; it stays pending and hrt_ticket_retry()
 * sends it again */
HrtTicket *hrt_ticket_new (HrtDesk *desk);
void hrt_ticket_set_till (HrtTicket *self, gint64 till_id);
const char *hrt_ticket_get_id (HrtTicket *self);
GListModel *hrt_ticket_get_items (HrtTicket *self);
const HrtTicketSums *hrt_ticket_get_sums (HrtTicket *self);
gboolean hrt_ticket_is_settled (HrtTicket *self);
gboolean hrt_ticket_is_empty (HrtTicket *self);
guint hrt_ticket_find (HrtTicket *self, gint64 variant_id);

guint hrt_ticket_add (HrtTicket *self, HrtTicketItem *item, gint64 quantity);
void hrt_ticket_set_quantity (HrtTicket *self, gint64 variant_id, gint64 quantity);
gboolean hrt_ticket_undo (HrtTicket *self);
void hrt_ticket_clear (HrtTicket *self);
void hrt_ticket_retry (HrtTicket *self);
void hrt_ticket_reset (HrtTicket *self);
void hrt_ticket_show (HrtTicket *self, HrtTillTicket *stored);

G_END_DECLS
