/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Barcodes: check digits of EAN-13, EAN-8 and UPC-A, and the one form in which a code is stored.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_BARCODE_MIN_LENGTH 4
#define HRT_BARCODE_MAX_LENGTH 48

gboolean hrt_barcode_is_gtin (const char *code);
char hrt_barcode_check_digit (const char *digits);
char *hrt_barcode_normalise (const char *scanned);
char *hrt_barcode_new_internal (guint64 number);

G_END_DECLS
