/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtKeyLabel: what a button does, and the key that does the same.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_KEY_LABEL (hrt_key_label_get_type ())
G_DECLARE_FINAL_TYPE (HrtKeyLabel, hrt_key_label, HRT, KEY_LABEL, GtkBox)

/* Properties "label" and "key", both written. */
void hrt_key_label_set_label (HrtKeyLabel *self, const char *label);

G_END_DECLS
