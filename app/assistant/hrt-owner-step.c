/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOwnerStep: the owner's account, with a password that is not one of the usual ones.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-owner-step.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-account.h"
#include "../widgets/hrt-ui.h"

struct _HrtOwnerStep
{
  GtkBox parent_instance;

  GtkEditable *name;
  GtkLabel *name_trouble;
  GtkEditable *login;
  GtkLabel *login_trouble;
  GtkEditable *password;
  GtkEditable *pin;
  GtkLabel *pin_trouble;
  GtkProgressBar *strength;
  GtkLabel *verdict;

  char *shop_words; /* (owned) (nullable) name and city of the shop */
  gboolean is_complete;
  gboolean is_login_own; /* typed by the person, no longer derived from the name */
};

enum
{
  PROP_0,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtOwnerStep, hrt_owner_step, GTK_TYPE_BOX)

static HrtPasswordVerdict
judge (HrtOwnerStep *self)
{
  const char *own_words[] = { gtk_editable_get_text (self->name),
                              gtk_editable_get_text (self->login),
                              self->shop_words != NULL ? self->shop_words : "", NULL };

  return hrt_password_judge (gtk_editable_get_text (self->password), own_words);
}

static void
show_verdict (HrtOwnerStep *self, HrtPasswordVerdict verdict)
{
  const char *password = gtk_editable_get_text (self->password);
  glong length = g_utf8_strlen (password, -1);
  gboolean is_good = verdict == HRT_PASSWORD_GOOD;
  gboolean is_strong = hrt_account_is_strong (verdict, password);
  g_autofree char *text = hrt_account_dup_verdict_text (verdict, password);

  gtk_label_set_label (self->verdict, text);
  gtk_progress_bar_set_fraction (self->strength,
                                 is_good
                                     ? (is_strong ? 1.0 : 0.7)
                                     : MIN (0.4, (double) length / HRT_PASSWORD_MIN_CHARS * 0.4));
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength), "weak");
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength), "fair");
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength), "strong");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), is_strong ? "strong"
                                                         : is_good ? "fair"
                                                                   : "weak");
}

/* "Ibu Sari Wulandari" becomes "ibu.sari.wulandari" until the person types something else. */
static void
propose_login (HrtOwnerStep *self)
{
  g_autofree char *login = hrt_account_dup_login (gtk_editable_get_text (self->name));

  if (self->is_login_own)
    return;
  gtk_editable_set_text (self->login, login);
  self->is_login_own = FALSE;
}

/* Nothing is said of a field that nobody has come to yet. */
static gboolean
check (GtkEditable *row, GtkLabel *label, const char *trouble)
{
  gboolean is_empty = gtk_editable_get_text (row)[0] == '\0';

  hrt_account_mark (row, label, is_empty ? NULL : trouble);
  return trouble == NULL;
}

static void
on_changed (HrtOwnerStep *self)
{
  HrtPasswordVerdict verdict = judge (self);
  gboolean is_complete = verdict == HRT_PASSWORD_GOOD;

  show_verdict (self, verdict);
  is_complete &= check (self->name, self->name_trouble,
                        hrt_account_get_name_trouble (gtk_editable_get_text (self->name)));
  is_complete &= check (self->login, self->login_trouble,
                        hrt_account_get_login_trouble (gtk_editable_get_text (self->login)));
  is_complete &= check (self->pin, self->pin_trouble,
                        hrt_account_get_pin_trouble (gtk_editable_get_text (self->pin)));
  if (is_complete == self->is_complete)
    return;
  self->is_complete = is_complete;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
on_name_changed (HrtOwnerStep *self)
{
  propose_login (self);
}

static void
on_login_changed (HrtOwnerStep *self)
{
  g_autofree char *login = hrt_account_dup_login (gtk_editable_get_text (self->name));

  self->is_login_own = !g_str_equal (login, gtk_editable_get_text (self->login));
}

static void
hrt_owner_step_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_COMPLETE)
    g_value_set_boolean (value, HRT_OWNER_STEP (object)->is_complete);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_owner_step_dispose (GObject *object)
{
  g_clear_pointer (&HRT_OWNER_STEP (object)->shop_words, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_OWNER_STEP);
  G_OBJECT_CLASS (hrt_owner_step_parent_class)->dispose (object);
}

static void
hrt_owner_step_class_init (HrtOwnerStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hrt_owner_step_get_property;
  object_class->dispose = hrt_owner_step_dispose;
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-owner-step.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, name);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, name_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, login);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, login_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, password);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, pin);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, pin_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, strength);
  gtk_widget_class_bind_template_child (widget_class, HrtOwnerStep, verdict);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
hrt_owner_step_init (HrtOwnerStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (GTK_WIDGET (self->strength), _ ("Strength of the password"));
  g_signal_connect_swapped (self->name, "notify::text", G_CALLBACK (on_name_changed), self);
  g_signal_connect_swapped (self->login, "notify::text", G_CALLBACK (on_login_changed), self);
  show_verdict (self, HRT_PASSWORD_SHORT);
}

/**
 * hrt_owner_step_set_shop_words:
 *
 * What the password must not be made of.
 */
void
hrt_owner_step_set_shop_words (HrtOwnerStep *self, const char *shop_name, const char *city)
{
  g_return_if_fail (HRT_IS_OWNER_STEP (self));

  g_free (self->shop_words);
  self->shop_words = g_strconcat (shop_name, " ", city, NULL);
  on_changed (self);
}

const char *
hrt_owner_step_get_name (HrtOwnerStep *self)
{
  return gtk_editable_get_text (self->name);
}

const char *
hrt_owner_step_get_login (HrtOwnerStep *self)
{
  return gtk_editable_get_text (self->login);
}

const char *
hrt_owner_step_get_password (HrtOwnerStep *self)
{
  return gtk_editable_get_text (self->password);
}

const char *
hrt_owner_step_get_pin (HrtOwnerStep *self)
{
  return gtk_editable_get_text (self->pin);
}
