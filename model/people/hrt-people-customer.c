/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: accounts of customers.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-people-private.h"

#include "model/base/hrt-text.h"

/* Free or taken, from here on the same steps: the attempt is counted, and the password is checked
 * against whatever the address has now. */
static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_run_finish (HRT_PG_POOL (source), result, &error);

  if (results == NULL)
    error = hrt_service_translate (error);
  else
    error = _hrt_people_refusal (results);
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_TAKEN))
    g_clear_error (&error);
  if (error == NULL)
    {
      _hrt_people_verify (task, hrt_pg_results_get_rows (results, 1));
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
with_hash (GTask *task, char *hash)
{
  HrtPeople *self = g_task_get_source_object (task);
  const HrtSignIn *sign_in = g_task_get_task_data (task);
  const HrtCustomer *draft = sign_in->draft;
  g_autofree char *owned = hash;
  HrtPgBatch *batch = hrt_pg_batch_new ();
  HrtPgParams *params =
      hrt_pg_params_text (hrt_pg_params_text (hrt_pg_params_new (), draft->email), draft->name);

  hrt_pg_params_text (hrt_pg_params_text (params, draft->phone), hash);
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_REGISTER_CUSTOMER,
                    hrt_pg_params_text (params, draft->language));
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_CUSTOMER_CREDENTIALS,
                    hrt_pg_params_text (hrt_pg_params_new (), draft->email));
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_SIGN_IN_FAILED,
                    hrt_pg_params_text (hrt_pg_params_bytes (hrt_pg_params_new (),
                                                             sign_in->account),
                                        sign_in->address));
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_WRITE, batch, g_task_get_cancellable (task),
                         on_registered, task);
}

static void
on_may_try (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const HrtSignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrtPgResults) results =
      hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);

  if (results == NULL)
    error = hrt_service_translate (error);
  else if (hrt_service_read_int64 (results, 0, "wait_ms") > 0)
    error = g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_SLOW_DOWN, "too many tries");
  if (error == NULL)
    {
      _hrt_people_hash (task, sign_in->secret, with_hash);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static GError *
check (const HrtCustomer *draft, const char *password, const char *shop_words)
{
  const char *const own[] = { draft->email ? draft->email : "", draft->name ? draft->name : "",
                              shop_words ? shop_words : "", NULL };

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
 * @shop_words: (nullable): its name and city, which the password must not be made of
 * @address: (nullable): of the visitor, for slowing down
 * @old_id_hash: (nullable): the visitor's session, which ends; its cart moves along
 * @new_id_hash: SHA-256 of the new cookie
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Opens an account and signs in to it. An address that has one already is signed in to if the
 * password is that account's, and otherwise the visitor goes on as a guest: both ways take the same
 * steps in about the same time and give a session under the new id, so that the answer does not
 * tell who is a customer. (Who then asks whether the session is signed in learns it, as by signing
 * in. Only a message to the address could hide that; until there is one, each try is counted
 * against account and visitor as a failed sign-in is.)
 *
 * Errors: %HRT_MODEL_ERROR_INVALID (message "bad_email" or "bad_name"),
 * %HRT_MODEL_ERROR_WEAK_PASSWORD, %HRT_MODEL_ERROR_SLOW_DOWN, %HRT_MODEL_ERROR_BUSY
 */
void
hrt_people_register_customer_async (HrtPeople *self,
                                    HrtCustomer *draft,
                                    const char *password,
                                    const char *shop_words,
                                    const char *address,
                                    GBytes *old_id_hash,
                                    GBytes *new_id_hash,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_people_register_customer_async, cancellable, callback, user_data);
  GError *error = check (draft, password, shop_words);
  HrtSignIn *sign_in;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  sign_in = _hrt_sign_in_new ("customer", draft->email, password);
  sign_in->draft = g_object_ref (draft);
  _hrt_sign_in_set_visitor (sign_in, address, old_id_hash, new_id_hash);
  sign_in->turn_away = _hrt_people_turn_customer_away;
  g_task_set_task_data (task, sign_in, _hrt_sign_in_free);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_PEOPLE_SIGN_IN_DELAY,
                           hrt_pg_params_text (hrt_pg_params_bytes (hrt_pg_params_new (),
                                                                    sign_in->account),
                                               sign_in->address),
                           cancellable, on_may_try, task);
}

/**
 * hrt_people_register_customer_finish:
 * @self: the people
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full): the session under the new id; its customer is 0 for a guest
 */
HrtSession *
hrt_people_register_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_register_customer_async, error);
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
