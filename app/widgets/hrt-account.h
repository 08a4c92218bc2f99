/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the forms for an account and for the shop share: a login out of a name, and what is said
 * beneath the fields.
 */

#pragma once

#include <gtk/gtk.h>

#include "model/people/hrt-password.h"

G_BEGIN_DECLS

char *hrt_account_dup_login (const char *name);
/* What is wrong, NULL: nothing. */
const char *hrt_account_get_name_trouble (const char *name);
const char *hrt_account_get_login_trouble (const char *login);
const char *hrt_account_get_pin_trouble (const char *pin);
const char *hrt_account_get_postal_code_trouble (const char *code);
void hrt_account_mark (GtkEditable *row, GtkLabel *label, const char *text);
char *hrt_account_dup_verdict_text (HrtPasswordVerdict verdict, const char *password);
gboolean hrt_account_is_strong (HrtPasswordVerdict verdict, const char *password);

G_END_DECLS
