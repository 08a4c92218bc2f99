/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketRow: a line of the ticket: picture, name, quantity to change, sum.
 */

#pragma once

#include <gtk/gtk.h>

#include "../widgets/hrt-picture-loader.h"
#include "hrt-ticket-item.h"

G_BEGIN_DECLS

#define HRT_TYPE_TICKET_ROW (hrt_ticket_row_get_type ())
G_DECLARE_FINAL_TYPE (HrtTicketRow, hrt_ticket_row, HRT, TICKET_ROW, GtkListBoxRow)

/* Signal "quantity-wanted" (gint64 quantity): 0 removes. */
GtkWidget *hrt_ticket_row_new (HrtTicketItem *item, HrtPictureLoader *pictures);
HrtTicketItem *hrt_ticket_row_get_item (HrtTicketRow *self);
void hrt_ticket_row_edit_quantity (HrtTicketRow *self);

G_END_DECLS
