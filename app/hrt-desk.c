/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDesk: the class: which shop, which till, and the way to the services. Who is signed in is in
 * hrt-desk-staff.c, the web shop in hrt-desk-web.c.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-desk-private.h"

#include "model/shop/hrt-shop.h"

enum
{
  SIGNAL_WEB_CHANGED,
  SIGNAL_ONLINE_CHANGED,
  SIGNAL_PROFILE_CHANGED,
  SIGNAL_PEOPLE_CHANGED,
  SIGNAL_SHUT_OUT,
  SIGNAL_ROLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * HrtDesk:
 *
 * What every page is given at construction; there is no other way to the services.
 * Threading: main thread; signals fire there. Lifetime: the window's.
 */
G_DEFINE_FINAL_TYPE (HrtDesk, hrt_desk, G_TYPE_OBJECT)

static void
on_connected_changed (HrtDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_ONLINE_CHANGED], 0);
}

static void
on_profile_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrtDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  HrtShopProfile *profile = hrt_shop_load_profile_finish (HRT_SHOP (source), result, &error);

  if (profile == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_object (&self->profile);
  self->profile = profile;
  g_signal_emit (self, signals[SIGNAL_PROFILE_CHANGED], 0);
  if (GPOINTER_TO_INT (g_task_get_task_data (task))) /* customers need not wait for a cashier */
    hrt_desk_start_web (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_profile_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtDesk) self = user_data;
  HrtShopProfile *profile = hrt_shop_load_profile_finish (HRT_SHOP (source), result, NULL);

  if (profile == NULL || self->profile == NULL) /* away, or closing */
    {
      g_clear_object (&profile);
      return;
    }
  g_object_unref (self->profile);
  self->profile = profile;
  g_signal_emit (self, signals[SIGNAL_PROFILE_CHANGED], 0);
}

/* Name, rules and time zone may be changed at another machine. */
static void
follow_profile (HrtDesk *self)
{
  if (self->profile != NULL)
    hrt_shop_load_profile_async (hrt_context_get_shop (self->context), NULL, on_profile_followed,
                                 g_object_ref (self));
}

static void
on_setup_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean is_complete = FALSE;

  if (!hrt_shop_check_setup_finish (HRT_SHOP (source), result, &is_complete, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (is_complete), NULL);
  hrt_shop_load_profile_async (HRT_SHOP (source), NULL, on_profile_loaded, g_steal_pointer (&task));
}

/**
 * hrt_desk_open_async:
 *
 * Reads who the shop is. Call when the start-up is ready.
 */
void
hrt_desk_open_async (HrtDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_desk_open_async);
  hrt_context_start (self->context);
  hrt_search_start (self->search);
  hrt_shop_check_setup_async (hrt_context_get_shop (self->context), NULL, on_setup_checked, task);
}

/**
 * hrt_desk_open_finish:
 * @has_staff: (out): whether somebody can sign in; else the assistant has to make the owner
 */
gboolean
hrt_desk_open_finish (HrtDesk *self, GAsyncResult *result, gboolean *has_staff, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *has_staff = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_context_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  hrt_context_close_finish (HRT_CONTEXT (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_host_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtDesk *self = g_task_get_source_object (task);

  hrt_web_host_stop_finish (HRT_WEB_HOST (source), result, NULL);
  hrt_context_close_async (self->context, on_context_closed, task);
}

/**
 * hrt_desk_close_async:
 *
 * The web shop ends first: a request under way still needs the database.
 */
void
hrt_desk_close_async (HrtDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_desk_close_async);
  g_clear_object (&self->profile); /* nothing starts again from here on */
  hrt_care_stop (self->care);
  hrt_web_orders_stop (self->web_orders);
  if (self->host != NULL)
    hrt_web_host_stop_async (self->host, on_host_stopped, task);
  else
    hrt_context_close_async (self->context, on_context_closed, task);
}

void
hrt_desk_close_finish (HrtDesk *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

HrtContext *
hrt_desk_get_context (HrtDesk *self)
{
  return self->context;
}

HrtSearch *
hrt_desk_get_search (HrtDesk *self)
{
  return self->search;
}

GSettings *
hrt_desk_get_settings (HrtDesk *self)
{
  return self->settings;
}

HrtPictureLoader *
hrt_desk_get_pictures (HrtDesk *self)
{
  return self->pictures;
}

/**
 * hrt_desk_get_profile:
 *
 * Returns: (transfer none) (nullable): who the shop is; %NULL before it was opened
 */
HrtShopProfile *
hrt_desk_get_profile (HrtDesk *self)
{
  return self->profile;
}

const char *
hrt_desk_get_shop_name (HrtDesk *self)
{
  return self->profile != NULL ? self->profile->name : "Hurtrock";
}

const char *
hrt_desk_get_time_zone (HrtDesk *self)
{
  return self->profile != NULL ? self->profile->time_zone : NULL;
}

/**
 * hrt_desk_get_till_code:
 *
 * Returns: which till this window is, "K1"
 */
const char *
hrt_desk_get_till_code (HrtDesk *self)
{
  return self->till_code;
}

/**
 * hrt_desk_set_shift:
 * @shift_id: the open shift of this till; 0 when it is closed
 *
 * Only the till page knows; whoever takes cash elsewhere puts it into the same drawer.
 */
void
hrt_desk_set_shift (HrtDesk *self, gint64 shift_id)
{
  g_return_if_fail (HRT_IS_DESK (self));

  self->shift_id = shift_id;
}

gint64
hrt_desk_get_shift (HrtDesk *self)
{
  return self->shift_id;
}

HrtStartUp *
hrt_desk_get_start_up (HrtDesk *self)
{
  return self->start_up;
}

HrtCare *
hrt_desk_get_care (HrtDesk *self)
{
  return self->care;
}

/**
 * hrt_desk_get_web_orders:
 *
 * Returns: (transfer none): the watch over what comes in from the web
 */
HrtWebOrders *
hrt_desk_get_web_orders (HrtDesk *self)
{
  return self->web_orders;
}

/**
 * hrt_desk_set_csv:
 * @csv: (nullable): the list of products that the assistant was given
 *
 * It is read after the sign-in: what is wrong with it needs somebody who can answer.
 */
void
hrt_desk_set_csv (HrtDesk *self, GFile *csv)
{
  g_set_object (&self->csv, csv);
}

gboolean
hrt_desk_has_csv (HrtDesk *self)
{
  return self->csv != NULL;
}

/**
 * hrt_desk_steal_csv:
 *
 * Returns: (transfer full) (nullable): that list, once
 */
GFile *
hrt_desk_steal_csv (HrtDesk *self)
{
  return g_steal_pointer (&self->csv);
}

/**
 * hrt_desk_set_draft:
 * @draft: (nullable): what is being edited and not saved; %NULL: nothing any more
 *
 * Who takes pages off the screen asks for it first: see hrt_draft_settle_async().
 */
void
hrt_desk_set_draft (HrtDesk *self, HrtDraft *draft)
{
  g_set_weak_pointer (&self->draft, draft);
}

/**
 * hrt_desk_get_draft:
 *
 * Returns: (transfer none) (nullable): texts on the screen that are not saved
 */
HrtDraft *
hrt_desk_get_draft (HrtDesk *self)
{
  return self->draft;
}

gboolean
hrt_desk_is_online (HrtDesk *self)
{
  return hrt_context_is_connected (self->context);
}

static void
hrt_desk_finalize (GObject *object)
{
  HrtDesk *self = HRT_DESK (object);

  g_clear_weak_pointer (&self->draft);
  g_clear_object (&self->host);
  g_clear_object (&self->care);
  g_clear_object (&self->web_orders);
  g_clear_object (&self->csv);
  g_clear_object (&self->staff);
  g_clear_object (&self->profile);
  g_clear_object (&self->pictures);
  g_clear_object (&self->search);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_object (&self->start_up);
  g_free (self->till_code);
  G_OBJECT_CLASS (hrt_desk_parent_class)->finalize (object);
}

static void
hrt_desk_class_init (HrtDeskClass *klass)
{
  const char *const names[N_SIGNALS] = { "web-changed",    "online-changed", "profile-changed",
                                         "people-changed", "shut-out",       "role-changed" };

  G_OBJECT_CLASS (klass)->finalize = hrt_desk_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], HRT_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
hrt_desk_init (HrtDesk *self)
{
}

/**
 * hrt_desk_new:
 * @start_up: ready
 * @settings: of this machine
 * @till_code: (nullable): which till this window is; %NULL as the settings say
 */
HrtDesk *
hrt_desk_new (HrtStartUp *start_up, GSettings *settings, const char *till_code)
{
  HrtDesk *self = g_object_new (HRT_TYPE_DESK, NULL);
  g_autofree char *conninfo = hrt_start_up_dup_conninfo (start_up, HRT_PG_ROLE_STAFF);
  g_autofree char *images = NULL;

  self->start_up = g_object_ref (start_up);
  self->settings = g_object_ref (settings);
  self->till_code =
      till_code != NULL ? g_strdup (till_code) : g_settings_get_string (settings, "till-code");
  self->context = hrt_context_new (conninfo, hrt_start_up_get_data_dir (start_up));
  self->search = hrt_search_new (self->context);
  images = hrt_context_dup_image_dir (self->context);
  self->pictures = hrt_picture_loader_new (images);
  g_signal_connect_object (self->context, "notify::connected", G_CALLBACK (on_connected_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "changed::shop", G_CALLBACK (follow_profile), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "changed::people", G_CALLBACK (_hrt_desk_follow_people),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "resync", G_CALLBACK (follow_profile), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "resync", G_CALLBACK (_hrt_desk_follow_people), self,
                           G_CONNECT_SWAPPED);
  self->care = hrt_care_new (start_up, settings, self->context);
  self->web_orders = hrt_web_orders_new (self->context);
  _hrt_desk_make_host (self);
  return self;
}
