/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtFinder: what was found by name or code, as tiles; before anything is typed, what is on the
 * shelves.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "hrt-ticket-item.h"

G_BEGIN_DECLS

#define HRT_TYPE_FINDER (hrt_finder_get_type ())
G_DECLARE_FINAL_TYPE (HrtFinder, hrt_finder, HRT, FINDER, GtkWidget)

/* Signals: "chosen" (HrtTicketItem *found), its quantity not set; "nothing" (): there is no first
 * to choose. */
void hrt_finder_set_desk (HrtFinder *self, HrtDesk *desk);
void hrt_finder_search (HrtFinder *self, const char *text);
void hrt_finder_choose_first (HrtFinder *self, const char *text);
gboolean hrt_finder_go_back (HrtFinder *self);
void hrt_finder_grab_focus (HrtFinder *self);
gboolean hrt_finder_has_focus (HrtFinder *self);

G_END_DECLS
