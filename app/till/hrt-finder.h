/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtFinder: what was found by name or code, as tiles; before anything is typed, what sells.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "hrt-ticket-item.h"

G_BEGIN_DECLS

#define HRT_TYPE_FINDER (hrt_finder_get_type ())
G_DECLARE_FINAL_TYPE (HrtFinder, hrt_finder, HRT, FINDER, GtkWidget)

/* Signal "chosen" (HrtTicketItem *found): quantity not set. */
void hrt_finder_set_desk (HrtFinder *self, HrtDesk *desk);
void hrt_finder_search (HrtFinder *self, const char *text);
void hrt_finder_grab_focus (HrtFinder *self);

/* By code; when no code fits, the first of the search results for the same text. */
void hrt_finder_look_up_async (HrtFinder *self,
                               const char *code,
                               gint64 quantity,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HrtTicketItem *hrt_finder_look_up_finish (
    HrtFinder *self, GAsyncResult *result, char **code, gint64 *quantity, GError **error);

G_END_DECLS
