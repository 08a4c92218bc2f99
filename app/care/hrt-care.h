/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCare: what this machine does for the shop by itself, and what the owner should know about it.
 */

#pragma once

#include "../startup/hrt-start-up.h"
#include "model/shop/hrt-context.h"
#include "model/shop/hrt-housekeeping.h"

G_BEGIN_DECLS

#define HRT_TYPE_CARE (hrt_care_get_type ())
G_DECLARE_FINAL_TYPE (HrtCare, hrt_care, HRT, CARE, GObject)

/* Signal "changed" (): any of the texts below. */
HrtCare *hrt_care_new (HrtStartUp *start_up, GSettings *settings, HrtContext *context);
void hrt_care_stop (HrtCare *self);

HrtHousekeeping *hrt_care_get_housekeeping (HrtCare *self);
char *hrt_care_dup_journal_trouble (HrtCare *self);
char *hrt_care_dup_lost_sales_summary (HrtCare *self);
char *hrt_care_dup_lost_sales_details (HrtCare *self);
void hrt_care_forget_lost_sales (HrtCare *self);
char *hrt_care_dup_backup_trouble (HrtCare *self);
char *hrt_care_dup_backup_text (HrtCare *self, const char *time_zone);

G_END_DECLS
