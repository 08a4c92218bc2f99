/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShopStep: name and address of the shop.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-shop-step.h"

#include "../widgets/hrt-account.h"

/* As the database takes them. */
#define NAME_MAX_CHARS 200
#define TEXT_MAX_CHARS 2000

struct _HrtShopStep
{
  GtkBox parent_instance;

  GtkEditable *name;
  GtkEditable *address;
  GtkEditable *city;
  GtkEditable *postal_code;
  GtkLabel *postal_code_trouble;
  GtkEditable *phone;
  gboolean is_complete;
};

enum
{
  PROP_0,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtShopStep, hrt_shop_step, GTK_TYPE_BOX)

/* A row takes no max-length in this version of libadwaita: it is marked instead. */
static gboolean
fits (GtkEditable *row, glong most)
{
  gboolean does = g_utf8_strlen (gtk_editable_get_text (row), -1) <= most;

  if (does)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return does;
}

static gboolean
check_postal_code (HrtShopStep *self)
{
  const char *trouble =
      hrt_account_get_postal_code_trouble (gtk_editable_get_text (self->postal_code));

  hrt_account_mark (self->postal_code, self->postal_code_trouble, trouble);
  return trouble == NULL;
}

static void
on_changed (HrtShopStep *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  gboolean is_complete = name[0] != '\0';

  is_complete &= fits (self->name, NAME_MAX_CHARS);
  is_complete &= fits (self->address, TEXT_MAX_CHARS);
  is_complete &= fits (self->city, TEXT_MAX_CHARS);
  is_complete &= check_postal_code (self);
  is_complete &= fits (self->phone, TEXT_MAX_CHARS);

  if (is_complete == self->is_complete)
    return;
  self->is_complete = is_complete;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
hrt_shop_step_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_COMPLETE)
    g_value_set_boolean (value, HRT_SHOP_STEP (object)->is_complete);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_shop_step_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_SHOP_STEP);
  G_OBJECT_CLASS (hrt_shop_step_parent_class)->dispose (object);
}

static void
hrt_shop_step_class_init (HrtShopStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hrt_shop_step_get_property;
  object_class->dispose = hrt_shop_step_dispose;
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-shop-step.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, name);
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, address);
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, city);
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, postal_code);
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, postal_code_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtShopStep, phone);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
hrt_shop_step_init (HrtShopStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
hrt_shop_step_get_name (HrtShopStep *self)
{
  return gtk_editable_get_text (self->name);
}

const char *
hrt_shop_step_get_address (HrtShopStep *self)
{
  return gtk_editable_get_text (self->address);
}

const char *
hrt_shop_step_get_city (HrtShopStep *self)
{
  return gtk_editable_get_text (self->city);
}

const char *
hrt_shop_step_get_postal_code (HrtShopStep *self)
{
  return gtk_editable_get_text (self->postal_code);
}

const char *
hrt_shop_step_get_phone (HrtShopStep *self)
{
  return gtk_editable_get_text (self->phone);
}
