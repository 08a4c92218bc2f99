/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockDialog: more or fewer pieces than the books say, and why.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"
#include "model/catalog/hrt-variant.h"

G_BEGIN_DECLS

#define HRT_TYPE_STOCK_DIALOG (hrt_stock_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HrtStockDialog, hrt_stock_dialog, HRT, STOCK_DIALOG, AdwMessageDialog)

/* Signal "adjusted" (): the books are changed. */
HrtStockDialog *hrt_stock_dialog_new (GtkWindow *parent, HrtDesk *desk, HrtVariant *variant);

G_END_DECLS
