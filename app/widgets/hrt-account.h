/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the forms for an account share: a login out of a name, and what is said about a password.
 */

#pragma once

#include "model/people/hrt-password.h"

G_BEGIN_DECLS

char *hrt_account_dup_login (const char *name);
gboolean hrt_account_is_login (const char *login);
char *hrt_account_dup_verdict_text (HrtPasswordVerdict verdict, const char *password);
gboolean hrt_account_is_strong (HrtPasswordVerdict verdict, const char *password);

G_END_DECLS
