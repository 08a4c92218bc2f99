/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShop: who the shop is, and its first set-up.
 */

#pragma once

#include "hrt-context.h"
#include "hrt-shop-profile.h"
#include "model/people/hrt-staff.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHOP (hrt_shop_get_type ())
G_DECLARE_FINAL_TYPE (HrtShop, hrt_shop, HRT, SHOP, GObject)

HrtShop *hrt_shop_new (HrtContext *context);
void hrt_shop_load_profile_async (HrtShop *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtShopProfile *hrt_shop_load_profile_finish (HrtShop *self, GAsyncResult *result, GError **error);
void hrt_shop_save_profile_async (HrtShop *self,
                                  HrtShopProfile *draft,
                                  gint64 staff_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtShopProfile *hrt_shop_save_profile_finish (HrtShop *self, GAsyncResult *result, GError **error);
/* is_complete: there is an owner's account. */
void hrt_shop_check_setup_async (HrtShop *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hrt_shop_check_setup_finish (HrtShop *self,
                                      GAsyncResult *result,
                                      gboolean *is_complete,
                                      GError **error);
/* Once, while there is no staff at all: the profile and the owner's account. */
void hrt_shop_set_up_async (HrtShop *self,
                            HrtShopProfile *draft,
                            HrtStaff *owner,
                            const char *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
HrtStaff *hrt_shop_set_up_finish (HrtShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
