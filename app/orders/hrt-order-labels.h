/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the states of an order are called, and how urgent they look.
 */

#pragma once

#include <gtk/gtk.h>

#include "model/sales/hrt-order.h"

G_BEGIN_DECLS

const char *hrt_order_channel_text (const HrtOrder *order);
GtkWidget *hrt_order_payment_tag (const HrtOrder *order);
GtkWidget *hrt_order_fulfilment_tag (const HrtOrder *order);
const char *hrt_order_actor_text (const char *actor);
const char *hrt_order_state_text (const char *axis, const char *state);
gboolean hrt_order_is_open (const HrtOrder *order);
gboolean hrt_order_is_paid (const HrtOrder *order);
const char *hrt_order_shipping_text (const HrtOrder *order);

G_END_DECLS
