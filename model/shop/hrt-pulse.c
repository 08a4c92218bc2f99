/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPulse: one small question to the database, for everybody who asks within a second.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-pulse.h"

#define DEADLINE_MS 2000
#define KEEP_USECS  G_USEC_PER_SEC

/**
 * HrtPulse:
 *
 * An open line says little: a database whose processes hang keeps all of them open. Only an answer
 * counts. There is never more than one question under way, however many want to know and however
 * long the database is silent, and none within a second of the last answer: whoever asks a thousand
 * times a second costs the database no more than who asks once. A question that is late is not
 * called off, for a hanging server does not hear that either; while it is open the answer is no.
 *
 * Threading: belongs to the context that is the thread's default when it is made. Lifetime: whoever
 * wants to know holds it; a question under way does too.
 */
struct _HrtPulse
{
  GObject parent_instance;
  HrtContext *context; /* (owned) */
  GPtrArray *waiting;  /* (owned) (element-type GTask) until the answer, or the deadline */
  GSource *deadline;   /* (owned) (nullable) of the question under way */
  gint64 answered_at;  /* monotonic, in microseconds */
  gboolean is_asking;
  gboolean is_well; /* at @answered_at */
};

G_DEFINE_FINAL_TYPE (HrtPulse, hrt_pulse, G_TYPE_OBJECT)

static void
tell (HrtPulse *self, gboolean is_well)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (g_ptr_array_index (waiting, i), is_well);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPulse) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);

  if (results == NULL)
    g_debug ("feeling the pulse: %s", error->message);
  self->is_asking = FALSE;
  self->is_well = results != NULL;
  self->answered_at = g_get_monotonic_time ();
  tell (self, self->is_well);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_autoptr (HrtPulse) self = g_object_ref (user_data);

  tell (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
ask (HrtPulse *self)
{
  self->is_asking = TRUE;
  self->deadline = g_timeout_source_new (DEADLINE_MS);
  g_source_set_static_name (self->deadline, "HrtPulse");
  g_source_set_callback (self->deadline, on_deadline, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  hrt_pg_pool_query_async (hrt_context_get_pool (self->context), HRT_PG_LANE_READ,
                           HRT_STATEMENT_SHOP_FEEL_PULSE, NULL, NULL, on_answered,
                           g_object_ref (self));
}

/**
 * hrt_pulse_new:
 * @context: the process's line to the shop
 *
 * Returns: (transfer full): a pulse that nobody has felt yet
 */
HrtPulse *
hrt_pulse_new (HrtContext *context)
{
  HrtPulse *self = g_object_new (HRT_TYPE_PULSE, NULL);

  self->context = g_object_ref (context);
  return self;
}

/**
 * hrt_pulse_feel_async:
 * @self: the pulse
 * @callback: called within two seconds
 * @user_data: for @callback
 *
 * Asks whether the database answers; what was found less than a second ago still counts.
 */
void
hrt_pulse_feel_async (HrtPulse *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  gboolean is_late = self->is_asking && self->deadline == NULL;
  gboolean is_fresh =
      self->answered_at != 0 && g_get_monotonic_time () - self->answered_at < KEEP_USECS;

  g_task_set_source_tag (task, hrt_pulse_feel_async);
  if (is_late || (!self->is_asking && is_fresh))
    {
      g_task_return_boolean (task, !is_late && self->is_well);
      return;
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (!self->is_asking)
    ask (self);
}

/**
 * hrt_pulse_feel_finish:
 * @self: the pulse
 * @result: of the call
 *
 * Returns: whether the database answered
 */
gboolean
hrt_pulse_feel_finish (HrtPulse *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
hrt_pulse_finalize (GObject *object)
{
  HrtPulse *self = HRT_PULSE (object);

  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (hrt_pulse_parent_class)->finalize (object);
}

static void
hrt_pulse_class_init (HrtPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_pulse_finalize;
}

static void
hrt_pulse_init (HrtPulse *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}
