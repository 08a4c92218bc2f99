/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Which path of the web shop is answered by which handler, and under what conditions.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-handlers.h"

#define CACHED HRT_WEB_ROUTE_CACHED

/* A password costs 64 MiB and a tenth of a second: nobody needs more than a few. */
static const HrtWebLimit limit_secret = { "secret", 10, 20 * 60 };
static const HrtWebLimit limit_register = { "register", 5, 5 * 60 };
static const HrtWebLimit limit_search = { "search", 60, 600 * 60 };
/* Pages that lie ready cost nothing and are not counted. */
static const HrtWebLimit limit_shelf = { "shelf", 60, 240 * 60 };
static const HrtWebLimit limit_cart = { "cart", 60, 240 * 60 };

static const HrtWebRoute routes[] = {
  { "GET", "/", hrt_store_home_show, .flags = CACHED },
  { "GET", "/products", hrt_store_products_show, .flags = CACHED, .limit = &limit_shelf },
  { "GET", "/product/:slug", hrt_store_product_show, .flags = CACHED },
  { "GET", "/search", hrt_store_search_show, .limit = &limit_search },
  { "GET", "/cart", hrt_store_cart_show },
  { "POST", "/cart", hrt_store_cart_set, .limit = &limit_cart },
  { "POST", "/add_to_cart/:id", hrt_store_cart_add, .csrf = HRT_WEB_CSRF_ORIGIN,
    .limit = &limit_cart, .page = "/cart" },
  { "GET", "/checkout", hrt_store_checkout_show },
  { "POST", "/checkout", hrt_store_checkout_place, .limit = &limit_cart },
  { "POST", "/checkout/line", hrt_store_checkout_set_line, .limit = &limit_cart,
    .page = "/checkout" },
  { "GET", "/order/:secret", hrt_store_order_show, .flags = HRT_WEB_ROUTE_SECRET_PATH,
    .limit = &limit_cart },
  { "GET", "/orders", hrt_store_order_list, .access = HRT_WEB_ACCESS_CUSTOMER },
  { "GET", "/login", hrt_store_account_show_login },
  { "POST", "/login", hrt_store_account_sign_in, .limit = &limit_secret },
  { "GET", "/register", hrt_store_account_show_register },
  { "POST", "/register", hrt_store_account_register, .limit = &limit_register },
  { "POST", "/logout", hrt_store_account_sign_out, .page = "/" },
  { "POST", "/language", hrt_store_account_set_language, .csrf = HRT_WEB_CSRF_ORIGIN, .page = "/" },
  { "GET", "/store-info", hrt_store_texts_show, .flags = CACHED },
  { "GET", "/privacy", hrt_store_texts_show, .flags = CACHED },
  { "GET", "/terms", hrt_store_texts_show, .flags = CACHED },
  { "GET", "/healthz", hrt_store_texts_check_health },
  { "GET", "/robots.txt", hrt_store_texts_show_robots },
  { "GET", "/sitemap.xml", hrt_store_texts_show_sitemap, .limit = &limit_cart },
};

/**
 * hrt_store_routes_add:
 * @store: the store
 *
 * Adds every path of the web shop to its server.
 */
void
hrt_store_routes_add (HrtStore *store)
{
  hrt_web_router_add (hrt_web_server_get_router (store->server), routes, G_N_ELEMENTS (routes),
                      store);
}
