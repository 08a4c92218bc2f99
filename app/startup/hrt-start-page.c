/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStartPage: what is on the screen while the database comes up, and what went wrong when it does
 * not.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-start-page.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"

struct _HrtStartPage
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkStack *state;
  GtkProgressBar *progress;
  GtkLabel *step;
  GtkLabel *problem;
  GtkLabel *advice;
  GtkWidget *retry;
  GtkLabel *login;
  GtkEditable *password;
  GtkWidget *refused;
  GtkCheckButton *remember;
  GtkWidget *open;
  GtkWidget *skip;
  HrtStartUp *start_up; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HrtStartPage, hrt_start_page, GTK_TYPE_WIDGET)

static void
show_problem (HrtStartPage *self)
{
  g_autofree char *advice = NULL;
  g_autofree char *problem = hrt_start_up_dup_problem (self->start_up, &advice);

  gtk_label_set_label (self->problem, problem);
  gtk_label_set_label (self->advice, advice);
  gtk_stack_set_visible_child_name (self->state, "problem");
  gtk_widget_grab_focus (self->retry);
}

static void
ask_password (HrtStartPage *self)
{
  HrtStartLogins *logins = hrt_start_up_get_logins (self->start_up);
  g_autofree char *name = hrt_start_logins_dup_name (logins);

  gtk_label_set_label (self->login, name);
  gtk_widget_set_visible (self->refused, hrt_start_logins_was_refused (logins));
  gtk_widget_set_visible (self->skip, hrt_start_logins_can_skip (logins));
  gtk_editable_set_text (self->password, "");
  gtk_stack_set_visible_child_name (self->state, "password");
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
on_password_changed (HrtStartPage *self)
{
  gtk_widget_set_sensitive (self->open, *gtk_editable_get_text (self->password) != '\0');
}

static void
on_password_entered (HrtStartPage *self)
{
  g_autofree char *password = g_strdup (gtk_editable_get_text (self->password));

  if (*password != '\0')
    hrt_start_up_answer (self->start_up, password, gtk_check_button_get_active (self->remember));
}

static void
on_skip_clicked (HrtStartPage *self)
{
  hrt_start_up_skip (self->start_up);
}

static void
on_start_up_changed (HrtStartPage *self)
{
  if (hrt_start_up_get_state (self->start_up) == HRT_START_UP_ASKING)
    {
      ask_password (self);
      return;
    }
  if (hrt_start_up_get_state (self->start_up) == HRT_START_UP_FAILED)
    {
      show_problem (self);
      return;
    }
  gtk_progress_bar_set_fraction (self->progress, hrt_start_up_get_fraction (self->start_up));
  gtk_label_set_label (self->step, hrt_start_up_get_step_text (self->start_up));
  gtk_stack_set_visible_child_name (self->state, "working");
}

static void
on_retry_clicked (HrtStartPage *self)
{
  hrt_start_up_begin (self->start_up);
}

static void
hrt_start_page_dispose (GObject *object)
{
  HrtStartPage *self = HRT_START_PAGE (object);

  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_START_PAGE);
  g_clear_object (&self->start_up);
  G_OBJECT_CLASS (hrt_start_page_parent_class)->dispose (object);
}

static void
hrt_start_page_class_init (HrtStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, root);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, state);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, progress);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, step);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, problem);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, advice);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, retry);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, login);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, password);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, refused);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, remember);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, open);
  gtk_widget_class_bind_template_child (widget_class, HrtStartPage, skip);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_skip_clicked);
}

static void
hrt_start_page_init (HrtStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (GTK_WIDGET (self->progress), _ ("Progress of the start"));
  hrt_ui_name (GTK_WIDGET (self->password), _ ("Password of the database"));
}

/**
 * hrt_start_page_new:
 * @start_up: whose progress and problems are shown; begun again by the button
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hrt_start_page_new (HrtStartUp *start_up)
{
  HrtStartPage *self = g_object_new (HRT_TYPE_START_PAGE, NULL);

  self->start_up = g_object_ref (start_up);
  g_signal_connect_object (start_up, "changed", G_CALLBACK (on_start_up_changed), self,
                           G_CONNECT_SWAPPED);
  on_start_up_changed (self);
  return GTK_WIDGET (self);
}
