/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketPane: the lines of the ticket, its sums and the key that takes the money.
 */

#pragma once

#include <gtk/gtk.h>

#include "../widgets/hrt-picture-loader.h"
#include "hrt-ticket-item.h"

G_BEGIN_DECLS

#define HRT_TYPE_TICKET_PANE (hrt_ticket_pane_get_type ())
G_DECLARE_FINAL_TYPE (HrtTicketPane, hrt_ticket_pane, HRT, TICKET_PANE, GtkWidget)

/* What the database worked out for the ticket; minor units. */
typedef struct
{
  gint64 subtotal;
  gint64 discount;
  gint64 rounding;
  gint64 tax;
  gint64 total;
} HrtTicketSums;

/* Signals: "quantity-wanted" (gint64 variant_id, gint64 quantity); "focus-scan" (): done with a
 * field. */
void hrt_ticket_pane_set_model (HrtTicketPane *self, GListModel *items, HrtPictureLoader *pictures);
void
hrt_ticket_pane_show_sums (HrtTicketPane *self, const HrtTicketSums *sums, gboolean is_settled);
void hrt_ticket_pane_select (HrtTicketPane *self, guint position);
void hrt_ticket_pane_move_selection (HrtTicketPane *self, int by);
HrtTicketItem *hrt_ticket_pane_get_selected (HrtTicketPane *self);
void hrt_ticket_pane_edit_quantity (HrtTicketPane *self);
void hrt_ticket_pane_set_parked (HrtTicketPane *self, guint n_parked);
GtkWidget *hrt_ticket_pane_get_toasts (HrtTicketPane *self);
guint hrt_ticket_pane_get_parked (HrtTicketPane *self);

G_END_DECLS
