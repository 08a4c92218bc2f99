/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Small things every page needs: accessible names, toasts, error texts in plain words.
 */

#pragma once

#include <adwaita.h>

#include "model/shop/hrt-outcome.h"

G_BEGIN_DECLS

void hrt_ui_dispose_template (GtkWidget *widget, GType type);
void hrt_ui_name (GtkWidget *widget, const char *name);
void hrt_ui_limit_text (GtkEditable *field, int max_chars);
gboolean hrt_ui_grab_first (GtkWidget *widget);
gboolean hrt_ui_is_enter (guint keyval);
void hrt_ui_mark_open (GtkWidget *cell, gboolean is_open);
void hrt_ui_toast (GtkWidget *anywhere, const char *text);
void hrt_ui_toast_action (GtkWidget *anywhere,
                          const char *text,
                          const char *button,
                          const char *action,
                          GVariant *target);
char *hrt_ui_dup_error_text (const GError *error);
void hrt_ui_toast_error (GtkWidget *anywhere, const GError *error);
gboolean hrt_ui_toast_outcome (GtkWidget *anywhere, HrtOutcome *outcome, const GError *error);
char *hrt_ui_dup_refusals (GPtrArray *refusals);
char *hrt_ui_dup_time (gint64 time_us, const char *time_zone, const char *format);

G_END_DECLS
