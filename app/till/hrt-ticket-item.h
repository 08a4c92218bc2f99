/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketItem: one line of the ticket on the screen, with what is still on its way to the
 * database.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_TICKET_ITEM (hrt_ticket_item_get_type ())
G_DECLARE_FINAL_TYPE (HrtTicketItem, hrt_ticket_item, HRT, TICKET_ITEM, GObject)

/* Signal "changed": anything that a row shows. */
HrtTicketItem *hrt_ticket_item_new (gint64 variant_id,
                                    const char *name,
                                    const char *variant,
                                    const char *image_hash,
                                    gint64 unit_price);
gint64 hrt_ticket_item_get_variant_id (HrtTicketItem *self);
const char *hrt_ticket_item_get_name (HrtTicketItem *self);
const char *hrt_ticket_item_get_variant (HrtTicketItem *self);
const char *hrt_ticket_item_get_image_hash (HrtTicketItem *self);
gint64 hrt_ticket_item_get_unit_price (HrtTicketItem *self);
gint64 hrt_ticket_item_get_quantity (HrtTicketItem *self);
gboolean hrt_ticket_item_is_pending (HrtTicketItem *self);
void hrt_ticket_item_set_quantity (HrtTicketItem *self, gint64 quantity, gboolean is_pending);
void hrt_ticket_item_set_unit_price (HrtTicketItem *self, gint64 unit_price);

G_END_DECLS
