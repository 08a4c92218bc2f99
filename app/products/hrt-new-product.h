/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtNewProduct: the least that a new product needs: a name, a shelf, a code and a price.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_NEW_PRODUCT (hrt_new_product_get_type ())
G_DECLARE_FINAL_TYPE (HrtNewProduct, hrt_new_product, HRT, NEW_PRODUCT, AdwMessageDialog)

/* Signal "made" (gint64 product_id). */
HrtNewProduct *hrt_new_product_new (GtkWindow *parent, HrtDesk *desk, GPtrArray *categories);

G_END_DECLS
