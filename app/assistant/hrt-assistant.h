/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtAssistant: the first start: language, shop, owner, goods, while the database is made behind
 * it.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "../startup/hrt-start-up.h"

G_BEGIN_DECLS

#define HRT_TYPE_ASSISTANT (hrt_assistant_get_type ())
G_DECLARE_FINAL_TYPE (HrtAssistant, hrt_assistant, HRT, ASSISTANT, GtkWidget)

/* Signals: "finished" (): the shop is set up; "language-chosen" (const char *language). */
GtkWidget *hrt_assistant_new (HrtStartUp *start_up);
void hrt_assistant_set_desk (HrtAssistant *self, HrtDesk *desk);

G_END_DECLS
