/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The desktop's place for passwords: what a person chose to remember on this computer.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hrt_keyring_find_async (const char *login, GAsyncReadyCallback callback, gpointer user_data);
char *hrt_keyring_find_finish (GAsyncResult *result);
void hrt_keyring_keep_async (const char *login,
                             const char *password,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean hrt_keyring_keep_finish (GAsyncResult *result);

G_END_DECLS
