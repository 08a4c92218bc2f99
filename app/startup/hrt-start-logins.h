/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartLogins: the logins to a server of the owner's own, and the passwords they want.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_START_LOGINS (hrt_start_logins_get_type ())
G_DECLARE_FINAL_TYPE (HrtStartLogins, hrt_start_logins, HRT, START_LOGINS, GObject)

typedef enum
{
  HRT_START_LOGIN_STAFF,
  HRT_START_LOGIN_WEB,
  HRT_N_START_LOGINS,
} HrtStartLogin;

HrtStartLogins *hrt_start_logins_new (const char *staff, const char *web);
void
hrt_start_logins_run_async (HrtStartLogins *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_start_logins_run_finish (HrtStartLogins *self, GAsyncResult *result);
void
hrt_start_logins_answer (HrtStartLogins *self, const char *password, gboolean is_to_be_remembered);
gboolean hrt_start_logins_can_skip (HrtStartLogins *self);
void hrt_start_logins_skip (HrtStartLogins *self);

const char *hrt_start_logins_get_conninfo (HrtStartLogins *self, HrtStartLogin login);
char *hrt_start_logins_dup_name (HrtStartLogins *self);
gboolean hrt_start_logins_was_refused (HrtStartLogins *self);
gboolean hrt_start_logins_is_forgetful (HrtStartLogins *self);

G_END_DECLS
