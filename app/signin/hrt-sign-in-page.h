/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSignInPage: who is at the counter: a face, and a PIN or password.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_SIGN_IN_PAGE (hrt_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtSignInPage, hrt_sign_in_page, HRT, SIGN_IN_PAGE, GtkWidget)

/* Signal "signed-in" (): the desk knows the person now. */
GtkWidget *hrt_sign_in_page_new (HrtDesk *desk);
void hrt_sign_in_page_say (HrtSignInPage *self, const char *text);

G_END_DECLS
