/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtNotices: what must be said above every page: the database is away, copies are not written,
 * sales were lost.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_NOTICES (hrt_notices_get_type ())
G_DECLARE_FINAL_TYPE (HrtNotices, hrt_notices, HRT, NOTICES, GtkWidget)

void hrt_notices_set_desk (HrtNotices *self, HrtDesk *desk);

G_END_DECLS
