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
#include "hrt-background.h"
#include "hrt-desk.h"
#include "hrt-language.h"
#include "orders/hrt-order-news.h"
#include "preferences/hrt-preferences.h"
#include "shell/hrt-shell.h"
#include "signin/hrt-sign-in-page.h"
#include "startup/hrt-start-page.h"
#include "widgets/hrt-ui.h"

/* Two columns of the keyboard shortcuts do not fit into a window that is narrower. */
#define TWO_COLUMNS_PX 600

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
  GSettings *settings;         /* (owned) */
  HrtStartUp *start_up;        /* (owned) */
  char *till_code;             /* (owned) (nullable) */
  HrtDesk *desk;               /* (owned) (nullable) once the database is ready */
  HrtOrderNews *news;          /* (owned) (nullable) once the shop is set up */
  gint64 wanted_order;         /* to be shown as soon as somebody has signed in; 0: none */
  GtkWidget *view;             /* (unowned) the visible child of @views */
  char *other_language;        /* (owned) (nullable) that was chosen last */
  void (*go_on) (HrtWindow *); /* (nullable) what waits for the answer about unsaved texts */
  gboolean is_desk_open;       /* or being opened */
  gboolean is_quitting;        /* closing ends the program, whatever the settings say */
};

G_DEFINE_FINAL_TYPE (HrtWindow, hrt_window, ADW_TYPE_APPLICATION_WINDOW)

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

/* Before somebody is signed in there is nothing to lock, to go to or to set up. */
static void
set_signed_in (HrtWindow *self, gboolean is_signed_in)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.lock", is_signed_in);
  gtk_widget_action_set_enabled (widget, "win.page", is_signed_in);
  gtk_widget_action_set_enabled (widget, "win.preferences", is_signed_in);
}

static void
on_signed_in (HrtWindow *self)
{
  set_signed_in (self, TRUE);
  replace_view (self, hrt_shell_new (self->desk));
  if (hrt_desk_has_csv (self->desk))
    hrt_shell_go_to (HRT_SHELL (self->view), "products");
  if (self->wanted_order != 0)
    hrt_shell_show_order (HRT_SHELL (self->view), self->wanted_order);
  self->wanted_order = 0;
}

static GtkWidget *
get_toasts (GtkWindow *window)
{
  GtkWidget *view = HRT_WINDOW (window)->view;

  return HRT_IS_SHELL (view) ? hrt_shell_get_toasts (HRT_SHELL (view)) : view;
}

static void
show_sign_in (HrtWindow *self)
{
  GtkWidget *page = hrt_sign_in_page_new (self->desk);

  if (self->news == NULL)
    self->news = hrt_order_news_new (GTK_WINDOW (self), self->desk, get_toasts);
  set_signed_in (self, FALSE);
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

  if (self->desk != NULL)
    hrt_assistant_set_desk (HRT_ASSISTANT (assistant), self->desk);

  g_signal_connect_object (assistant, "finished", G_CALLBACK (on_assistant_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (assistant, "language-chosen", G_CALLBACK (on_language_chosen), self,
                           G_CONNECT_SWAPPED);
  replace_view (self, assistant);
}

/* The first run is known by the missing database: the assistant is shown at once and the cluster is
 * made behind it. An owner who quit half-way comes back to it because there is nobody who could
 * sign in. */
static void
on_desk_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  HrtStartLogins *logins = hrt_start_up_get_logins (self->start_up);
  gboolean has_staff = FALSE;

  if (!hrt_desk_open_finish (HRT_DESK (source), result, &has_staff, &error))
    {
      self->is_desk_open = FALSE;
      hrt_start_up_fail (self->start_up, error);
      return;
    }
  if (self->view != NULL && HRT_IS_ASSISTANT (self->view))
    hrt_assistant_set_desk (HRT_ASSISTANT (self->view), self->desk);
  else if (has_staff)
    show_sign_in (self);
  else
    show_assistant (self);
  if (logins != NULL && hrt_start_logins_is_forgetful (logins))
    hrt_ui_toast (self->view, _ ("The password is not remembered: this computer has no keyring"));
}

/* Nobody would see it in the window. */
static void
on_web_changed (HrtWindow *self)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if (app == NULL || gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (hrt_desk_has_web_trouble (self->desk))
    {
      g_autofree char *text = hrt_desk_dup_web_text (self->desk);

      hrt_background_warn (app, text);
    }
}

static GtkWindow *
find_dialog_of (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == window)
        return other;
    }
  return NULL;
}

/* The one on top first: each belongs to the one below it. */
static void
destroy_dialogs_of (GtkWindow *window)
{
  GtkWindow *dialog;

  while ((dialog = find_dialog_of (window)) != NULL)
    {
      destroy_dialogs_of (dialog);
      gtk_window_destroy (dialog);
    }
}

/* Somebody took the account or the role away from whoever is at this machine: what is on the screen
 * goes at once, texts that are not saved too, since they could not be saved any more. */
static void
throw_out (HrtWindow *self, const char *why)
{
  if (!HRT_IS_SHELL (self->view))
    return;
  destroy_dialogs_of (GTK_WINDOW (self));
  show_sign_in (self);
  hrt_sign_in_page_say (HRT_SIGN_IN_PAGE (self->view), why);
}

static void
on_shut_out (HrtWindow *self)
{
  throw_out (self, _ ("This account may no longer be used. The owner of the shop ended it."));
}

static void
on_role_changed (HrtWindow *self)
{
  throw_out (self,
             _ ("The owner of the shop changed the role of this account. Please sign in again."));
}

static void
make_desk (HrtWindow *self)
{
  self->desk = hrt_desk_new (self->start_up, self->settings, self->till_code);
  g_signal_connect_object (self->desk, "web-changed", G_CALLBACK (on_web_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "shut-out", G_CALLBACK (on_shut_out), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "role-changed", G_CALLBACK (on_role_changed), self,
                           G_CONNECT_SWAPPED);
}

/* Comes more than once when the desk could not be opened and the person tries again. */
static void
on_start_up_changed (HrtWindow *self)
{
  if (hrt_start_up_get_state (self->start_up) != HRT_START_UP_READY || self->is_desk_open)
    return;
  if (self->desk == NULL)
    make_desk (self);
  self->is_desk_open = TRUE;
  hrt_desk_open_async (self->desk, on_desk_opened, g_object_ref (self));
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWindow) self = user_data;
  void (*go_on) (HrtWindow *) = g_steal_pointer (&self->go_on);

  if (hrt_draft_settle_finish (HRT_DRAFT (source), result))
    go_on (self);
  else
    self->is_quitting = FALSE;
}

/* Does what takes the page off the screen; texts on it that are not saved are asked about first. */
static void
leave_for (HrtWindow *self, void (*go_on) (HrtWindow *))
{
  HrtDraft *draft = self->desk != NULL ? hrt_desk_get_draft (self->desk) : NULL;
  gboolean is_asked = self->go_on != NULL;

  if (draft == NULL)
    {
      go_on (self);
      return;
    }
  self->go_on = go_on;
  if (!is_asked)
    hrt_draft_settle_async (draft, on_settled, g_object_ref (self));
}

static void
lock (HrtWindow *self)
{
  hrt_desk_sign_out (self->desk);
  show_sign_in (self);
}

static void
on_lock (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave_for (HRT_WINDOW (widget), lock);
}

static void
on_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtWindow *self = HRT_WINDOW (widget);

  if (HRT_IS_SHELL (self->view))
    hrt_shell_go_to (HRT_SHELL (self->view), g_variant_get_string (parameter, NULL));
}

static void
on_order (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hrt_window_show_order (HRT_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
on_toggle_rail (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtWindow *self = HRT_WINDOW (widget);

  if (HRT_IS_SHELL (self->view))
    hrt_shell_toggle_rail (HRT_SHELL (self->view));
}

/* The shell is built anew in the other language; the person stays signed in, on the same page. */
static void
change_language (HrtWindow *self)
{
  g_autofree char *place = g_strdup (hrt_shell_get_place (HRT_SHELL (self->view)));

  hrt_language_set (self->other_language);
  g_settings_set_string (self->settings, "language", self->other_language);
  on_signed_in (self);
  hrt_shell_go_to (HRT_SHELL (self->view), place);
}

static void
on_other_language (HrtWindow *self, const char *language, GtkWindow *preferences)
{
  g_free (self->other_language);
  self->other_language = g_strdup (language);
  gtk_window_destroy (preferences);
  leave_for (self, change_language);
}

static void
on_preferences (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtWindow *self = HRT_WINDOW (widget);
  HrtPreferences *preferences = hrt_preferences_new (GTK_WINDOW (self), self->desk);

  g_signal_connect_object (preferences, "language-chosen", G_CALLBACK (on_other_language), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (preferences));
}

/* The section makes two columns of its groups when it is mapped, whatever "max-height" says: on
 * each page of its stack they go below each other. */
static void
stack_columns (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_STACK (widget))
      gtk_orientable_set_orientation (GTK_ORIENTABLE (child), GTK_ORIENTATION_VERTICAL);
    else
      stack_columns (child);
}

/* Made when it is asked for: GTK would keep the one it makes by itself as a hidden window from the
 * start, and a screen reader that asks for a window just closed would be led to it and crash. */
static void
on_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/store/hurtrockmusic/Hurtrock/hrt-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
  if (gtk_widget_get_width (widget) < TWO_COLUMNS_PX)
    stack_columns (GTK_WIDGET (gtk_builder_get_object (builder, "section")));
}

static void
on_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

/* Whether closing leaves the web shop open: the owner chose it, and the shop is set up. */
static gboolean
may_go_on (HrtWindow *self)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  return !self->is_quitting && self->desk != NULL &&
         (HRT_IS_SHELL (self->view) || HRT_IS_SIGN_IN_PAGE (self->view)) &&
         g_settings_get_boolean (self->settings, "keep-running") &&
         hrt_desk_is_web_wanted (self->desk) && hrt_background_is_possible (app);
}

/* Whoever opens the window again has to sign in. */
static void
hide_window (HrtWindow *self)
{
  g_autofree char *text = hrt_desk_dup_web_text (self->desk);

  if (HRT_IS_SHELL (self->view))
    {
      hrt_desk_sign_out (self->desk);
      show_sign_in (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  hrt_background_begin (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), text);
}

static void
close_again (HrtWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
hrt_window_close_request (GtkWindow *window)
{
  HrtWindow *self = HRT_WINDOW (window);
  int width = 0, height = 0;

  if (self->desk != NULL && hrt_desk_get_draft (self->desk) != NULL)
    {
      leave_for (self, close_again);
      return GDK_EVENT_STOP;
    }
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (!may_go_on (self))
    return GTK_WINDOW_CLASS (hrt_window_parent_class)->close_request (window);
  hide_window (self);
  return GDK_EVENT_STOP;
}

/**
 * hrt_window_quit:
 *
 * Closes the window, and with it the program, also where the owner wants it to go on without one.
 */
void
hrt_window_quit (HrtWindow *self)
{
  g_return_if_fail (HRT_IS_WINDOW (self));

  self->is_quitting = TRUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * hrt_window_show_order:
 * @order_id: which one
 *
 * At once, or as soon as somebody has signed in.
 */
void
hrt_window_show_order (HrtWindow *self, gint64 order_id)
{
  g_return_if_fail (HRT_IS_WINDOW (self));

  if (HRT_IS_SHELL (self->view))
    hrt_shell_show_order (HRT_SHELL (self->view), order_id);
  else
    self->wanted_order = order_id;
}

static void
on_desk_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  hrt_desk_close_finish (HRT_DESK (source), result);
  g_task_return_boolean (task, TRUE);
}

/**
 * hrt_window_close_desk_async:
 *
 * Ends the web shop and lets go of the database; for a window that is going away.
 */
void
hrt_window_close_desk_async (HrtWindow *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_window_close_desk_async);
  if (self->desk != NULL)
    {
      hrt_desk_close_async (self->desk, on_desk_closed, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
hrt_window_close_desk_finish (HrtWindow *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
hrt_window_dispose (GObject *object)
{
  HrtWindow *self = HRT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HRT_TYPE_WINDOW);
  g_clear_object (&self->news);
  g_clear_object (&self->desk);
  g_clear_object (&self->start_up);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->till_code, g_free);
  g_clear_pointer (&self->other_language, g_free);
  G_OBJECT_CLASS (hrt_window_parent_class)->dispose (object);
}

static void
hrt_window_class_init (HrtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hrt_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtWindow, views);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, on_lock);
  gtk_widget_class_install_action (widget_class, "win.page", "s", on_page);
  gtk_widget_class_install_action (widget_class, "win.order", "x", on_order);
  gtk_widget_class_install_action (widget_class, "win.toggle-rail", NULL, on_toggle_rail);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, on_preferences);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, on_fullscreen);
}

static void
hrt_window_init (HrtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hrt_window_new:
 * @settings: of this machine
 * @till_code: (nullable): which till this window is; %NULL as the settings say
 */
HrtWindow *
hrt_window_new (HrtApplication *app,
                GSettings *settings,
                HrtStartUp *start_up,
                const char *till_code)
{
  HrtWindow *self = g_object_new (HRT_TYPE_WINDOW, "application", app, NULL);
  int width = 0, height = 0;

  self->settings = g_object_ref (settings);
  self->start_up = g_object_ref (start_up);
  self->till_code = g_strdup (till_code);
  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  set_signed_in (self, FALSE);
  if (hrt_start_up_is_first_run (start_up))
    show_assistant (self);
  else
    replace_view (self, hrt_start_page_new (start_up));
  g_signal_connect_object (start_up, "changed", G_CALLBACK (on_start_up_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
