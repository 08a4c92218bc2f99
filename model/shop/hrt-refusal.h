/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtRefusal: one named reason why a business operation was refused, with its values.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_REFUSAL (hrt_refusal_get_type ())
G_DECLARE_FINAL_TYPE (HrtRefusal, hrt_refusal, HRT, REFUSAL, HrtEntity)

struct _HrtRefusal
{
  HrtEntity parent_instance;

  const char *code; /* "out_of_stock", "price_changed", …: docs/database.md lists them */
  gint64 variant_id;
  gint64 line;       /* from 1 */
  gint64 requested;  /* pieces */
  gint64 available;  /* pieces */
  gint64 on_hand;    /* pieces in the books */
  gint64 expected;   /* rupiah */
  gint64 actual;     /* rupiah */
  gint64 due;        /* rupiah */
  gint64 amount;     /* rupiah */
  gint64 tendered;   /* rupiah */
  const char *state; /* of a ticket */
  const char *field; /* of a form */
  gint64 limit;
  const char *axis; /* of an order's state: "order", "payment", "fulfilment" */
  const char *from_state;
  const char *to_state;
  char *name; /* what the variant is called, when the asker knew */
};

/* Translates a msgid (gettext or the web shop's own catalogue). */
typedef const char *(*HrtTranslateFunc) (const char *msgid, gpointer user_data);

HrtRefusal *hrt_refusal_new (const char *code);
GPtrArray *hrt_refusal_list_from_json (const char *json);
char *hrt_refusal_fill_in (HrtRefusal *self,
                           const char *msgid,
                           HrtTranslateFunc translate,
                           gpointer user_data);
char *hrt_refusal_dup_text (HrtRefusal *self, HrtTranslateFunc translate, gpointer user_data);

G_END_DECLS
