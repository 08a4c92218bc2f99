/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: visitors of the web shop, by the hash of what is in their cookie.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-people-private.h"

#include <sodium.h>

static GBytes *
new_token (void)
{
  guint8 token[32];

  randombytes_buf (token, sizeof token);
  return g_bytes_new (token, sizeof token);
}

/**
 * hrt_people_start_session_async:
 * @self: the people
 * @id_hash: SHA-256 (32 bytes) of the cookie
 * @language: (nullable): "id" or "en"; else the shop's
 * @cancellable: (nullable): to give up
 * @callback: called when the session is there
 * @user_data: for @callback
 */
void
hrt_people_start_session_async (HrtPeople *self,
                                GBytes *id_hash,
                                const char *language,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GBytes) token = new_token ();
  HrtPgParams *params =
      hrt_pg_params_bytes (hrt_pg_params_bytes (hrt_pg_params_new (), id_hash), token);

  hrt_service_query (hrt_service_task (self, hrt_people_start_session_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SESSION_START,
                     hrt_pg_params_text (params, language), NULL, NULL);
}

gboolean
hrt_people_start_session_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish_boolean (self, result, hrt_people_start_session_async, error);
}

void
hrt_people_load_session_async (HrtPeople *self,
                               GBytes *id_hash,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hrt_service_maybe (hrt_service_task (self, hrt_people_load_session_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_PEOPLE_SESSION_TOUCH,
                     hrt_pg_params_bytes (hrt_pg_params_new (), id_hash), HRT_TYPE_SESSION);
}

/**
 * hrt_people_load_session_finish:
 * @self: the people
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the session; %NULL without an error when it has ended
 */
HrtSession *
hrt_people_load_session_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_load_session_async, error);
}

void
hrt_people_set_session_language_async (HrtPeople *self,
                                       GBytes *id_hash,
                                       const char *language,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  hrt_service_query (hrt_service_task (self, hrt_people_set_session_language_async, cancellable,
                                       callback, user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SESSION_SET_LANGUAGE,
                     hrt_pg_params_text (hrt_pg_params_bytes (hrt_pg_params_new (), id_hash),
                                         language),
                     NULL, NULL);
}

gboolean
hrt_people_set_session_language_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish_boolean (self, result, hrt_people_set_session_language_async, error);
}

static gpointer
read_welcomed (HrtPgResults *results, GTask *task, GError **error)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 1);

  if (hrt_pg_rows_get_n (rows) > 0)
    return hrt_service_read_row (rows, 0, HRT_TYPE_SESSION);
  g_set_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET, "account or secret wrong");
  return NULL;
}

void
_hrt_people_welcome_customer (GTask *task)
{
  HrtPeople *self = g_task_get_source_object (task);
  HrtSignIn *sign_in = g_task_get_task_data (task);
  HrtPgBatch *batch = hrt_pg_batch_new ();
  HrtPgParams *params = hrt_pg_params_new ();
  g_autoptr (GBytes) token = new_token ();

  if (sign_in->old_id_hash != NULL)
    hrt_pg_params_bytes (params, sign_in->old_id_hash);
  else
    hrt_pg_params_null (params);
  hrt_pg_params_bytes (hrt_pg_params_bytes (params, sign_in->new_id_hash), token);
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_SIGN_IN_SUCCEEDED,
                    hrt_pg_params_bytes (hrt_pg_params_new (), sign_in->account));
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_SESSION_SIGN_IN,
                    hrt_pg_params_int64 (params, sign_in->id));
  hrt_service_run (task, self->pool, HRT_PG_LANE_WRITE, batch, read_welcomed, g_object_unref);
}

static gpointer
read_renewed (HrtPgResults *results, GTask *task, GError **error)
{
  return hrt_service_read_row (hrt_pg_results_get_rows (results, 0), 0, HRT_TYPE_SESSION);
}

/* To somebody who watches, the same as a welcome: a write, a commit, a new id. */
void
_hrt_people_turn_customer_away (GTask *task)
{
  HrtPeople *self = g_task_get_source_object (task);
  HrtSignIn *sign_in = g_task_get_task_data (task);
  HrtPgParams *params = hrt_pg_params_new ();
  g_autoptr (GBytes) token = new_token ();

  if (sign_in->old_id_hash != NULL)
    hrt_pg_params_bytes (params, sign_in->old_id_hash);
  else
    hrt_pg_params_null (params);
  hrt_pg_params_bytes (hrt_pg_params_bytes (params, sign_in->new_id_hash), token);
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SESSION_RENEW,
                     hrt_pg_params_text (params, sign_in->draft->language), read_renewed,
                     g_object_unref);
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GInetAddress) address = text ? g_inet_address_new_from_string (text) : NULL;

  return address != NULL;
}

void
_hrt_sign_in_set_visitor (HrtSignIn *self,
                          const char *address,
                          GBytes *old_id_hash,
                          GBytes *new_id_hash)
{
  self->address = is_address (address) ? g_strdup (address) : NULL;
  self->old_id_hash = old_id_hash ? g_bytes_ref (old_id_hash) : NULL;
  self->new_id_hash = g_bytes_ref (new_id_hash);
  self->welcome = _hrt_people_welcome_customer;
}

/**
 * hrt_people_sign_in_customer_async:
 * @self: the people
 * @email: as typed
 * @password: as typed
 * @address: (nullable): of the visitor, for slowing down
 * @old_id_hash: (nullable): the guest's session, which ends; its cart moves along
 * @new_id_hash: SHA-256 of the new cookie: a session never keeps its id over a sign-in
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_WRONG_SECRET, the same after the same time for an address without
 * account; %HRT_MODEL_ERROR_SLOW_DOWN; %HRT_MODEL_ERROR_BUSY
 */
void
hrt_people_sign_in_customer_async (HrtPeople *self,
                                   const char *email,
                                   const char *password,
                                   const char *address,
                                   GBytes *old_id_hash,
                                   GBytes *new_id_hash,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_people_sign_in_customer_async, cancellable, callback, user_data);
  HrtSignIn *sign_in = _hrt_sign_in_new ("customer", email, password);

  _hrt_sign_in_set_visitor (sign_in, address, old_id_hash, new_id_hash);
  g_task_set_task_data (task, sign_in, _hrt_sign_in_free);
  _hrt_people_sign_in (task, HRT_STATEMENT_PEOPLE_CUSTOMER_CREDENTIALS, email);
}

HrtSession *
hrt_people_sign_in_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_sign_in_customer_async, error);
}

void
hrt_people_sign_out_customer_async (HrtPeople *self,
                                    GBytes *id_hash,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  hrt_service_query (hrt_service_task (self, hrt_people_sign_out_customer_async, cancellable,
                                       callback, user_data),
                     self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SESSION_SIGN_OUT,
                     hrt_pg_params_bytes (hrt_pg_params_new (), id_hash), NULL, NULL);
}

gboolean
hrt_people_sign_out_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish_boolean (self, result, hrt_people_sign_out_customer_async, error);
}
