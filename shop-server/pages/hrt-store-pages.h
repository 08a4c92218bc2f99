/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Links between the pages of a long list.
 */

#pragma once

#include "hrt-store-page.h"

G_BEGIN_DECLS

/* Returns: (transfer full): path and query of page @number of the list */
typedef char *(*HrtStorePagesUrl) (gint64 number, gpointer user_data);

void hrt_store_pages_show (HrtStorePage *page,
                           gint64 number,
                           gint64 n_pages,
                           HrtStorePagesUrl dup_url,
                           gpointer user_data);

G_END_DECLS
