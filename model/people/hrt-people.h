/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople: staff, customers, and who is behind a session.
 */

#pragma once

#include "hrt-customer.h"
#include "hrt-session.h"
#include "hrt-staff.h"
#include "model/shop/hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_PEOPLE (hrt_people_get_type ())
G_DECLARE_FINAL_TYPE (HrtPeople, hrt_people, HRT, PEOPLE, GObject)

HrtPeople *hrt_people_new (HrtContext *context);
void hrt_people_list_staff_async (HrtPeople *self,
                                  gboolean include_inactive,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *hrt_people_list_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* @secret: the password, or the PIN when @is_pin. WRONG_SECRET, SLOW_DOWN, BUSY. */
void hrt_people_sign_in_staff_async (HrtPeople *self,
                                     const char *login,
                                     const char *secret,
                                     gboolean is_pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtStaff *hrt_people_sign_in_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* @by_staff_id: an admin; 0 only from hurtrock-admin as the owner role. */
void hrt_people_create_staff_async (HrtPeople *self,
                                    HrtStaff *draft,
                                    const char *password,
                                    const char *pin,
                                    gint64 by_staff_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtStaff *hrt_people_create_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error);
void hrt_people_create_owner_async (HrtPeople *self,
                                    HrtStaff *draft,
                                    const char *password,
                                    const char *profile_json,
                                    const char *shop_words,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtStaff *hrt_people_create_owner_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* @password and @pin: NULL leaves it, pin "" removes it. */
void hrt_people_set_staff_secret_async (HrtPeople *self,
                                        gint64 staff_id,
                                        const char *password,
                                        const char *pin,
                                        gint64 by_staff_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean hrt_people_set_staff_secret_finish (HrtPeople *self, GAsyncResult *result, GError **error);
void hrt_people_save_staff_async (HrtPeople *self,
                                  HrtStaff *draft,
                                  gint64 by_staff_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtStaff *hrt_people_save_staff_finish (HrtPeople *self, GAsyncResult *result, GError **error);

/* Sessions of the web shop, by the SHA-256 (32 bytes) of the id in the cookie. */
void hrt_people_start_session_async (HrtPeople *self,
                                     GBytes *id_hash,
                                     const char *language,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean hrt_people_start_session_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* NULL without an error: no such session, or it has ended. */
void hrt_people_load_session_async (HrtPeople *self,
                                    GBytes *id_hash,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtSession *hrt_people_load_session_finish (HrtPeople *self, GAsyncResult *result, GError **error);
void hrt_people_set_session_language_async (HrtPeople *self,
                                            GBytes *id_hash,
                                            const char *language,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
hrt_people_set_session_language_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* A session in any case: the customer's, or a guest's when the address has an account with another
 * password. SLOW_DOWN, WEAK_PASSWORD, INVALID. */
void hrt_people_register_customer_async (HrtPeople *self,
                                         HrtCustomer *draft,
                                         const char *password,
                                         const char *shop_words,
                                         const char *address,
                                         GBytes *old_id_hash,
                                         GBytes *new_id_hash,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
HrtSession *
hrt_people_register_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error);
/* Same answer for unknown account and wrong password. @old_id_hash may be NULL; the cart moves
 * along. @address: of the visitor, text form. */
void hrt_people_sign_in_customer_async (HrtPeople *self,
                                        const char *email,
                                        const char *password,
                                        const char *address,
                                        GBytes *old_id_hash,
                                        GBytes *new_id_hash,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
HrtSession *
hrt_people_sign_in_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error);
void hrt_people_sign_out_customer_async (HrtPeople *self,
                                         GBytes *id_hash,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
hrt_people_sign_out_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error);
void hrt_people_load_customer_async (HrtPeople *self,
                                     gint64 customer_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HrtCustomer *
hrt_people_load_customer_finish (HrtPeople *self, GAsyncResult *result, GError **error);

G_END_DECLS
