/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDesk: the workplace: which shop, who is signed in and may do what, which till, and the way to
 * the services.
 */

#pragma once

#include <gio/gio.h>

#include "care/hrt-care.h"
#include "startup/hrt-start-up.h"
#include "widgets/hrt-draft.h"
#include "widgets/hrt-picture-loader.h"
#include "model/catalog/hrt-search.h"
#include "model/people/hrt-people.h"
#include "model/sales/hrt-web-orders.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-shop-profile.h"

G_BEGIN_DECLS

#define HRT_TYPE_DESK (hrt_desk_get_type ())
G_DECLARE_FINAL_TYPE (HrtDesk, hrt_desk, HRT, DESK, GObject)

/* What a place or a button needs; which role has it is decided in one function. */
typedef enum
{
  HRT_DESK_SELL,
  HRT_DESK_SEE_PRODUCTS,
  HRT_DESK_EDIT_PRODUCTS,
  HRT_DESK_SEE_ORDERS, /* and hand over what is picked up */
  HRT_DESK_EDIT_ORDERS,
  HRT_DESK_CONFIGURE,
} HrtDeskRight;

/* Signals:
 *   web-changed (): the web shop came up, went down or moved
 *   online-changed (): the line to the database broke or is back
 *   profile-changed (): name, address or rules of the shop
 *   people-changed (): somebody's account, here or at another machine
 *   shut-out (): whoever was signed in has no account any more, and is not
 *   role-changed (): whoever was signed in has another role, and has to sign in again */
HrtDesk *hrt_desk_new (HrtStartUp *start_up, GSettings *settings, const char *till_code);
void hrt_desk_open_async (HrtDesk *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean
hrt_desk_open_finish (HrtDesk *self, GAsyncResult *result, gboolean *has_staff, GError **error);
void hrt_desk_close_async (HrtDesk *self, GAsyncReadyCallback callback, gpointer user_data);
void hrt_desk_close_finish (HrtDesk *self, GAsyncResult *result);

void hrt_desk_list_staff_async (HrtDesk *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *hrt_desk_list_staff_finish (HrtDesk *self, GAsyncResult *result, GError **error);
void hrt_desk_sign_in_async (HrtDesk *self,
                             HrtStaff *staff,
                             const char *secret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean hrt_desk_sign_in_finish (HrtDesk *self, GAsyncResult *result, GError **error);
char *hrt_desk_dup_sign_in_refusal (HrtDesk *self, const GError *error);
void hrt_desk_sign_out (HrtDesk *self);

HrtContext *hrt_desk_get_context (HrtDesk *self);
HrtSearch *hrt_desk_get_search (HrtDesk *self);
GSettings *hrt_desk_get_settings (HrtDesk *self);
HrtPictureLoader *hrt_desk_get_pictures (HrtDesk *self);
HrtShopProfile *hrt_desk_get_profile (HrtDesk *self);
const char *hrt_desk_get_shop_name (HrtDesk *self);
const char *hrt_desk_get_till_code (HrtDesk *self);
void hrt_desk_set_shift (HrtDesk *self, gint64 shift_id);
gint64 hrt_desk_get_shift (HrtDesk *self);
const char *hrt_desk_get_time_zone (HrtDesk *self);
HrtStartUp *hrt_desk_get_start_up (HrtDesk *self);
HrtCare *hrt_desk_get_care (HrtDesk *self);
HrtWebOrders *hrt_desk_get_web_orders (HrtDesk *self);
void hrt_desk_start_web (HrtDesk *self);

gint64 hrt_desk_get_staff_id (HrtDesk *self);
const char *hrt_desk_get_staff_name (HrtDesk *self);
gboolean hrt_desk_may (HrtDesk *self, HrtDeskRight right);
const char *hrt_desk_role_text (const char *role);

void hrt_desk_set_csv (HrtDesk *self, GFile *csv);
gboolean hrt_desk_has_csv (HrtDesk *self);
GFile *hrt_desk_steal_csv (HrtDesk *self);
void hrt_desk_set_draft (HrtDesk *self, HrtDraft *draft);
HrtDraft *hrt_desk_get_draft (HrtDesk *self);
gboolean hrt_desk_is_online (HrtDesk *self);
gboolean hrt_desk_is_web_wanted (HrtDesk *self);
gboolean hrt_desk_is_web_elsewhere (HrtDesk *self);
const char *hrt_desk_get_web_url (HrtDesk *self);
gboolean hrt_desk_has_web_trouble (HrtDesk *self);
char *hrt_desk_dup_web_text (HrtDesk *self);

G_END_DECLS
