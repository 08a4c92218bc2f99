/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: accounts of customers.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-people-private.h"

#include "model/base/hrt-text.h"

static gpointer
read_registered (HrtPgResults *results, GTask *task, GError **error)
{
  GError *refused = _hrt_people_refusal (results);

  if (refused == NULL)
    return hrt_service_box_int64 (hrt_service_read_int64 (results, 0, "customer_id"));
  g_propagate_error (error, refused);
  return NULL;
}

static void
with_hash (GTask *task, char *hash)
{
  HrtPeople *self = g_task_get_source_object (task);
  const HrtCustomer *draft = g_task_get_task_data (task);
  g_autofree char *owned = hash;
  HrtPgParams *params =
      hrt_pg_params_text (hrt_pg_params_text (hrt_pg_params_new (), draft->email), draft->name);

  hrt_pg_params_text (hrt_pg_params_text (params, draft->phone), hash);
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_REGISTER_CUSTOMER,
                     hrt_pg_params_text (params, draft->language), read_registered, g_free);
}

static GError *
check (const HrtCustomer *draft, const char *password)
{
  const char *const own[] = { draft->email ? draft->email : "", draft->name ? draft->name : "",
                              NULL };

  if (!hrt_text_is_email (draft->email))
    return g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID, "bad_email");
  if (!hrt_text_fits (draft->name, 1, 120))
    return g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID, "bad_name");
  if (hrt_password_judge (password, own) != HRT_PASSWORD_GOOD)
    return g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD,
                                "too short or too common");
  return NULL;
}

/**
 * hrt_people_register_customer_async:
 * @self: the people
 * @draft: email, name, phone (E.164 or empty), language
 * @password: as typed
 * @cancellable: (nullable): to give up
 * @callback: called when the account is there
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_INVALID (message "bad_email" or "bad_name"),
 * %HRT_MODEL_ERROR_WEAK_PASSWORD, %HRT_MODEL_ERROR_TAKEN, which must not be shown as such;
 * %HRT_MODEL_ERROR_BUSY
 */
void
hrt_people_register_customer_async (HrtPeople *self,
                                    HrtCustomer *draft,
                                    const char *password,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_people_register_customer_async, cancellable, callback, user_data);
  GError *error = check (draft, password);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_object_ref (draft), g_object_unref);
  _hrt_people_hash (task, password, with_hash);
}

gint64
hrt_people_register_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish_int64 (self, result, hrt_people_register_customer_async, error);
}

void
hrt_people_load_customer_async (HrtPeople *self,
                                gint64 customer_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  hrt_service_one (hrt_service_task (self, hrt_people_load_customer_async, cancellable, callback,
                                     user_data),
                   self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_PEOPLE_GET_CUSTOMER,
                   hrt_pg_params_int64 (hrt_pg_params_new (), customer_id), HRT_TYPE_CUSTOMER);
}

HrtCustomer *
hrt_people_load_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_load_customer_async, error);
}
