/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: staff, their sign-in and their secrets.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-people-private.h"

void
hrt_people_list_staff_async (HrtPeople *self,
                             gboolean include_inactive,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  hrt_service_list (hrt_service_task (self, hrt_people_list_staff_async, cancellable, callback,
                                      user_data),
                    self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_PEOPLE_LIST_STAFF,
                    hrt_pg_params_bool (hrt_pg_params_new (), include_inactive), HRT_TYPE_STAFF);
}

GPtrArray *
hrt_people_list_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_list_staff_async, error);
}

static gpointer
read_welcomed (HrtPgResults *results, GTask *task, GError **error)
{
  return hrt_service_read_one (results, 2, HRT_TYPE_STAFF, error);
}

static void
welcome_staff (GTask *task)
{
  HrtPeople *self = g_task_get_source_object (task);
  HrtSignIn *sign_in = g_task_get_task_data (task);
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_SIGN_IN_SUCCEEDED,
                    hrt_pg_params_bytes (hrt_pg_params_new (), sign_in->account));
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_STAFF_SIGNED_IN,
                    hrt_pg_params_text (hrt_pg_params_int64 (hrt_pg_params_new (), sign_in->id),
                                        sign_in->is_pin ? "pin" : "password"));
  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_GET_STAFF,
                    hrt_pg_params_int64 (hrt_pg_params_new (), sign_in->id));
  hrt_service_run (task, self->pool, HRT_PG_LANE_WRITE, batch, read_welcomed, g_object_unref);
}

/**
 * hrt_people_sign_in_staff_async:
 * @self: the people
 * @login: who it claims to be
 * @secret: the password, or the PIN
 * @is_pin: which of the two
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_WRONG_SECRET for an unknown login, a wrong secret and an account that is
 * disabled alike; %HRT_MODEL_ERROR_SLOW_DOWN after wrong ones, right or not; %HRT_MODEL_ERROR_BUSY
 */
void
hrt_people_sign_in_staff_async (HrtPeople *self,
                                const char *login,
                                const char *secret,
                                gboolean is_pin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_people_sign_in_staff_async, cancellable, callback, user_data);
  HrtSignIn *sign_in = _hrt_sign_in_new ("staff", login, secret);

  sign_in->is_pin = is_pin;
  sign_in->welcome = welcome_staff;
  g_task_set_task_data (task, sign_in, _hrt_sign_in_free);
  _hrt_people_sign_in (task, HRT_STATEMENT_PEOPLE_STAFF_CREDENTIALS, login);
}

HrtStaff *
hrt_people_sign_in_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_sign_in_staff_async, error);
}

/* --- changing --- */

/* A change of somebody's account on its way: the words that must not carry the password, both
 * hashes, then the statement. */
typedef struct
{
  HrtStatement statement;
  HrtStaff *draft; /* (owned) (nullable) */
  gint64 staff_id;
  gint64 by_id;
  char *profile_json;  /* (owned) (nullable) of the shop that is set up */
  char *password;      /* (owned) (nullable) to be judged and hashed */
  char *pin;           /* (owned) (nullable) to be hashed */
  char *password_hash; /* (owned) (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->draft);
  g_free (change->profile_json);
  g_free (change->password);
  g_free (change->pin);
  g_free (change->password_hash);
  g_free (change);
}

static void
on_staff_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;
  gpointer staff = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results != NULL)
    staff = hrt_service_read_one (results, 0, HRT_TYPE_STAFF, &error);
  if (staff != NULL)
    g_task_return_pointer (task, staff, g_object_unref);
  else
    g_task_return_error (task, hrt_service_translate (error));
}

/* The row is read by a statement of its own: one that calls the function does not see what it
 * wrote. */
static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtPeople *self = g_task_get_source_object (task);
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;
  gint64 staff_id;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  error = results ? _hrt_people_refusal (results) : hrt_service_translate (error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  staff_id = hrt_service_read_int64 (results, 0, "staff_id");
  hrt_service_announce (self->listener, HRT_CHANNEL_PEOPLE, staff_id);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_GET_STAFF,
                           hrt_pg_params_int64 (hrt_pg_params_new (), staff_id), NULL,
                           on_staff_read, task);
}

static HrtPgParams *
add_by (HrtPgParams *params, gint64 by_id)
{
  return by_id != 0 ? hrt_pg_params_int64 (params, by_id) : hrt_pg_params_null (params);
}

static HrtPgParams *
make_owner_params (const Change *change)
{
  HrtPgParams *params = hrt_pg_params_new ();

  hrt_pg_params_text (hrt_pg_params_text (params, change->draft->login), change->draft->name);
  hrt_pg_params_text (params, change->password_hash);
  return hrt_pg_params_text (hrt_pg_params_text (params, change->draft->language),
                             change->profile_json);
}

static HrtPgParams *
make_params (const Change *change, const char *pin_hash)
{
  HrtPgParams *params = hrt_pg_params_new ();
  const HrtStaff *draft = change->draft;

  if (change->statement == HRT_STATEMENT_PEOPLE_CREATE_STAFF)
    {
      hrt_pg_params_text (
          hrt_pg_params_text (hrt_pg_params_text (params, draft->login), draft->name), draft->role);
      hrt_pg_params_text (hrt_pg_params_text (params, change->password_hash), pin_hash);
      hrt_pg_params_text (params, draft->language);
    }
  else
    {
      hrt_pg_params_text (hrt_pg_params_int64 (params, change->staff_id), change->password_hash);
      hrt_pg_params_text (params, pin_hash ? pin_hash : change->pin); /* "" removes it */
    }
  return add_by (params, change->by_id);
}

static void
with_pin_hash (GTask *task, char *hash)
{
  HrtPeople *self = g_task_get_source_object (task);
  const Change *change = g_task_get_task_data (task);
  g_autofree char *pin_hash = hash;

  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, change->statement,
                           change->profile_json != NULL ? make_owner_params (change)
                                                        : make_params (change, pin_hash),
                           NULL, on_changed, task);
}

static void
with_password_hash (GTask *task, char *hash)
{
  Change *change = g_task_get_task_data (task);
  gboolean has_pin = change->pin != NULL && *change->pin != '\0';

  change->password_hash = hash;
  _hrt_people_hash (task, has_pin ? change->pin : NULL, with_pin_hash);
}

static void
return_weak (GTask *task)
{
  g_task_return_new_error (task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD,
                           "too short or too common");
  g_object_unref (task);
}

/* Takes @task. @own_words: of the shop and the person */
static void
judge (GTask *task, const char *const *own_words)
{
  const Change *change = g_task_get_task_data (task);

  if (hrt_password_judge (change->password, own_words) != HRT_PASSWORD_GOOD)
    return_weak (task);
  else
    _hrt_people_hash (task, change->password, with_password_hash);
}

static const char *
read_text (HrtPgResults *results, guint place, const char *column)
{
  HrtPgRows *rows =
      place < hrt_pg_results_get_n (results) ? hrt_pg_results_get_rows (results, place) : NULL;
  const char *text = NULL;

  if (rows != NULL && hrt_pg_rows_get_n (rows) > 0)
    text = hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, column));
  return text != NULL ? text : "";
}

/* Takes @task. @results: of read_words() */
static void
judge_by_words (GTask *task, HrtPgResults *results)
{
  const Change *change = g_task_get_task_data (task);
  const HrtStaff *draft = change->draft;
  const char *name = draft != NULL ? draft->name : read_text (results, 1, "name");
  const char *login = draft != NULL ? draft->login : read_text (results, 1, "login");
  const char *const own_words[] = { read_text (results, 0, "name"), read_text (results, 0, "city"),
                                    name ? name : "", login ? login : "", NULL };

  judge (task, own_words);
}

static void
on_words_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_run_finish (HRT_PG_POOL (source), result, &error);
  if (results != NULL)
    {
      judge_by_words (task, results);
      return;
    }
  g_task_return_error (task, hrt_service_translate (error));
  g_object_unref (task);
}

static void
read_words (GTask *task)
{
  HrtPeople *self = g_task_get_source_object (task);
  const Change *change = g_task_get_task_data (task);
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_SHOP_GET_PROFILE, NULL);
  if (change->draft == NULL)
    hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_GET_STAFF,
                      hrt_pg_params_int64 (hrt_pg_params_new (), change->staff_id));
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_READ, batch, g_task_get_cancellable (task),
                         on_words_read, task);
}

/* Takes @task and @change over. @shop_words: (nullable): of a shop the database does not know yet
 */
static void
begin (GTask *task, Change *change, const char *password, const char *pin, const char *shop_words)
{
  change->password = g_strdup (password);
  change->pin = g_strdup (pin);
  g_task_set_task_data (task, change, change_free);
  if (pin != NULL && *pin != '\0' && !hrt_pin_is_good (pin))
    return_weak (task);
  else if (password == NULL)
    _hrt_people_hash (task, NULL, with_password_hash);
  else if (shop_words == NULL)
    read_words (task);
  else
    {
      const char *const own_words[] = { shop_words, change->draft->name ? change->draft->name : "",
                                        change->draft->login ? change->draft->login : "", NULL };

      judge (task, own_words);
    }
}

/**
 * hrt_people_create_staff_async:
 * @self: the people
 * @draft: login, name, role, language
 * @password: as typed
 * @pin: (nullable): 4 to 8 digits for the till
 * @by_staff_id: the admin who does it; 0 for the very first account, which is an admin's
 * @cancellable: (nullable): to give up
 * @callback: called when the account is there
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_WEAK_PASSWORD, %HRT_MODEL_ERROR_TAKEN, %HRT_MODEL_ERROR_INVALID (the
 * message is the code), %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_people_create_staff_async (HrtPeople *self,
                               HrtStaff *draft,
                               const char *password,
                               const char *pin,
                               gint64 by_staff_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->statement = HRT_STATEMENT_PEOPLE_CREATE_STAFF;
  change->draft = g_object_ref (draft);
  change->by_id = by_staff_id;
  begin (hrt_service_task (self, hrt_people_create_staff_async, cancellable, callback, user_data),
         change, password ? password : "", pin, NULL);
}

HrtStaff *
hrt_people_create_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_create_staff_async, error);
}

/**
 * hrt_people_create_owner_async:
 * @self: the people
 * @draft: login, name, language
 * @password: as typed
 * @profile_json: the shop's profile, as hrt.save_shop() takes it
 * @shop_words: name and city in it, which must not carry the password
 * @cancellable: (nullable): to give up
 * @callback: called when account and profile are there
 * @user_data: for @callback
 *
 * For hrt_shop_set_up_async(): the first account and the profile, both or neither.
 *
 * Errors: as hrt_people_create_staff_async(), and %HRT_MODEL_ERROR_INVALID for the profile
 */
void
hrt_people_create_owner_async (HrtPeople *self,
                               HrtStaff *draft,
                               const char *password,
                               const char *profile_json,
                               const char *shop_words,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->statement = HRT_STATEMENT_SHOP_SET_UP;
  change->draft = g_object_ref (draft);
  change->profile_json = g_strdup (profile_json);
  begin (hrt_service_task (self, hrt_people_create_owner_async, cancellable, callback, user_data),
         change, password ? password : "", NULL, shop_words);
}

HrtStaff *
hrt_people_create_owner_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_create_owner_async, error);
}

/**
 * hrt_people_set_staff_secret_async:
 * @self: the people
 * @staff_id: whose
 * @password: (nullable): the new one; %NULL leaves it
 * @pin: (nullable): the new one; %NULL leaves it, "" removes it
 * @by_staff_id: the same person, or an admin
 * @cancellable: (nullable): to give up
 * @callback: called when it is set
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_WEAK_PASSWORD, %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_people_set_staff_secret_async (HrtPeople *self,
                                   gint64 staff_id,
                                   const char *password,
                                   const char *pin,
                                   gint64 by_staff_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->statement = HRT_STATEMENT_PEOPLE_SET_STAFF_SECRET;
  change->staff_id = staff_id;
  change->by_id = by_staff_id;
  begin (hrt_service_task (self, hrt_people_set_staff_secret_async, cancellable, callback,
                           user_data),
         change, password, pin, NULL);
}

gboolean
hrt_people_set_staff_secret_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  g_autoptr (HrtStaff) staff =
      hrt_service_finish (self, result, hrt_people_set_staff_secret_async, error);

  return staff != NULL;
}

/**
 * hrt_people_save_staff_async:
 * @self: the people
 * @draft: id, name, role, active, and the revision that was read
 * @by_staff_id: an admin
 * @cancellable: (nullable): to give up
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_CONFLICT, %HRT_MODEL_ERROR_INVALID with the message "last_admin" when
 * nobody would be left who may run the shop and "own_account" when it is the admin's own role or
 * access, %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_people_save_staff_async (HrtPeople *self,
                             HrtStaff *draft,
                             gint64 by_staff_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_people_save_staff_async, cancellable, callback, user_data);
  HrtPgParams *params =
      hrt_pg_params_text (hrt_pg_params_int64 (hrt_pg_params_new (), draft->id), draft->name);

  hrt_pg_params_bool (hrt_pg_params_text (params, draft->role), draft->active);
  add_by (add_by (params, by_staff_id), draft->revision);
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SET_STAFF, params,
                           NULL, on_changed, task);
}

HrtStaff *
hrt_people_save_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_people_save_staff_async, error);
}
