/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCsvDialog: a list of products from a file: first read without writing, then, when it is right,
 * taken in.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_CSV_DIALOG (hrt_csv_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HrtCsvDialog, hrt_csv_dialog, HRT, CSV_DIALOG, AdwMessageDialog)

/* Signal "imported" (): products were written. */
HrtCsvDialog *hrt_csv_dialog_new (GtkWindow *parent, HrtDesk *desk, GFile *file);

G_END_DECLS
