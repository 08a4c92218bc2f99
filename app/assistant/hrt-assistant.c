/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtAssistant: the first start: language, shop, owner, goods, while the database is made behind
 * it.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-assistant.h"

#include <glib/gi18n.h>

#include "../hrt-language.h"
#include "../widgets/hrt-brand-panel.h"
#include "../widgets/hrt-ui.h"
#include "hrt-goods-step.h"
#include "hrt-language-step.h"
#include "hrt-owner-step.h"
#include "hrt-setup.h"
#include "hrt-shop-step.h"

enum
{
  STEP_LANGUAGE,
  STEP_SHOP,
  STEP_OWNER,
  STEP_GOODS,
  N_STEPS
};

struct _HrtAssistant
{
  GtkWidget parent_instance;

  AdwFlap *flap;
  GtkLabel *steps;
  GtkWidget *back;
  GtkButton *next;
  GtkStack *pages;
  GtkWidget *database;
  GtkLabel *database_step;
  GtkProgressBar *database_progress;

  GtkWidget *step_widgets[N_STEPS]; /* (unowned) children of @pages */
  HrtStartUp *start_up;             /* (owned) */
  HrtDesk *desk;                    /* (owned) (nullable) until the database is ready */
  HrtSetup *setup;                  /* (owned) (nullable) while it works */
  HrtSetup *rest;                   /* (owned) (nullable) that failed after the owner was made */
  guint step;
  gboolean is_waiting; /* all is answered; the database is not there yet */
};

enum
{
  SIGNAL_FINISHED,
  SIGNAL_LANGUAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtAssistant, hrt_assistant, GTK_TYPE_WIDGET)

static gboolean
is_step_complete (HrtAssistant *self)
{
  gboolean is_complete = TRUE;

  if (self->step != STEP_LANGUAGE)
    g_object_get (self->step_widgets[self->step], "complete", &is_complete, NULL);
  return is_complete;
}

static gboolean
is_busy (HrtAssistant *self)
{
  return self->is_waiting || self->setup != NULL;
}

static void
update (HrtAssistant *self)
{
  gboolean has_failed = hrt_start_up_get_state (self->start_up) == HRT_START_UP_FAILED;
  g_autofree char *steps = g_strdup_printf (_ ("Step %u of %u"), self->step + 1, (guint) N_STEPS);

  gtk_label_set_label (self->steps, steps);
  gtk_widget_set_visible (self->back, self->step > 0);
  /* With the shop made, what is left is done with the answers that were given. */
  gtk_widget_set_sensitive (self->back, !is_busy (self) && self->rest == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), !is_busy (self) && self->rest == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next),
                            has_failed || (is_step_complete (self) && !is_busy (self)));
  if (has_failed)
    gtk_button_set_label (self->next, _ ("Try Again"));
  else
    gtk_button_set_label (self->next,
                          self->step + 1 < N_STEPS ? _ ("Continue") : _ ("Set Up the Shop"));
}

static void
focus_first_field (HrtAssistant *self)
{
  hrt_ui_grab_first (self->step_widgets[self->step]);
}

static void
go_to_step (HrtAssistant *self, guint step)
{
  self->step = step;
  if (step == STEP_OWNER)
    hrt_owner_step_set_shop_words (
        HRT_OWNER_STEP (self->step_widgets[STEP_OWNER]),
        hrt_shop_step_get_name (HRT_SHOP_STEP (self->step_widgets[STEP_SHOP])),
        hrt_shop_step_get_city (HRT_SHOP_STEP (self->step_widgets[STEP_SHOP])));
  gtk_stack_set_visible_child (self->pages, self->step_widgets[step]);
  update (self);
  focus_first_field (self);
}

static void
show_progress (HrtAssistant *self, const char *text, double fraction)
{
  gtk_widget_set_visible (self->database, fraction < 1);
  gtk_label_set_label (self->database_step, text);
  gtk_progress_bar_set_fraction (self->database_progress, fraction);
}

static void
on_setup_progress (HrtAssistant *self, const char *text, double fraction)
{
  show_progress (self, text, fraction);
}

static void
on_set_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->setup);
  if (hrt_setup_run_finish (HRT_SETUP (source), result, &error))
    {
      if (self->pages != NULL && hrt_setup_lacks_sample (HRT_SETUP (source)))
        hrt_ui_toast (GTK_WIDGET (self),
                      _ ("The examples could not be made. The shop begins with empty shelves."));
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
      return;
    }
  if (self->pages == NULL)
    return;
  g_warning ("%s", error->message);
  if (hrt_setup_has_owner (HRT_SETUP (source)))
    g_set_object (&self->rest, HRT_SETUP (source));
  hrt_ui_toast_error (GTK_WIDGET (self), error);
  show_progress (self, "", 1);
  update (self);
}

static HrtSetup *
make_setup (HrtAssistant *self)
{
  HrtShopStep *shop = HRT_SHOP_STEP (self->step_widgets[STEP_SHOP]);
  HrtOwnerStep *owner = HRT_OWNER_STEP (self->step_widgets[STEP_OWNER]);
  HrtGoodsStep *goods = HRT_GOODS_STEP (self->step_widgets[STEP_GOODS]);
  const HrtSetupAnswers answers = {
    .language = hrt_language_get (),
    .shop_name = hrt_shop_step_get_name (shop),
    .address = hrt_shop_step_get_address (shop),
    .city = hrt_shop_step_get_city (shop),
    .postal_code = hrt_shop_step_get_postal_code (shop),
    .phone = hrt_shop_step_get_phone (shop),
    .owner_name = hrt_owner_step_get_name (owner),
    .login = hrt_owner_step_get_login (owner),
    .password = hrt_owner_step_get_password (owner),
    .pin = hrt_owner_step_get_pin (owner),
    .wants_sample = hrt_goods_step_wants_sample (goods),
    .csv = hrt_goods_step_get_file (goods),
  };

  HrtSetup *setup = hrt_setup_new (self->desk, &answers);

  g_signal_connect_object (setup, "progress", G_CALLBACK (on_setup_progress), self,
                           G_CONNECT_SWAPPED);
  return setup;
}

static void
begin_setup (HrtAssistant *self)
{
  self->is_waiting = FALSE;
  self->setup = self->rest != NULL ? g_steal_pointer (&self->rest) : make_setup (self);
  hrt_setup_run_async (self->setup, on_set_up, g_object_ref (self));
  update (self);
}

static void
on_next_clicked (HrtAssistant *self)
{
  if (hrt_start_up_get_state (self->start_up) == HRT_START_UP_FAILED)
    {
      hrt_start_up_begin (self->start_up);
      return;
    }
  if (!is_step_complete (self) || is_busy (self))
    return;
  if (self->step + 1 < N_STEPS)
    {
      go_to_step (self, self->step + 1);
      return;
    }
  if (self->desk != NULL)
    {
      begin_setup (self);
      return;
    }
  self->is_waiting = TRUE;
  update (self);
}

static void
on_back_clicked (HrtAssistant *self)
{
  if (self->step > 0 && !is_busy (self))
    go_to_step (self, self->step - 1);
}

static void
on_start_up_changed (HrtAssistant *self)
{
  if (self->setup != NULL)
    return;
  if (hrt_start_up_get_state (self->start_up) == HRT_START_UP_FAILED)
    {
      g_autofree char *advice = NULL;
      g_autofree char *problem = hrt_start_up_dup_problem (self->start_up, &advice);
      g_autofree char *text = g_strdup_printf ("%s\n%s", problem, advice);

      show_progress (self, text, 0);
    }
  else
    show_progress (self, hrt_start_up_get_step_text (self->start_up),
                   hrt_start_up_get_fraction (self->start_up));
  update (self);
}

static void
on_language_chosen (HrtAssistant *self, const char *language)
{
  g_signal_emit (self, signals[SIGNAL_LANGUAGE_CHOSEN], 0, language);
}

static void
add_steps (HrtAssistant *self)
{
  const GType types[N_STEPS] = { HRT_TYPE_LANGUAGE_STEP, HRT_TYPE_SHOP_STEP, HRT_TYPE_OWNER_STEP,
                                 HRT_TYPE_GOODS_STEP };

  for (guint i = 0; i < N_STEPS; i++)
    {
      self->step_widgets[i] = g_object_new (types[i], NULL);
      gtk_stack_add_child (self->pages, self->step_widgets[i]);
      if (i == STEP_LANGUAGE)
        g_signal_connect_object (self->step_widgets[i], "chosen", G_CALLBACK (on_language_chosen),
                                 self, G_CONNECT_SWAPPED);
      else
        g_signal_connect_object (self->step_widgets[i], "notify::complete", G_CALLBACK (update),
                                 self, G_CONNECT_SWAPPED);
    }
}

/**
 * hrt_assistant_set_desk:
 * @desk: the way to the services, now that the database is there
 */
void
hrt_assistant_set_desk (HrtAssistant *self, HrtDesk *desk)
{
  g_return_if_fail (HRT_IS_ASSISTANT (self));

  g_set_object (&self->desk, desk);
  if (self->is_waiting)
    begin_setup (self);
}

static void
hrt_assistant_dispose (GObject *object)
{
  HrtAssistant *self = HRT_ASSISTANT (object);

  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_ASSISTANT);
  g_clear_object (&self->start_up);
  g_clear_object (&self->desk);
  g_clear_object (&self->setup);
  g_clear_object (&self->rest);
  G_OBJECT_CLASS (hrt_assistant_parent_class)->dispose (object);
}

static void
hrt_assistant_class_init (HrtAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_assistant_dispose;
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", HRT_TYPE_ASSISTANT, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LANGUAGE_CHOSEN] =
      g_signal_new ("language-chosen", HRT_TYPE_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (HRT_TYPE_BRAND_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, flap);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, steps);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, pages);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, database);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, database_step);
  gtk_widget_class_bind_template_child (widget_class, HrtAssistant, database_progress);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
hrt_assistant_init (HrtAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->flap, "folded", self->flap, "reveal-flap",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  add_steps (self);
  hrt_ui_name (self->back, _ ("Back"));
  hrt_ui_name (GTK_WIDGET (self->database_progress), _ ("Progress"));
}

/**
 * hrt_assistant_new:
 * @start_up: whose progress is shown below; the assistant does not begin it
 *
 * Returns: (transfer floating): the assistant at its first step
 */
GtkWidget *
hrt_assistant_new (HrtStartUp *start_up)
{
  HrtAssistant *self = g_object_new (HRT_TYPE_ASSISTANT, NULL);

  self->start_up = g_object_ref (start_up);
  if (!hrt_start_up_has_own_database (start_up))
    hrt_goods_step_withdraw_sample (HRT_GOODS_STEP (self->step_widgets[STEP_GOODS]));
  g_signal_connect_object (start_up, "changed", G_CALLBACK (on_start_up_changed), self,
                           G_CONNECT_SWAPPED);
  on_start_up_changed (self);
  return GTK_WIDGET (self);
}
