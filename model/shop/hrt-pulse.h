/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPulse: does the database answer, right now?
 */

#pragma once

#include "hrt-context.h"

G_BEGIN_DECLS

#define HRT_TYPE_PULSE (hrt_pulse_get_type ())
G_DECLARE_FINAL_TYPE (HrtPulse, hrt_pulse, HRT, PULSE, GObject)

HrtPulse *hrt_pulse_new (HrtContext *context);
void hrt_pulse_feel_async (HrtPulse *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_pulse_feel_finish (HrtPulse *self, GAsyncResult *result);

G_END_DECLS
