/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtKeypad: digits for a touch screen. It types into whatever entry it is given.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_KEYPAD (hrt_keypad_get_type ())
G_DECLARE_FINAL_TYPE (HrtKeypad, hrt_keypad, HRT, KEYPAD, GtkWidget)

void hrt_keypad_set_target (HrtKeypad *self, GtkEditable *target);

G_END_DECLS
