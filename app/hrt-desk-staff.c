/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDesk: who may sign in, who is signed in, and what that one may do.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-desk-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/base/hrt-model-error.h"
#include "widgets/hrt-ui.h"

#define PIN_MIN_DIGITS 4
#define PIN_MAX_DIGITS 8

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

/* What is on the screen is not that person's any more, or no longer all of it. */
static void
lock (HrtDesk *self, const char *signal)
{
  hrt_desk_sign_out (self);
  g_signal_emit_by_name (self, signal);
}

static void
on_people_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtDesk) self = user_data;
  g_autoptr (GPtrArray) staff = hrt_people_list_staff_finish (HRT_PEOPLE (source), result, NULL);

  if (staff == NULL || self->staff == NULL) /* away; or nobody is here */
    return;
  for (guint i = 0; i < staff->len; i++)
    {
      HrtStaff *now = g_ptr_array_index (staff, i);

      if (now->id != self->staff->id)
        continue;
      if (g_str_equal (now->role, self->staff->role))
        g_set_object (&self->staff, now);
      else
        lock (self, "role-changed");
      return;
    }
  lock (self, "shut-out");
}

/* Somebody's account was changed, or may have been. The database refuses whoever is shut out
 * anyway; the screen is not left to that one either. */
void
_hrt_desk_follow_people (HrtDesk *self)
{
  if (self->profile == NULL) /* not open yet, or closing */
    return;
  g_signal_emit_by_name (self, "people-changed");
  if (self->staff != NULL)
    hrt_people_list_staff_async (hrt_context_get_people (self->context), FALSE, NULL,
                                 on_people_followed, g_object_ref (self));
}

void
hrt_desk_sign_out (HrtDesk *self)
{
  g_clear_object (&self->staff);
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
    case HRT_DESK_EDIT_ORDERS:
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
