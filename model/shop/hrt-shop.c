/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShop: the shop's profile, and the first set-up.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-shop.h"

#include "hrt-service.h"
#include "model/base/hrt-json-writer.h"
#include "model/people/hrt-people.h"

struct _HrtShop
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
  HrtPeople *people;       /* (owned) */
};

/**
 * HrtShop:
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way.
 */
G_DEFINE_FINAL_TYPE (HrtShop, hrt_shop, G_TYPE_OBJECT)

static void
hrt_shop_dispose (GObject *object)
{
  HrtShop *self = HRT_SHOP (object);

  g_clear_object (&self->people);
  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (hrt_shop_parent_class)->dispose (object);
}

static void
hrt_shop_class_init (HrtShopClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_shop_dispose;
}

static void
hrt_shop_init (HrtShop *self)
{
}

/**
 * hrt_shop_new:
 * @context: pool and listener
 *
 * Called by the context alone.
 *
 * Returns: (transfer full): the service
 */
HrtShop *
hrt_shop_new (HrtContext *context)
{
  HrtShop *self = g_object_new (HRT_TYPE_SHOP, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  self->people = hrt_people_new (context);
  return self;
}

/**
 * hrt_shop_load_profile_async:
 * @self: the shop
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * For both roles.
 */
void
hrt_shop_load_profile_async (HrtShop *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  hrt_service_one (
      hrt_service_task (self, hrt_shop_load_profile_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SHOP_GET_PROFILE, NULL, HRT_TYPE_SHOP_PROFILE);
}

HrtShopProfile *
hrt_shop_load_profile_finish (HrtShop *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_shop_load_profile_async, error);
}

static void
write_value (HrtJsonWriter *json, const HrtField *field, gpointer member)
{
  hrt_json_writer_name (json, field->name);
  if (field->kind == HRT_FIELD_BOOL)
    hrt_json_writer_bool (json, *(gboolean *) member);
  else if (field->kind == HRT_FIELD_INT64)
    hrt_json_writer_int64 (json, *(gint64 *) member);
  else
    hrt_json_writer_text (json, *(char **) member);
}

static const char *const never_zero[] = { "transfer_hold_hours", "pickup_hold_hours",
                                          "web_order_pieces", NULL };

/* Texts that are NULL stay as they are; numbers that may not be 0 too, so that a draft made from
 * nothing works. */
static char *
dup_json (HrtShopProfile *draft)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();
  const HrtDescriptor *descriptor = hrt_entity_get_descriptor (draft);

  hrt_json_writer_begin_object (json);
  for (gsize i = 0; i < descriptor->n_fields; i++)
    {
      const HrtField *field = &descriptor->fields[i];
      gpointer member = G_STRUCT_MEMBER_P (draft, field->offset);

      if (field->kind == HRT_FIELD_TEXT &&
          (*(char **) member == NULL || !g_utf8_validate (*(char **) member, -1, NULL)))
        continue;
      if (g_strv_contains (never_zero, field->name) && *(gint64 *) member == 0)
        continue;
      write_value (json, field, member);
    }
  hrt_json_writer_end_object (json);
  return hrt_json_writer_steal (json);
}

static void
on_profile_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;
  gpointer profile = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results != NULL)
    profile = hrt_service_read_one (results, 0, HRT_TYPE_SHOP_PROFILE, &error);
  if (profile != NULL)
    g_task_return_pointer (task, profile, g_object_unref);
  else
    g_task_return_error (task, hrt_service_translate (error));
}

static void
on_profile_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtShop *self = g_task_get_source_object (task);
  g_autoptr (HrtPgResults) results = NULL;
  g_autoptr (HrtOutcome) outcome = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results != NULL)
    outcome = hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), 0);
  else
    error = hrt_service_translate (error);
  if (outcome != NULL && hrt_outcome_is_refused (outcome))
    error =
        g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID,
                             outcome->refusals->len
                                 ? ((HrtRefusal *) g_ptr_array_index (outcome->refusals, 0))->code
                                 : "refused");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  hrt_service_announce (self->listener, HRT_CHANNEL_SHOP, 1);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SHOP_GET_PROFILE, NULL,
                           NULL, on_profile_read, task);
}

/**
 * hrt_shop_save_profile_async:
 * @self: the shop
 * @draft: the whole profile as it is to be; revision: the one that was read, 0: whatever it is now
 * @staff_id: an admin
 * @cancellable: (nullable): to give up
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_CONFLICT, %HRT_MODEL_ERROR_NOT_ALLOWED, %HRT_MODEL_ERROR_INVALID (the
 * message is the constraint's name)
 */
void
hrt_shop_save_profile_async (HrtShop *self,
                             HrtShopProfile *draft,
                             gint64 staff_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *json = dup_json (draft);
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), json), staff_id);

  if (draft->revision != 0)
    hrt_pg_params_int64 (params, draft->revision);
  else
    hrt_pg_params_null (params);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SHOP_SAVE_PROFILE, params,
                           NULL, on_profile_saved,
                           hrt_service_task (self, hrt_shop_save_profile_async, cancellable,
                                             callback, user_data));
}

HrtShopProfile *
hrt_shop_save_profile_finish (HrtShop *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_shop_save_profile_async, error);
}

static gpointer
read_complete (HrtPgResults *results, GTask *task, GError **error)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 0);

  return hrt_service_box_int64 (hrt_pg_rows_get_bool (rows, 0, 0));
}

/**
 * hrt_shop_check_setup_async:
 * @self: the shop
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Whether somebody may run the shop, or the first set-up is to be done.
 */
void
hrt_shop_check_setup_async (HrtShop *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  hrt_service_query (
      hrt_service_task (self, hrt_shop_check_setup_async, cancellable, callback, user_data),
      self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SHOP_CHECK_SETUP, NULL, read_complete, g_free);
}

/**
 * hrt_shop_check_setup_finish:
 * @self: the shop
 * @result: of the call
 * @is_complete: (out): whether there is an active owner's account
 * @error: where to store an error, or %NULL
 */
gboolean
hrt_shop_check_setup_finish (HrtShop *self,
                             GAsyncResult *result,
                             gboolean *is_complete,
                             GError **error)
{
  g_autofree gint64 *boxed = hrt_service_finish (self, result, hrt_shop_check_setup_async, error);

  *is_complete = boxed != NULL && *boxed != 0;
  return boxed != NULL;
}

static void
on_owner_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrtShop *self = g_task_get_source_object (task);
  GError *error = NULL;
  HrtStaff *owner = hrt_people_create_owner_finish (HRT_PEOPLE (source), result, &error);

  if (owner == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  hrt_service_announce (self->listener, HRT_CHANNEL_SHOP, 1);
  g_task_return_pointer (task, owner, g_object_unref);
}

/**
 * hrt_shop_set_up_async:
 * @self: the shop
 * @draft: the profile; texts that are %NULL stay as they are
 * @owner: login, name and language of the owner; the role is made "admin"
 * @password: the owner's, as typed
 * @cancellable: (nullable): to give up
 * @callback: called when the shop is set up
 * @user_data: for @callback
 *
 * Only while there is no staff at all. Owner and profile are one transaction: after an error there
 * is neither.
 *
 * Errors: as hrt_people_create_staff_async() and hrt_shop_save_profile_async()
 */
void
hrt_shop_set_up_async (HrtShop *self,
                       HrtShopProfile *draft,
                       HrtStaff *owner,
                       const char *password,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = hrt_service_task (self, hrt_shop_set_up_async, cancellable, callback, user_data);
  g_autofree char *json = dup_json (draft);
  g_autofree char *words =
      g_strjoin (" ", draft->name ? draft->name : "", draft->city ? draft->city : "", NULL);

  hrt_people_create_owner_async (self->people, owner, password, json, words, cancellable,
                                 on_owner_created, task);
}

/**
 * hrt_shop_set_up_finish:
 * @self: the shop
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the owner
 */
HrtStaff *
hrt_shop_set_up_finish (HrtShop *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_shop_set_up_async, error);
}
