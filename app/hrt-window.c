/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWindow: the one window of a till. It shows, in turn, the start, the assistant, the sign-in and
 * the shop.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-window.h"

#include <glib/gi18n.h>

#include "assistant/hrt-assistant.h"
#include "hrt-desk.h"
#include "hrt-language.h"
#include "preferences/hrt-preferences.h"
#include "shell/hrt-shell.h"
#include "signin/hrt-sign-in-page.h"
#include "startup/hrt-start-page.h"
#include "widgets/hrt-ui.h"

/**
 * HrtWindow:
 *
 * Views follow the state of the #HrtStartUp and of the sign-in; each is built when it is needed and
 * dropped afterwards, which is also how a change of language takes effect. Threading: main thread.
 * Lifetime: the application's.
 */
struct _HrtWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *views;
  GSettings *settings;  /* (owned) */
  HrtStartUp *start_up; /* (owned) */
  HrtDesk *desk;        /* (owned) (nullable) once the database is ready */
  GtkWidget *view;      /* (unowned) the visible child of @views */
  gboolean is_signed_in;
};

G_DEFINE_FINAL_TYPE (HrtWindow, hrt_window, ADW_TYPE_APPLICATION_WINDOW)

static void show_sign_in (HrtWindow *self);
static void show_assistant (HrtWindow *self);

static void
replace_view (HrtWindow *self, GtkWidget *view)
{
  GtkWidget *old = self->view;

  self->view = view;
  gtk_stack_add_child (self->views, view);
  gtk_stack_set_visible_child (self->views, view);
  if (old != NULL)
    gtk_stack_remove (self->views, old);
  gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

static void
set_lock_enabled (HrtWindow *self, gboolean is_enabled)
{
  const char *const names[] = { "lock", "page", "preferences" };

  self->is_signed_in = is_enabled;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                   i == 0   ? "win.lock"
                                   : i == 1 ? "win.page"
                                            : "win.preferences",
                                   is_enabled);
}

static void
on_signed_in (HrtWindow *self)
{
  set_lock_enabled (self, TRUE);
  replace_view (self, hrt_shell_new (self->desk));
}

static void
show_sign_in (HrtWindow *self)
{
  GtkWidget *page = hrt_sign_in_page_new (self->desk);

  set_lock_enabled (self, FALSE);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  replace_view (self, page);
}

static void
on_assistant_finished (HrtWindow *self)
{
  show_sign_in (self);
}

static void
on_language_chosen (HrtWindow *self, const char *language)
{
  hrt_language_set (language);
  g_settings_set_string (self->settings, "language", language);
  show_assistant (self);
}

static void
show_assistant (HrtWindow *self)
{
  GtkWidget *assistant = hrt_assistant_new (self->start_up);

  g_signal_connect_object (assistant, "finished", G_CALLBACK (on_assistant_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (assistant, "language-chosen", G_CALLBACK (on_language_chosen), self,
                           G_CONNECT_SWAPPED);
  replace_view (self, assistant);
}
