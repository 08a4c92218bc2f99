/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtLanguageStep: which language the shop speaks; the choice acts at once.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-language-step.h"

#include "../hrt-language.h"

struct _HrtLanguageStep
{
  GtkBox parent_instance;

  GtkCheckButton *indonesian;
  GtkCheckButton *english;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtLanguageStep, hrt_language_step, GTK_TYPE_BOX)

static void
on_toggled (HrtLanguageStep *self)
{
  const char *language = gtk_check_button_get_active (self->indonesian) ? "id" : "en";

  if (!g_str_equal (language, hrt_language_get ()))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, language);
}

static void
hrt_language_step_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_LANGUAGE_STEP);
  G_OBJECT_CLASS (hrt_language_step_parent_class)->dispose (object);
}

static void
hrt_language_step_class_init (HrtLanguageStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_language_step_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HRT_TYPE_LANGUAGE_STEP, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-language-step.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtLanguageStep, indonesian);
  gtk_widget_class_bind_template_child (widget_class, HrtLanguageStep, english);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
hrt_language_step_init (HrtLanguageStep *self)
{
  gboolean is_indonesian = g_str_equal (hrt_language_get (), "id");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_check_button_set_active (is_indonesian ? self->indonesian : self->english, TRUE);
}
