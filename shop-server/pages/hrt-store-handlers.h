/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The handlers of the web shop's pages; hrt-store-routes.c says which path each answers.
 */

#pragma once

#include "hrt-store.h"

G_BEGIN_DECLS

void hrt_store_routes_add (HrtStore *store);

/* Each answers one request; @user_data is the HrtStore. */
void hrt_store_home_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_products_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_product_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_search_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_cart_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_cart_set (HrtWebRequest *request, gpointer user_data);
void hrt_store_cart_add (HrtWebRequest *request, gpointer user_data);
void hrt_store_checkout_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_checkout_place (HrtWebRequest *request, gpointer user_data);
void hrt_store_checkout_set_line (HrtWebRequest *request, gpointer user_data);
void hrt_store_order_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_order_list (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_show_login (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_sign_in (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_show_register (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_register (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_sign_out (HrtWebRequest *request, gpointer user_data);
void hrt_store_account_set_language (HrtWebRequest *request, gpointer user_data);
void hrt_store_texts_show (HrtWebRequest *request, gpointer user_data);
void hrt_store_texts_check_health (HrtWebRequest *request, gpointer user_data);
void hrt_store_texts_show_robots (HrtWebRequest *request, gpointer user_data);
void hrt_store_texts_show_sitemap (HrtWebRequest *request, gpointer user_data);

G_END_DECLS
