/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where receipts go while there is no printer: a folder of PDF files, one per sale.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *hrt_receipt_folder_dup (GSettings *settings);
char *hrt_receipt_folder_dup_path (GSettings *settings, const char *number);

G_END_DECLS
