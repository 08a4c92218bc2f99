/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A window that somebody should look at, where the desktop shows no notification.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hrt_attention_ask (GtkWindow *window);

G_END_DECLS
