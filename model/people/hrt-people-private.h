/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of HrtPeople share: the class, and the steps of a sign-in.
 */

#pragma once

#include "hrt-password.h"
#include "hrt-people.h"
#include "model/shop/hrt-service.h"

G_BEGIN_DECLS

struct _HrtPeople
{
  GObject parent_instance;

  HrtPgPool *pool;         /* (owned) */
  HrtPgListener *listener; /* (owned) (nullable) */
};

/* A sign-in of staff or a customer: how long to wait, the hash, its check, the outcome. */
typedef struct
{
  char *secret;    /* (owned) */
  GBytes *account; /* (owned) SHA-256 of the typed account */
  char *address;   /* (owned) (nullable) */
  gint64 id;       /* of whoever it is, 0: nobody */
  gboolean is_pin;
  GBytes *old_id_hash; /* (owned) (nullable) of a customer's session */
  GBytes *new_id_hash; /* (owned) (nullable) */
  HrtCustomer *draft;  /* (owned) (nullable) whoever opens an account */
  /* Called when the secret was right; takes @task over. */
  void (*welcome) (GTask *task);
  /* (nullable) Called when it was wrong; takes @task over. Without it the failure is counted. */
  void (*turn_away) (GTask *task);
} HrtSignIn;

HrtSignIn *_hrt_sign_in_new (const char *kind, const char *account, const char *secret);
void _hrt_sign_in_free (gpointer data);
/* @statement asks for id, password_hash, pin_hash?, active by the account. Takes @task, whose data
 * is an HrtSignIn. */
void _hrt_people_sign_in (GTask *task, HrtStatement statement, const char *account);
/* The check alone: @rows are what such a statement answered. Takes @task. */
void _hrt_people_verify (GTask *task, HrtPgRows *rows);
void _hrt_people_welcome_customer (GTask *task);
void _hrt_people_turn_customer_away (GTask *task);
void _hrt_sign_in_set_visitor (HrtSignIn *self,
                               const char *address,
                               GBytes *old_id_hash,
                               GBytes *new_id_hash);
/* Hashes @secret (NULL: nothing to hash), then calls @next with the hash; both errors end @task. */
typedef void (*HrtHashedFunc) (GTask *task, char *hash);
void _hrt_people_hash (GTask *task, const char *secret, HrtHashedFunc next);
/* An error out of the first problem of a refused result; NULL when it was not refused. */
GError *_hrt_people_refusal (HrtPgResults *results);

G_END_DECLS
