/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Passwords and PINs: the rule they must keep, and hashing in a bounded worker.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_PASSWORD_MIN_CHARS 10
#define HRT_PASSWORD_MAX_CHARS 128

/* Why a password is refused, for a hint beside the field. */
typedef enum
{
  HRT_PASSWORD_GOOD,
  HRT_PASSWORD_SHORT,
  HRT_PASSWORD_LONG,
  HRT_PASSWORD_COMMON, /* one of the common ones, or made of the shop's or the person's own words */
} HrtPasswordVerdict;

HrtPasswordVerdict hrt_password_judge (const char *password, const char *const *own_words);
gboolean hrt_pin_is_good (const char *pin);

/* Argon2id. At most 2 at once and 32 waiting per process, else HRT_MODEL_ERROR_BUSY. */
void hrt_password_hash_async (const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *hrt_password_hash_finish (GAsyncResult *result, GError **error);
/* @hash NULL: takes the same time and answers FALSE. */
void hrt_password_verify_async (const char *hash,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean hrt_password_verify_finish (GAsyncResult *result, GError **error);

G_END_DECLS
