/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Argon2id in a bounded worker: a flood of sign-ins must not eat the memory or the processors.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "config.h"

#include "hrt-password.h"

#include <sodium.h>
#include <string.h>

#include "model/base/hrt-model-error.h"

#define MAX_AT_ONCE 2
#define MAX_WAITING 32

/* One hash to make or to check; wiped when it is over. */
typedef struct
{
  char *secret; /* (owned) */
  char *hash;   /* (owned) (nullable) to check against */
  gboolean is_check;
} Work;

static gint n_waiting; /* (atomic) */

static void
work_free (gpointer data)
{
  Work *work = data;

  sodium_memzero (work->secret, strlen (work->secret));
  g_free (work->secret);
  g_free (work->hash);
  g_free (work);
}

static void
get_cost (unsigned long long *operations, size_t *memory)
{
  *operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
  *memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
#ifdef HRT_TEST_BUILD
  if (g_strcmp0 (g_getenv ("HRT_TEST_CHEAP_HASH"), "1") == 0)
    {
      *operations = crypto_pwhash_OPSLIMIT_MIN;
      *memory = crypto_pwhash_MEMLIMIT_MIN;
    }
#endif
}

static char *
make_hash (const char *secret)
{
  unsigned long long operations;
  size_t memory;
  char out[crypto_pwhash_STRBYTES];

  get_cost (&operations, &memory);
  if (crypto_pwhash_str_alg (out, secret, strlen (secret), operations, memory,
                             crypto_pwhash_ALG_ARGON2ID13) != 0)
    return NULL;
  return g_strdup (out);
}

static gboolean
check_hash (const Work *work)
{
  g_autofree char *unused = NULL;

  /* An unknown account takes as long as a known one. */
  if (work->hash == NULL)
    {
      unused = make_hash (work->secret);
      return FALSE;
    }
  return crypto_pwhash_str_verify (work->hash, work->secret, strlen (work->secret)) == 0;
}

static void
do_work (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  const Work *work = g_task_get_task_data (task);
  char *hash;

  g_atomic_int_add (&n_waiting, -1);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (work->is_check)
    {
      g_task_return_boolean (task, check_hash (work));
      return;
    }
  hash = make_hash (work->secret);
  if (hash != NULL)
    g_task_return_pointer (task, hash, g_free);
  else
    g_task_return_new_error (task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_UNAVAILABLE,
                             "no memory to hash with");
}

static GThreadPool *
get_worker (void)
{
  static gsize ready;
  static GThreadPool *pool;

  if (g_once_init_enter (&ready))
    {
      if (sodium_init () < 0)
        g_error ("libsodium does not start");
      pool = g_thread_pool_new (do_work, NULL, MAX_AT_ONCE, FALSE, NULL);
      g_once_init_leave (&ready, 1);
    }
  return pool;
}

static void
push (GTask *task, const char *hash, const char *secret, gboolean is_check)
{
  Work *work = g_new0 (Work, 1);

  work->secret = g_strdup (secret);
  work->hash = g_strdup (hash);
  work->is_check = is_check;
  g_task_set_task_data (task, work, work_free);
  if (g_atomic_int_add (&n_waiting, 1) >= MAX_WAITING + MAX_AT_ONCE)
    {
      g_atomic_int_add (&n_waiting, -1);
      g_task_return_new_error (task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_BUSY,
                               "too many sign-ins at once");
      g_object_unref (task);
      return;
    }
  g_thread_pool_push (get_worker (), task, NULL);
}

/**
 * hrt_password_hash_async:
 * @secret: a password or PIN
 * @cancellable: (nullable): to give up
 * @callback: called when the hash is there
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_BUSY when 32 wait already, %HRT_MODEL_ERROR_UNAVAILABLE without memory
 */
void
hrt_password_hash_async (const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hrt_password_hash_async);
  push (task, NULL, secret, FALSE);
}

/**
 * hrt_password_hash_finish:
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (nullable): "$argon2id$…"
 */
char *
hrt_password_hash_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hrt_password_verify_async:
 * @hash: (nullable): what is stored; %NULL for an account that does not exist: FALSE after the same
 * time
 * @secret: as typed
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Errors: as hrt_password_hash_async()
 */
void
hrt_password_verify_async (const char *hash,
                           const char *secret,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hrt_password_verify_async);
  push (task, hash, secret, TRUE);
}

/**
 * hrt_password_verify_finish:
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: whether the secret is the right one; FALSE with @error set when that is not known
 */
gboolean
hrt_password_verify_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
