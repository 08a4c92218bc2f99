/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: selling, on both counters: tickets, sales, carts, orders, shifts.
 */

#pragma once

#include "hrt-cart.h"
#include "hrt-order-list.h"
#include "hrt-order.h"
#include "hrt-sale.h"
#include "hrt-till-shift.h"
#include "hrt-till-ticket.h"
#include "hrt-till.h"
#include "model/shipping/hrt-shipping-quote.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-outcome.h"

G_BEGIN_DECLS

#define HRT_TYPE_SALES (hrt_sales_get_type ())
G_DECLARE_FINAL_TYPE (HrtSales, hrt_sales, HRT, SALES, GObject)

HrtSales *hrt_sales_new (HrtContext *context);
/* The till. Every HrtOutcome: hrt_outcome_is_refused() and its refusals, never an error for a "no"
 * of the shop's. */
/* The till of that code, made when there is none. */
void hrt_sales_find_till_async (HrtSales *self,
                                const char *code,
                                const char *name,
                                gint64 staff_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HrtTill *hrt_sales_find_till_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* NULL without an error: none is open. */
void hrt_sales_load_shift_async (HrtSales *self,
                                 gint64 till_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HrtTillShift *hrt_sales_load_shift_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_open_shift_async (HrtSales *self,
                                 const char *key,
                                 gint64 till_id,
                                 gint64 staff_id,
                                 gint64 opening_float,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HrtOutcome *hrt_sales_open_shift_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_close_shift_async (HrtSales *self,
                                  const char *key,
                                  gint64 shift_id,
                                  gint64 staff_id,
                                  gint64 counted_cash,
                                  const char *note,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_sales_close_shift_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* @ticket: a UUID of the till's, made at the first line. @quantity 0 removes. The whole ticket
 * comes back, priced; with refusals when the change was refused (it is then as it was before). */
void hrt_sales_set_ticket_line_async (HrtSales *self,
                                      const char *ticket,
                                      gint64 till_id,
                                      gint64 staff_id,
                                      gint64 variant_id,
                                      gint64 quantity,
                                      gint64 unit_price,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HrtTillTicket *
hrt_sales_set_ticket_line_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_void_ticket_async (HrtSales *self,
                                  const char *ticket,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtTillTicket *hrt_sales_void_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_park_ticket_async (HrtSales *self,
                                  const char *ticket,
                                  const char *note,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtTillTicket *hrt_sales_park_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_load_ticket_async (HrtSales *self,
                                  const char *ticket,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtTillTicket *hrt_sales_load_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_resume_ticket_async (HrtSales *self,
                                    const char *ticket,
                                    gint64 till_id,
                                    gint64 staff_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtTillTicket *
hrt_sales_resume_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* Open and parked ones with lines, newest first. */
void hrt_sales_list_tickets_async (HrtSales *self,
                                   gint64 till_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *hrt_sales_list_tickets_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* Takes @sale. Durable when it is back: in the database and in the journal file beside it. */
void hrt_sales_sell_async (HrtSales *self,
                           HrtSale *sale,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
HrtOutcome *hrt_sales_sell_finish (HrtSales *self, GAsyncResult *result, GError **error);

/* The web shop. */
void hrt_sales_load_cart_async (HrtSales *self,
                                GBytes *session_hash,
                                gint64 shipping_service_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HrtCart *hrt_sales_load_cart_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* Adds to what is there; HrtOutcome.count = pieces in the cart. */
void hrt_sales_add_to_cart_async (HrtSales *self,
                                  GBytes *session_hash,
                                  gint64 variant_id,
                                  gint64 quantity,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_sales_add_to_cart_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_set_cart_line_async (HrtSales *self,
                                    GBytes *session_hash,
                                    gint64 variant_id,
                                    gint64 quantity,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HrtOutcome *hrt_sales_set_cart_line_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_quote_shipping_async (HrtSales *self,
                                     GBytes *session_hash,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *hrt_sales_quote_shipping_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_place_order_async (HrtSales *self,
                                  HrtCheckout *checkout,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HrtOutcome *hrt_sales_place_order_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_load_order_by_secret_async (HrtSales *self,
                                           const char *secret,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
HrtOrder *
hrt_sales_load_order_by_secret_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* List rows, newest first, of the customer who is signed in with that session; each with its
 * secret. */
void hrt_sales_list_session_orders_async (HrtSales *self,
                                          GBytes *session_hash,
                                          guint limit,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
hrt_sales_list_session_orders_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_cancel_by_secret_async (HrtSales *self,
                                       const char *secret,
                                       const char *reason,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HrtOutcome *
hrt_sales_cancel_by_secret_finish (HrtSales *self, GAsyncResult *result, GError **error);

/* Orders of both counters, for staff; find: from a place on, and how many there are in all. */
void hrt_sales_load_order_async (HrtSales *self,
                                 gint64 order_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HrtOrder *hrt_sales_load_order_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_find_orders_async (HrtSales *self,
                                  const HrtOrderFilter *filter,
                                  guint first,
                                  guint n_rows,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *hrt_sales_find_orders_finish (HrtSales *self,
                                         GAsyncResult *result,
                                         gint64 *n_total,
                                         GError **error);
void hrt_sales_load_orders_async (HrtSales *self,
                                  const gint64 *ids,
                                  gsize n_ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *hrt_sales_load_orders_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_pay_order_async (HrtSales *self,
                                const HrtOrderPayment *payment,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HrtOutcome *hrt_sales_pay_order_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* @actor: "staff", "customer" or "system"; stock comes back. */
void hrt_sales_cancel_order_async (HrtSales *self,
                                   gint64 order_id,
                                   const char *actor,
                                   gint64 actor_id,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HrtOutcome *hrt_sales_cancel_order_finish (HrtSales *self, GAsyncResult *result, GError **error);
void hrt_sales_fulfil_order_async (HrtSales *self,
                                   gint64 order_id,
                                   const char *to_state,
                                   gint64 staff_id,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HrtOutcome *hrt_sales_fulfil_order_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* Frees what unpaid web orders held beyond their time; HrtOutcome.count = orders. Safe to call from
 * any process at any time. */
void hrt_sales_expire_orders_async (HrtSales *self,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 hrt_sales_expire_orders_finish (HrtSales *self, GAsyncResult *result, GError **error);
/* The copy beside the cluster. Signal "journal-changed" (): it cannot be written, or can again. */
const GError *hrt_sales_get_journal_error (HrtSales *self);

G_END_DECLS
