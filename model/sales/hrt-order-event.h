/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderEvent: one step in an order's history.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_ORDER_EVENT (hrt_order_event_get_type ())
G_DECLARE_FINAL_TYPE (HrtOrderEvent, hrt_order_event, HRT, ORDER_EVENT, HrtEntity)

struct _HrtOrderEvent
{
  HrtEntity parent_instance;

  gint64 id;
  gint64 order_id;
  const char *axis; /* "order", "payment", "fulfilment" */
  const char *from_state;
  const char *to_state;
  const char *actor; /* "staff", "customer", "system" */
  gint64 actor_id;
  char *actor_name;
  char *reason;
  gint64 at; /* us since 1970 UTC */
};

HrtOrderEvent *hrt_order_event_new (void); /* a draft, or a test's */

G_END_DECLS
