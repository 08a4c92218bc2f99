/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTill: a counter with a drawer.
 */

#pragma once

#include "model/base/hrt-entity.h"

G_BEGIN_DECLS

#define HRT_TYPE_TILL (hrt_till_get_type ())
G_DECLARE_FINAL_TYPE (HrtTill, hrt_till, HRT, TILL, HrtEntity)

struct _HrtTill
{
  HrtEntity parent_instance;

  gint64 id;
  char *code;
  char *name;
};

HrtTill *hrt_till_new (void); /* a draft, or a test's */

G_END_DECLS
