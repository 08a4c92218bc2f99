/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductEditor: one product: pictures, prices, stock, texts; what somebody else saves meanwhile
 * is never overwritten unseen.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_PRODUCT_EDITOR (hrt_product_editor_get_type ())
G_DECLARE_FINAL_TYPE (HrtProductEditor, hrt_product_editor, HRT, PRODUCT_EDITOR, GtkWidget)

/* Property "title" (string). Signal "saved" (): the list has to be read again. */
GtkWidget *hrt_product_editor_new (HrtDesk *desk);
void hrt_product_editor_load (HrtProductEditor *self, gint64 product_id);

G_END_DECLS
