/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: the class, and the steps that every sign-in and every new secret takes.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "hrt-people-private.h"

#include <sodium.h>
#include <string.h>

/**
 * HrtPeople:
 *
 * Secrets are hashed in this process, in a bounded worker; the database sees Argon2id texts only,
 * and nothing that this service returns holds one.
 *
 * Threading: belongs to the context of its pool; callbacks come there. Lifetime: the #HrtContext's,
 * and as long as something is under way.
 */
G_DEFINE_FINAL_TYPE (HrtPeople, hrt_people, G_TYPE_OBJECT)

static void
hrt_people_dispose (GObject *object)
{
  HrtPeople *self = HRT_PEOPLE (object);

  g_clear_object (&self->pool);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (hrt_people_parent_class)->dispose (object);
}

static void
hrt_people_class_init (HrtPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_people_dispose;
}

static void
hrt_people_init (HrtPeople *self)
{
}

HrtPeople *
hrt_people_new (HrtContext *context)
{
  HrtPeople *self = g_object_new (HRT_TYPE_PEOPLE, NULL);

  self->pool = g_object_ref (hrt_context_get_pool (context));
  g_set_object (&self->listener, hrt_context_get_listener (context));
  return self;
}

/* --- signing in --- */

HrtSignIn *
_hrt_sign_in_new (const char *kind, const char *account, const char *secret)
{
  HrtSignIn *self = g_new0 (HrtSignIn, 1);
  g_autofree char *lower = g_utf8_strdown (account, -1);
  g_autofree char *whole = g_strconcat (kind, ":", g_strstrip (lower), NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (checksum, (const guchar *) whole, -1);
  g_checksum_get_digest (checksum, digest, &size);
  self->account = g_bytes_new (digest, size);
  self->secret = g_strdup (secret);
  return self;
}

void
_hrt_sign_in_free (gpointer data)
{
  HrtSignIn *self = data;

  sodium_memzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self->address);
  g_bytes_unref (self->account);
  g_clear_pointer (&self->old_id_hash, g_bytes_unref);
  g_clear_pointer (&self->new_id_hash, g_bytes_unref);
  g_clear_object (&self->draft);
  g_free (self);
}

static void
on_failure_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    g_task_return_error (task, hrt_service_translate (error));
  else
    g_task_return_new_error (task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET,
                             "account or secret wrong");
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HrtPeople *self = g_task_get_source_object (task);
  HrtSignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;

  if (hrt_password_verify_finish (result, &error) && sign_in->id != 0)
    {
      sign_in->welcome (task);
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (sign_in->turn_away != NULL)
    {
      sign_in->turn_away (task);
      return;
    }
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_PEOPLE_SIGN_IN_FAILED,
                           hrt_pg_params_text (hrt_pg_params_bytes (hrt_pg_params_new (),
                                                                    sign_in->account),
                                               sign_in->address),
                           NULL, on_failure_counted, task);
}

/* Whoever is not there is checked as long as whoever is. */
void
_hrt_people_verify (GTask *task, HrtPgRows *rows)
{
  HrtSignIn *sign_in = g_task_get_task_data (task);
  const char *hash = NULL;

  if (hrt_pg_rows_get_bool (rows, 0, hrt_pg_rows_find_column (rows, "active")))
    {
      sign_in->id = hrt_pg_rows_get_int64 (rows, 0, 0);
      hash = hrt_pg_rows_get_text (
          rows, 0, hrt_pg_rows_find_column (rows, sign_in->is_pin ? "pin_hash" : "password_hash"));
    }
  hrt_password_verify_async (hash, sign_in->secret, g_task_get_cancellable (task), on_verified,
                             task);
}

static void
on_credentials (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  GError *error = NULL;

  results = hrt_pg_pool_run_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    error = hrt_service_translate (error);
  else if (hrt_service_read_int64 (results, 0, "wait_ms") > 0)
    error = g_error_new (HRT_MODEL_ERROR, HRT_MODEL_ERROR_SLOW_DOWN, "wait %" G_GINT64_FORMAT " ms",
                         hrt_service_read_int64 (results, 0, "wait_ms"));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  _hrt_people_verify (task, hrt_pg_results_get_rows (results, 1));
}

void
_hrt_people_sign_in (GTask *task, HrtStatement statement, const char *account)
{
  HrtPeople *self = g_task_get_source_object (task);
  HrtSignIn *sign_in = g_task_get_task_data (task);
  HrtPgBatch *batch = hrt_pg_batch_new ();

  hrt_pg_batch_add (batch, HRT_STATEMENT_PEOPLE_SIGN_IN_DELAY,
                    hrt_pg_params_text (hrt_pg_params_bytes (hrt_pg_params_new (),
                                                             sign_in->account),
                                        sign_in->address));
  hrt_pg_batch_add (batch, statement, hrt_pg_params_text (hrt_pg_params_new (), account));
  hrt_pg_pool_run_async (self->pool, HRT_PG_LANE_READ, batch, g_task_get_cancellable (task),
                         on_credentials, task);
}

/* --- new secrets --- */

typedef struct
{
  GTask *task; /* (owned) */
  HrtHashedFunc next;
} Hashing;

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Hashing *hashing = user_data;
  GError *error = NULL;
  char *hash = hrt_password_hash_finish (result, &error);

  if (hash != NULL)
    {
      hashing->next (hashing->task, hash);
      return;
    }
  g_task_return_error (hashing->task, error);
  g_object_unref (hashing->task);
}

void
_hrt_people_hash (GTask *task, const char *secret, HrtHashedFunc next)
{
  Hashing *hashing;

  if (secret == NULL)
    {
      next (task, NULL);
      return;
    }
  hashing = g_new0 (Hashing, 1);
  hashing->task = task;
  hashing->next = next;
  hrt_password_hash_async (secret, g_task_get_cancellable (task), on_hashed, hashing);
}

GError *
_hrt_people_refusal (HrtPgResults *results)
{
  g_autoptr (HrtOutcome) outcome =
      hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), 0);
  const HrtRefusal *refusal;

  if (!hrt_outcome_is_refused (outcome))
    return NULL;
  refusal = outcome->refusals->len > 0 ? g_ptr_array_index (outcome->refusals, 0) : NULL;
  if (refusal != NULL && g_str_has_suffix (refusal->code, "_taken"))
    return g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_TAKEN, refusal->code);
  return g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID,
                              refusal ? refusal->code : "refused");
}
