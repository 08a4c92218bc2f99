/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShipping: the couriers' services and what they cost.
 */

#pragma once

#include "hrt-shipping-quote.h"
#include "hrt-shipping-service.h"
#include "model/shop/hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHIPPING (hrt_shipping_get_type ())
G_DECLARE_FINAL_TYPE (HrtShipping, hrt_shipping, HRT, SHIPPING, GObject)

HrtShipping *hrt_shipping_new (HrtContext *context);
void hrt_shipping_list_services_async (HrtShipping *self,
                                       gboolean include_inactive,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
hrt_shipping_list_services_finish (HrtShipping *self, GAsyncResult *result, GError **error);

G_END_DECLS
