/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A receipt on a printer: the system's own dialog, its portal in a sandbox, its spooler on Windows.
 */

#pragma once

#include <gtk/gtk.h>

#include "hrt-receipt.h"

G_BEGIN_DECLS

void hrt_receipt_print (const HrtReceipt *receipt, GSettings *settings, GtkWidget *anywhere);

G_END_DECLS
