/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtKeyLabel: what a button does, and the key that does the same.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-key-label.h"

struct _HrtKeyLabel
{
  GtkBox parent_instance;

  GtkLabel *label; /* (unowned) a child */
  GtkLabel *key;   /* (unowned) a child */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_KEY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtKeyLabel, hrt_key_label, GTK_TYPE_BOX)

/**
 * hrt_key_label_set_label:
 * @label: what the button does, in a word or two
 */
void
hrt_key_label_set_label (HrtKeyLabel *self, const char *label)
{
  g_return_if_fail (HRT_IS_KEY_LABEL (self));

  gtk_label_set_label (self->label, label);
}

static void
hrt_key_label_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HrtKeyLabel *self = HRT_KEY_LABEL (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      hrt_key_label_set_label (self, g_value_get_string (value));
      break;
    case PROP_KEY:
      gtk_label_set_label (self->key, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_key_label_class_init (HrtKeyLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = hrt_key_label_set_property;
  props[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_KEY] =
      g_param_spec_string ("key", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hrt_key_label_init (HrtKeyLabel *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->key = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->key), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->key), "keycap");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->key));
}
