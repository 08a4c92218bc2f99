/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCustomer: somebody with an account in the web shop.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_CUSTOMER (hrt_customer_get_type ())
G_DECLARE_FINAL_TYPE (HrtCustomer, hrt_customer, HRT, CUSTOMER, HrtEntity)

struct _HrtCustomer
{
  HrtEntity parent_instance;

  gint64 id;
  char *email;
  char *name;
  char *phone; /* E.164 */
  char *language;
  gboolean active;
  gint64 created_at; /* us since 1970 UTC */
  gint64 n_orders;
  gint64 revision;
};

HrtCustomer *hrt_customer_new (void); /* a draft, or a test's */

G_END_DECLS
