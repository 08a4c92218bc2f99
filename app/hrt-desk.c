/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDesk: the workplace: which shop, who is signed in and may do what, which till, and the way to
 * the services.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-desk.h"

#include <glib/gi18n.h>

#include "hrt-paths.h"
#include "model/base/hrt-model-error.h"
#include "model/shop/hrt-shop.h"
#include "model/shop/hrt-web-host.h"
#include "widgets/hrt-ui.h"

#define PIN_MIN_DIGITS 4
#define PIN_MAX_DIGITS 8

/**
 * HrtDesk:
 *
 * What every page is given at construction; there is no other way to the services.
 * Threading: main thread; signals fire there. Lifetime: the window's.
 */
struct _HrtDesk
{
  GObject parent_instance;

  HrtStartUp *start_up;       /* (owned) */
  GSettings *settings;        /* (owned) */
  HrtContext *context;        /* (owned) */
  HrtSearch *search;          /* (owned) the process's one */
  HrtPictureLoader *pictures; /* (owned) */
  HrtShopProfile *profile;    /* (owned) (nullable) until opened */
  char *till_code;            /* (owned) */
  GFile *csv;       /* (owned) (nullable) the list the assistant was given, until it is taken in */
  HrtStaff *staff;  /* (owned) (nullable) who is signed in */
  HrtCare *care;    /* (owned) */
  HrtWebHost *host; /* (owned) (nullable) without the shop server's program */
};

enum
{
  SIGNAL_WEB_CHANGED,
  SIGNAL_ONLINE_CHANGED,
  SIGNAL_PROFILE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtDesk, hrt_desk, G_TYPE_OBJECT)

static void
on_connected_changed (HrtDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_ONLINE_CHANGED], 0);
}

static void
on_web_state_changed (HrtDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_WEB_CHANGED], 0);
}

static void
on_web_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtDesk) self = user_data;

  hrt_web_host_stop_finish (HRT_WEB_HOST (source), result, NULL);
  g_signal_emit (self, signals[SIGNAL_WEB_CHANGED], 0);
  if (hrt_desk_is_web_wanted (self) && self->profile != NULL)
    hrt_desk_start_web (self);
}

/**
 * hrt_desk_start_web:
 *
 * Starts the web shop when this machine is to serve it. The connection string travels over the
 * child's standard input.
 */
void
hrt_desk_start_web (HrtDesk *self)
{
  g_autofree char *conninfo = NULL;
  g_autofree char *listen = NULL;

  g_return_if_fail (HRT_IS_DESK (self));

  if (self->host == NULL || !hrt_desk_is_web_wanted (self) ||
      hrt_web_host_get_state (self->host) != HRT_WEB_HOST_STOPPED)
    return;
  conninfo = hrt_start_up_dup_conninfo (self->start_up, HRT_PG_ROLE_WEB);
  listen = g_strdup_printf ("127.0.0.1:%d", g_settings_get_int (self->settings, "web-port"));
  hrt_web_host_start (self->host, conninfo, listen);
}

static void
on_web_settings_changed (HrtDesk *self)
{
  if (self->host == NULL || self->profile == NULL)
    return;
  hrt_web_host_stop_async (self->host, on_web_stopped, g_object_ref (self));
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

static void
on_staff_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *staff = hrt_people_list_staff_finish (HRT_PEOPLE (source), result, &error);

  if (staff != NULL)
    g_task_return_pointer (task, staff, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * hrt_desk_list_staff_async:
 *
 * Lists who may sign in: the active members of staff, by name.
 *
 * Errors: `HRT_MODEL_ERROR_UNAVAILABLE` when the database is away.
 */
void
hrt_desk_list_staff_async (HrtDesk *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hrt_desk_list_staff_async);
  hrt_people_list_staff_async (hrt_context_get_people (self->context), FALSE, cancellable,
                               on_staff_listed, task);
}

GPtrArray *
hrt_desk_list_staff_finish (HrtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrtDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  HrtStaff *staff = hrt_people_sign_in_staff_finish (HRT_PEOPLE (source), result, &error);

  if (staff == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_object (&self->staff);
  self->staff = staff;
  hrt_desk_start_web (self);
  g_task_return_boolean (task, TRUE);
}

/* Digits only, as many as a PIN has, of somebody who has one: that is the PIN. */
static gboolean
looks_like_pin (HrtStaff *staff, const char *secret)
{
  gsize length = strlen (secret);

  return staff->has_pin && length >= PIN_MIN_DIGITS && length <= PIN_MAX_DIGITS &&
         strspn (secret, "0123456789") == length;
}

/**
 * hrt_desk_sign_in_async:
 * @secret: PIN or password
 */
void
hrt_desk_sign_in_async (HrtDesk *self,
                        HrtStaff *staff,
                        const char *secret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hrt_desk_sign_in_async);
  hrt_people_sign_in_staff_async (hrt_context_get_people (self->context), staff->login, secret,
                                  looks_like_pin (staff, secret), cancellable, on_signed_in, task);
}

gboolean
hrt_desk_sign_in_finish (HrtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hrt_desk_dup_sign_in_refusal:
 *
 * Returns: (transfer full): why nobody is signed in, without telling which of the two was wrong
 */
char *
hrt_desk_dup_sign_in_refusal (HrtDesk *self, const GError *error)
{
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET))
    return g_strdup (_ ("That is not the PIN or password of this person."));
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_SLOW_DOWN))
    return g_strdup (_ ("Too many tries. Please wait a little."));
  return hrt_ui_dup_error_text (error);
}

void
hrt_desk_sign_out (HrtDesk *self)
{
  g_clear_object (&self->staff);
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

gint64
hrt_desk_get_staff_id (HrtDesk *self)
{
  return self->staff != NULL ? self->staff->id : 0;
}

const char *
hrt_desk_get_staff_name (HrtDesk *self)
{
  return self->staff != NULL ? self->staff->name : "";
}

/**
 * hrt_desk_may:
 *
 * Only decides what is shown; the database decides what is done.
 */
gboolean
hrt_desk_may (HrtDesk *self, HrtDeskRight right)
{
  const char *role = self->staff != NULL ? self->staff->role : "";

  if (g_str_equal (role, "admin"))
    return TRUE;
  switch (right)
    {
    case HRT_DESK_SELL:
    case HRT_DESK_SEE_PRODUCTS:
    case HRT_DESK_SEE_ORDERS:
      return role[0] != '\0';
    case HRT_DESK_EDIT_PRODUCTS:
      return g_str_equal (role, "staff");
    case HRT_DESK_CONFIGURE:
    default:
      return FALSE;
    }
}

const char *
hrt_desk_role_text (const char *role)
{
  if (g_strcmp0 (role, "admin") == 0)
    return C_ ("role", "Owner");
  return g_strcmp0 (role, "staff") == 0 ? C_ ("role", "Staff") : C_ ("role", "Cashier");
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

gboolean
hrt_desk_is_online (HrtDesk *self)
{
  return hrt_context_is_connected (self->context);
}

gboolean
hrt_desk_is_web_wanted (HrtDesk *self)
{
  return self->host != NULL && g_settings_get_boolean (self->settings, "web-shop");
}

/**
 * hrt_desk_get_web_url:
 *
 * Returns: (nullable): where the web shop answers, while it does; it may be another program of this
 * shop that serves it
 */
const char *
hrt_desk_get_web_url (HrtDesk *self)
{
  HrtWebHostState state =
      self->host != NULL ? hrt_web_host_get_state (self->host) : HRT_WEB_HOST_STOPPED;

  if (state != HRT_WEB_HOST_RUNNING && state != HRT_WEB_HOST_ELSEWHERE)
    return NULL;
  return hrt_web_host_get_url (self->host);
}

/**
 * hrt_desk_has_web_trouble:
 *
 * Returns: whether the web shop is wanted and cannot run until somebody does something
 */
gboolean
hrt_desk_has_web_trouble (HrtDesk *self)
{
  return hrt_desk_is_web_wanted (self) &&
         hrt_web_host_get_state (self->host) == HRT_WEB_HOST_FAILED;
}

static char *
dup_web_failure (HrtDesk *self)
{
  if (hrt_web_host_is_port_taken (self->host))
    return g_strdup_printf (
        _ ("The web shop cannot run: another program uses port %d. Please end that program, or "
           "choose another port under Preferences, Web shop."),
        g_settings_get_int (self->settings, "web-port"));
  return g_strdup_printf (_ ("The web shop cannot run: %s"), hrt_web_host_get_message (self->host));
}

/**
 * hrt_desk_dup_web_text:
 *
 * Returns: (transfer full): how the web shop is, in a few words
 */
char *
hrt_desk_dup_web_text (HrtDesk *self)
{
  const char *url = self->host != NULL ? hrt_web_host_get_url (self->host) : NULL;

  if (!hrt_desk_is_web_wanted (self))
    return g_strdup (_ ("The web shop is off"));
  switch (hrt_web_host_get_state (self->host))
    {
    case HRT_WEB_HOST_RUNNING:
      return g_strdup_printf (_ ("Web shop at %s"), url);
    case HRT_WEB_HOST_ELSEWHERE:
      if (url == NULL)
        return g_strdup (_ ("Another Hurtrock on this machine serves the web shop already"));
      return g_strdup_printf (_ ("Another Hurtrock on this machine serves the web shop at %s"),
                              url);
    case HRT_WEB_HOST_WAITING:
      return g_strdup (_ ("The web shop ended by itself and is started again in a moment"));
    case HRT_WEB_HOST_FAILED:
      return dup_web_failure (self);
    case HRT_WEB_HOST_STOPPED:
    case HRT_WEB_HOST_STARTING:
    default:
      return g_strdup (_ ("The web shop is starting"));
    }
}

static void
hrt_desk_finalize (GObject *object)
{
  HrtDesk *self = HRT_DESK (object);

  g_clear_object (&self->host);
  g_clear_object (&self->care);
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
  const char *const names[N_SIGNALS] = { "web-changed", "online-changed", "profile-changed" };

  G_OBJECT_CLASS (klass)->finalize = hrt_desk_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], HRT_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
hrt_desk_init (HrtDesk *self)
{
}

static void
make_host (HrtDesk *self)
{
  g_autofree char *program = hrt_paths_dup_program ("hurtrock-shop-server");

  if (program == NULL)
    {
      g_message ("the shop server's program is not there: no web shop");
      return;
    }
  self->host = hrt_web_host_new (program, hrt_start_up_get_data_dir (self->start_up));
  g_signal_connect_object (self->host, "notify::state", G_CALLBACK (on_web_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::web-shop",
                           G_CALLBACK (on_web_settings_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::web-port",
                           G_CALLBACK (on_web_settings_changed), self, G_CONNECT_SWAPPED);
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
  g_signal_connect_object (self->context, "resync", G_CALLBACK (follow_profile), self,
                           G_CONNECT_SWAPPED);
  self->care = hrt_care_new (start_up, settings, self->context);
  make_host (self);
  return self;
}
