/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the files of HrtTillPage share: the page itself, its keys, its payment, its shift and parked
 * tickets.
 */

#pragma once

#include "hrt-finder.h"
#include "hrt-receipt-pane.h"
#include "hrt-scan-reader.h"
#include "hrt-tender-pane.h"
#include "hrt-ticket-pane.h"
#include "hrt-ticket.h"
#include "hrt-till-page.h"

G_BEGIN_DECLS

struct _HrtTillPage
{
  GtkWidget parent_instance;

  GtkEditable *scan;
  AdwButtonContent *till_content;
  GtkWidget *till_button;
  GtkWidget *rail_button;
  GtkStack *state;
  GtkWidget *open_shift;
  AdwLeaflet *leaflet;
  GtkStack *work;
  HrtFinder *finder;
  HrtTenderPane *tender;
  HrtReceiptPane *receipt;
  HrtTicketPane *ticket_pane;

  HrtDesk *desk;             /* (owned) */
  HrtTicket *ticket;         /* (owned) */
  GCancellable *cancellable; /* (owned) cancelled when the page goes */
  HrtReceipt *last_receipt;  /* (owned) (nullable) */
  GQueue kept_scans;         /* (owned) of hrt-till-away.c: codes that wait for the database */
  GPtrArray *parked;         /* (owned) (nullable) (element-type HrtTillTicket) as listed last */
  HrtScanReader scanner;
  GtkEditable *burst_target; /* (unowned) where the running burst began; compared, never used when
                                it is not focused */
  char *burst_before;        /* (owned) (nullable) what stood there before it */
  gint64 till_id;
  gint64 shift_id;       /* 0: the till is closed */
  gboolean is_known;     /* whether it is, has been asked */
  gboolean wants_to_pay; /* as soon as the ticket is settled */
  gboolean is_paying;
};

/* hrt-till-keys.c */
void _hrt_till_keys_attach (HrtTillPage *self);

/* hrt-till-page.c */
void _hrt_till_page_show_work (HrtTillPage *self, const char *name);
void _hrt_till_page_focus_scan (HrtTillPage *self);
void
_hrt_till_page_take_code (HrtTillPage *self, const char *code, gint64 quantity, gboolean is_scan);
void _hrt_till_page_change_selected (HrtTillPage *self, gint64 by);
void _hrt_till_page_set_quantity (HrtTillPage *self, gint64 variant_id, gint64 quantity);
void _hrt_till_page_update_actions (HrtTillPage *self);

/* hrt-till-pay.c */
void _hrt_till_pay_begin (HrtTillPage *self);
void _hrt_till_pay_confirm (HrtTillPage *self, gint64 tendered);
void _hrt_till_pay_show_last (HrtTillPage *self);
void _hrt_till_pay_print (HrtTillPage *self);

/* hrt-till-shift.c */
void _hrt_till_shift_load (HrtTillPage *self);
void _hrt_till_shift_ask_open (HrtTillPage *self);
void _hrt_till_shift_ask_close (HrtTillPage *self);

/* hrt-till-away.c */
gboolean _hrt_till_away_hold_scan (HrtTillPage *self, const char *code, gint64 quantity);
void _hrt_till_away_keep_scan (HrtTillPage *self, const char *code, gint64 quantity);
void _hrt_till_away_take_scans (HrtTillPage *self);
void _hrt_till_away_drop_scans (HrtTillPage *self);
gboolean _hrt_till_away_refuse (HrtTillPage *self);

/* hrt-till-drawer.c */
void _hrt_till_drawer_ask_pay_in (HrtTillPage *self);
void _hrt_till_drawer_ask_pay_out (HrtTillPage *self);

/* hrt-till-parked.c */
void _hrt_till_parked_load (HrtTillPage *self);
void _hrt_till_parked_park (HrtTillPage *self);
void _hrt_till_parked_show (HrtTillPage *self);

G_END_DECLS
