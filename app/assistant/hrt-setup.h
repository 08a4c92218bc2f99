/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSetup: carries out what the assistant was told: shop, owner, goods, one after the other.
 */

#pragma once

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_SETUP (hrt_setup_get_type ())
G_DECLARE_FINAL_TYPE (HrtSetup, hrt_setup, HRT, SETUP, GObject)

/* Copied by hrt_setup_new(). */
typedef struct
{
  const char *language;
  const char *shop_name;
  const char *address;
  const char *city;
  const char *postal_code;
  const char *phone;
  const char *owner_name;
  const char *login;
  const char *password;
  const char *pin; /* empty for none */
  gboolean wants_sample;
  GFile *csv; /* (nullable) */
} HrtSetupAnswers;

/* Signal "progress" (const char *text, double fraction 0..1). */
HrtSetup *hrt_setup_new (HrtDesk *desk, const HrtSetupAnswers *answers);
void hrt_setup_run_async (HrtSetup *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_setup_run_finish (HrtSetup *self, GAsyncResult *result, GError **error);
gboolean hrt_setup_has_owner (HrtSetup *self);
gboolean hrt_setup_lacks_sample (HrtSetup *self);

G_END_DECLS
