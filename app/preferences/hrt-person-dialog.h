/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPersonDialog: a new account for somebody of the shop, or changes of one.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_PERSON_DIALOG (hrt_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HrtPersonDialog, hrt_person_dialog, HRT, PERSON_DIALOG, AdwWindow)

/* Signal "saved" (HrtStaff *staff): as the account is now. */
HrtPersonDialog *hrt_person_dialog_new (GtkWindow *parent, HrtDesk *desk, HrtStaff *staff);

G_END_DECLS
