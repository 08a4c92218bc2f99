/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtAmountDialog: asks for one sum of money (the float, what was counted), with an optional note.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HRT_TYPE_AMOUNT_DIALOG (hrt_amount_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HrtAmountDialog, hrt_amount_dialog, HRT, AMOUNT_DIALOG, AdwMessageDialog)

/* Signal "amount" (gint64 minor units, const char *note): the person confirmed. */
HrtAmountDialog *hrt_amount_dialog_new (GtkWindow *parent,
                                        const char *heading,
                                        const char *body,
                                        const char *confirm,
                                        gboolean wants_note);

G_END_DECLS
