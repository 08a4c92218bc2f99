/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderEvent: its table of fields, and who may see them.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-order-event.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtOrderEvent, id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, order_id, HRT_FIELD_INT64, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, axis, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, from_state, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, to_state, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, actor, HRT_FIELD_ENUM, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, actor_id, HRT_FIELD_INT64, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrderEvent, actor_name, HRT_FIELD_TEXT, HRT_EXPOSE_STAFF),
  HRT_FIELD (HrtOrderEvent, reason, HRT_FIELD_TEXT, HRT_EXPOSE_CUSTOMER),
  HRT_FIELD (HrtOrderEvent, at, HRT_FIELD_TIME, HRT_EXPOSE_CUSTOMER),
};

/**
 * HrtOrderEvent:
 *
 * One step in an order's history. Made by its service; belongs to whoever holds it; read-only.
 */
HRT_DEFINE_ENTITY (HrtOrderEvent, hrt_order_event, "order-event", fields, NULL)

HrtOrderEvent *
hrt_order_event_new (void)
{
  return g_object_new (HRT_TYPE_ORDER_EVENT, NULL);
}
