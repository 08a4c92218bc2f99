/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShipping: the couriers' services. What a parcel costs is worked out in the database.
 */

#define G_LOG_DOMAIN "hrt-shipping"

#include "hrt-shipping.h"

#include "model/shop/hrt-service.h"

struct _HrtShipping
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
};

/**
 * HrtShipping:
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way.
 */
G_DEFINE_FINAL_TYPE (HrtShipping, hrt_shipping, G_TYPE_OBJECT)

static void
hrt_shipping_dispose (GObject *object)
{
  HrtShipping *self = HRT_SHIPPING (object);

  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (hrt_shipping_parent_class)->dispose (object);
}

static void
hrt_shipping_class_init (HrtShippingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_shipping_dispose;
}

static void
hrt_shipping_init (HrtShipping *self)
{
}

HrtShipping *
hrt_shipping_new (HrtContext *context)
{
  HrtShipping *self = g_object_new (HRT_TYPE_SHIPPING, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  return self;
}

/**
 * hrt_shipping_list_services_async:
 * @self: the services
 * @include_inactive: also those that are not offered; staff only
 * @cancellable: (nullable): to give up
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * In the order of the shop.
 */
void
hrt_shipping_list_services_async (HrtShipping *self,
                                  gboolean include_inactive,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  hrt_service_list (
      hrt_service_task (self, hrt_shipping_list_services_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SHIPPING_LIST_SERVICES,
      hrt_pg_params_bool (hrt_pg_params_new (), include_inactive), HRT_TYPE_SHIPPING_SERVICE);
}

GPtrArray *
hrt_shipping_list_services_finish (HrtShipping *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_shipping_list_services_async, error);
}
