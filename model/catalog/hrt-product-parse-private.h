/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The part of the product import that needs no database: a file's text to checked rows in JSON.
 */

#pragma once

#include "hrt-product-import.h"

G_BEGIN_DECLS

HrtImportReport *_hrt_import_report_new (void);
void _hrt_import_report_add (HrtImportReport *self,
                             gint64 row,
                             const char *column,
                             const char *format,
                             ...) G_GNUC_PRINTF (4, 5);

/* The JSON array of rows for hrt.import_products(); what is wrong goes into @report. */
char *_hrt_product_parse (GBytes *csv, HrtImportReport *report);

G_END_DECLS
