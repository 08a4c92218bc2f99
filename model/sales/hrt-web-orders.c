/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebOrders: counts the web orders that wait, and finds those that are new.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-web-orders.h"

#include "hrt-sales-private.h"

/* Between two looks: where eight tills sell, orders change all the time. */
#define REST_MS 250
/* After a look that failed; a line that was broken makes itself known before that. */
#define RETRY_MS 5000
/* An order has its id before it is committed: so many later ones may be seen before it. The first
 * look gets as many, so that none of them is taken for news. */
#define LATE_IDS 500

/**
 * HrtWebOrders:
 *
 * An order is new when it waits, comes after those that were there at the first look, and was not
 * told of. A hint (HrtContext::changed) only says when to look: a lost one costs nothing but time.
 * Threading: the context's thread.
 */
struct _HrtWebOrders
{
  GObject parent_instance;

  HrtContext *context;       /* (owned) */
  GCancellable *cancellable; /* (owned) ends everything in dispose */
  GHashTable *told;          /* (owned) (element-type gint64) orders after @known_to */
  gint64 known_to;           /* orders up to this id are no news */
  guint n_waiting;
  gboolean is_begun;  /* the first look is through: from now on there is news */
  gboolean is_busy;   /* looking, or resting */
  gboolean is_wanted; /* something changed meanwhile */
  guint rest_source;
};

enum
{
  PROP_0,
  PROP_N_WAITING,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];
static guint arrived_signal;

G_DEFINE_FINAL_TYPE (HrtWebOrders, hrt_web_orders, G_TYPE_OBJECT)

static void look (HrtWebOrders *self);

static gboolean
on_rested (gpointer user_data)
{
  HrtWebOrders *self = user_data;

  self->rest_source = 0;
  self->is_busy = FALSE;
  if (self->is_wanted)
    look (self);
  return G_SOURCE_REMOVE;
}

static void
set_n_waiting (HrtWebOrders *self, guint n)
{
  if (n == self->n_waiting)
    return;
  self->n_waiting = n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_WAITING]);
}

static gboolean
is_before (gpointer key, gpointer value, gpointer user_data)
{
  return *(gint64 *) key <= *(gint64 *) user_data;
}

static void
tell_new (HrtWebOrders *self, GPtrArray *orders)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < orders->len; i++)
    {
      HrtOrder *order = orders->pdata[i];

      if (g_hash_table_add (self->told, g_memdup2 (&order->id, sizeof order->id)))
        g_ptr_array_add (fresh, g_object_ref (order));
    }
  if (fresh->len > 0 && self->is_begun)
    g_signal_emit (self, arrived_signal, 0, fresh);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebOrders) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_waiting = 0, newest = 0;
  g_autoptr (GPtrArray) orders =
      _hrt_sales_list_waiting_orders_finish (HRT_SALES (source), result, &n_waiting, &newest,
                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_message ("looking for orders of the web: %s", error->message);
      self->is_wanted = TRUE;
      self->rest_source = g_timeout_add (RETRY_MS, on_rested, self);
      return;
    }
  set_n_waiting (self, (guint) MIN (n_waiting, G_MAXUINT));
  tell_new (self, orders);
  self->is_begun = TRUE;
  self->known_to = MAX (self->known_to, newest - LATE_IDS);
  g_hash_table_foreach_remove (self->told, is_before, &self->known_to);
  self->rest_source = g_timeout_add (REST_MS, on_rested, self);
}

static void
look (HrtWebOrders *self)
{
  self->is_wanted = self->is_busy;
  if (self->is_busy || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_busy = TRUE;
  _hrt_sales_list_waiting_orders_async (hrt_context_get_sales (self->context), self->known_to,
                                        self->cancellable, on_looked, g_object_ref (self));
}

static void
hrt_web_orders_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_N_WAITING)
    g_value_set_uint (value, HRT_WEB_ORDERS (object)->n_waiting);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_web_orders_dispose (GObject *object)
{
  HrtWebOrders *self = HRT_WEB_ORDERS (object);

  hrt_web_orders_stop (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (hrt_web_orders_parent_class)->dispose (object);
}

static void
hrt_web_orders_finalize (GObject *object)
{
  HrtWebOrders *self = HRT_WEB_ORDERS (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->told);
  G_OBJECT_CLASS (hrt_web_orders_parent_class)->finalize (object);
}

static void
hrt_web_orders_class_init (HrtWebOrdersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hrt_web_orders_get_property;
  object_class->dispose = hrt_web_orders_dispose;
  object_class->finalize = hrt_web_orders_finalize;
  props[PROP_N_WAITING] =
      g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  arrived_signal = g_signal_new ("arrived", HRT_TYPE_WEB_ORDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
hrt_web_orders_init (HrtWebOrders *self)
{
  self->cancellable = g_cancellable_new ();
  self->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * hrt_web_orders_new:
 * @context: the shop, for staff
 *
 * Returns: (transfer full): a watch that hrt_web_orders_start() begins
 */
HrtWebOrders *
hrt_web_orders_new (HrtContext *context)
{
  HrtWebOrders *self = g_object_new (HRT_TYPE_WEB_ORDERS, NULL);

  self->context = g_object_ref (context);
  return self;
}

/**
 * hrt_web_orders_start:
 *
 * From here on. What waits already is counted, and no news. Call it once.
 */
void
hrt_web_orders_start (HrtWebOrders *self)
{
  g_return_if_fail (HRT_IS_WEB_ORDERS (self));

  g_signal_connect_object (self->context, "changed::order", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "resync", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

/**
 * hrt_web_orders_stop:
 *
 * For good; what is under way ends without a word.
 */
void
hrt_web_orders_stop (HrtWebOrders *self)
{
  g_return_if_fail (HRT_IS_WEB_ORDERS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
}

guint
hrt_web_orders_get_n_waiting (HrtWebOrders *self)
{
  return self->n_waiting;
}
