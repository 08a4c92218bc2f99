/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtContext: made once per process, handed to whoever needs the shop.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-context.h"

#include <string.h>

#include "hrt-service.h"
#include "hrt-shop.h"
#include "model/catalog/hrt-catalog.h"
#include "model/pg/hrt-pg-leave.h"
#include "model/people/hrt-people.h"
#include "model/sales/hrt-sales.h"
#include "model/shipping/hrt-shipping.h"
#include "model/stock/hrt-stock.h"

/**
 * HrtContext:
 *
 * Owns the services; each of them holds the pool and the listener itself, so that work under way
 * may outlive the context. Threading: belongs to the context that is the thread's default when it
 * is made; every callback and signal comes there. Lifetime: main() holds it and closes it.
 */
struct _HrtContext
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
  HrtClock *clock;         /* (owned) */
  char *data_dir;          /* (owned) */

  HrtShop *shop;         /* (owned) */
  HrtCatalog *catalog;   /* (owned) */
  HrtStock *stock;       /* (owned) */
  HrtPeople *people;     /* (owned) */
  HrtSales *sales;       /* (owned) */
  HrtShipping *shipping; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HrtContext, hrt_context, G_TYPE_OBJECT)

enum
{
  PROP_CONNECTED = 1,
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_RESYNC,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *const channels[] = { HRT_CHANNEL_PRODUCT, HRT_CHANNEL_STOCK,  HRT_CHANNEL_ORDER,
                                        HRT_CHANNEL_SHOP,    HRT_CHANNEL_PEOPLE, NULL };

static void
on_listener_changed (HrtContext *self, const char *channel, GVariant *ids)
{
  const char *what = channel + strlen ("hrt_");

  g_signal_emit (self, signals[SIGNAL_CHANGED], g_quark_from_string (what), what, ids);
}

static void
on_listener_resync (HrtContext *self)
{
  g_signal_emit (self, signals[SIGNAL_RESYNC], 0);
}

static void
on_listener_connected (HrtContext *self)
{
  g_object_notify (G_OBJECT (self), "connected");
}

static void
hrt_context_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_assert (prop_id == PROP_CONNECTED);
  g_value_set_boolean (value, hrt_context_is_connected (HRT_CONTEXT (object)));
}

static void
hrt_context_dispose (GObject *object)
{
  HrtContext *self = HRT_CONTEXT (object);

  g_clear_object (&self->sales);
  g_clear_object (&self->people);
  g_clear_object (&self->stock);
  g_clear_object (&self->catalog);
  g_clear_object (&self->shipping);
  g_clear_object (&self->shop);
  if (self->listener)
    hrt_pg_listener_stop (self->listener);
  g_clear_object (&self->listener);
  g_clear_object (&self->pool);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (hrt_context_parent_class)->dispose (object);
}

static void
hrt_context_finalize (GObject *object)
{
  g_free (HRT_CONTEXT (object)->data_dir);
  G_OBJECT_CLASS (hrt_context_parent_class)->finalize (object);
}

static void
hrt_context_class_init (HrtContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hrt_context_get_property;
  object_class->dispose = hrt_context_dispose;
  object_class->finalize = hrt_context_finalize;

  g_object_class_install_property (object_class, PROP_CONNECTED,
                                   g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                             G_PARAM_EXPLICIT_NOTIFY));
  /**
   * HrtContext::changed:
   * @self: the context
   * @what: the detail: "product", "stock", "order", "shop" or "people"
   * @ids: of type "ax": products, variants, orders or members of staff; each once
   *
   * Some process, this one included, has changed these.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HRT_TYPE_CONTEXT, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  /**
   * HrtContext::resync:
   * @self: the context
   *
   * The line was broken and is back, or more has changed than is worth telling: read again what is
   * shown.
   */
  signals[SIGNAL_RESYNC] = g_signal_new ("resync", HRT_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_context_init (HrtContext *self)
{
}

/**
 * hrt_context_new_full:
 * @pool: the process's pool
 * @listener: (nullable): the process's listener, with the channels of this file; %NULL for a tool
 * that waits for nothing
 * @clock: where the time comes from
 * @data_dir: folder of images and journal
 *
 * Returns: (transfer full): a new context
 */
HrtContext *
hrt_context_new_full (HrtPgPool *pool,
                      HrtPgListener *listener,
                      HrtClock *clock,
                      const char *data_dir)
{
  HrtContext *self = g_object_new (HRT_TYPE_CONTEXT, NULL);

  self->pool = g_object_ref (pool);
  self->clock = g_object_ref (clock);
  self->data_dir = g_strdup (data_dir);
  if (listener != NULL)
    {
      self->listener = g_object_ref (listener);
      g_signal_connect_object (listener, "changed", G_CALLBACK (on_listener_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (listener, "resync", G_CALLBACK (on_listener_resync), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (listener, "notify::connected", G_CALLBACK (on_listener_connected),
                               self, G_CONNECT_SWAPPED);
    }
  self->shop = hrt_shop_new (self);
  self->shipping = hrt_shipping_new (self);
  self->catalog = hrt_catalog_new (self);
  self->stock = hrt_stock_new (self);
  self->people = hrt_people_new (self);
  self->sales = hrt_sales_new (self);
  return self;
}

/**
 * hrt_context_new:
 * @conninfo: libpq's, of the role hrt_staff or hrt_web
 * @data_dir: folder of images and journal
 *
 * Connects nothing yet: the pool does with the first question, the listener with
 * hrt_context_start().
 *
 * Returns: (transfer full): a new context
 */
HrtContext *
hrt_context_new (const char *conninfo, const char *data_dir)
{
  g_autoptr (HrtPgPool) pool = hrt_pg_pool_new (conninfo);
  g_autoptr (HrtPgListener) listener = hrt_pg_listener_new (conninfo, channels);
  g_autoptr (HrtClock) clock = hrt_clock_new ();

  return hrt_context_new_full (pool, listener, clock, data_dir);
}

/**
 * hrt_context_demand_role:
 * @self: a context that has not connected yet
 * @role: the only role that may be logged in, as hrt_pg_pool_demand_role() means it
 */
void
hrt_context_demand_role (HrtContext *self, const char *role)
{
  g_return_if_fail (HRT_IS_CONTEXT (self));

  hrt_pg_pool_demand_role (self->pool, role);
  if (self->listener)
    hrt_pg_listener_demand_role (self->listener, role);
}

/**
 * hrt_context_start:
 * @self: a context
 *
 * Begins to hear what other processes change.
 */
void
hrt_context_start (HrtContext *self)
{
  g_return_if_fail (HRT_IS_CONTEXT (self));

  if (self->listener)
    hrt_pg_listener_start (self->listener);
}

static void
on_pool_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (hrt_pg_pool_close_finish (HRT_PG_POOL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * hrt_context_close_async:
 * @self: a context
 * @callback: called when the last answer is in and every connection closed
 * @user_data: for @callback
 *
 * After this the services answer with %HRT_MODEL_ERROR_UNAVAILABLE.
 */
void
hrt_context_close_async (HrtContext *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_context_close_async);
  if (self->listener)
    hrt_pg_listener_stop (self->listener);
  hrt_pg_pool_close_async (self->pool, on_pool_closed, task);
}

gboolean
hrt_context_close_finish (HrtContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hrt_context_is_connected:
 * @self: a context
 *
 * Returns: whether the listener has its line to the database; TRUE without a listener
 */
gboolean
hrt_context_is_connected (HrtContext *self)
{
  gboolean connected = TRUE;

  g_return_val_if_fail (HRT_IS_CONTEXT (self), FALSE);

  if (self->listener)
    g_object_get (self->listener, "connected", &connected, NULL);
  return connected;
}

HrtPgPool *
hrt_context_get_pool (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->pool;
}

HrtPgListener *
hrt_context_get_listener (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->listener;
}

HrtClock *
hrt_context_get_clock (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->clock;
}

const char *
hrt_context_get_data_dir (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->data_dir;
}

char *
hrt_context_dup_image_dir (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return g_build_filename (self->data_dir, "images", NULL);
}

char *
hrt_context_dup_journal_dir (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return g_build_filename (self->data_dir, "journal", NULL);
}

HrtShop *
hrt_context_get_shop (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->shop;
}

HrtCatalog *
hrt_context_get_catalog (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->catalog;
}

HrtStock *
hrt_context_get_stock (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->stock;
}

HrtPeople *
hrt_context_get_people (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->people;
}

HrtSales *
hrt_context_get_sales (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->sales;
}

HrtShipping *
hrt_context_get_shipping (HrtContext *self)
{
  g_return_val_if_fail (HRT_IS_CONTEXT (self), NULL);
  return self->shipping;
}

/**
 * hrt_context_leave:
 * @status: the exit status of the process
 *
 * To be called last in main(), whether a context was closed or not: a process that ends while a
 * connection is being opened would crash otherwise; see hrt_pg_leave().
 *
 * Returns: @status, for main() to return
 */
int
hrt_context_leave (int status)
{
  return hrt_pg_leave (status);
}
