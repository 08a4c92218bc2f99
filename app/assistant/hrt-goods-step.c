/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtGoodsStep: sample shop, empty shelves or a CSV file.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-goods-step.h"

#include <glib/gi18n.h>

struct _HrtGoodsStep
{
  GtkBox parent_instance;

  GtkLabel *advice;
  GtkWidget *sample_row;
  GtkCheckButton *sample;
  GtkCheckButton *empty;
  GtkCheckButton *csv;
  GtkButton *choose;
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  GFile *file;                   /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtGoodsStep, hrt_goods_step, GTK_TYPE_BOX)

static void
on_toggled (HrtGoodsStep *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->choose), gtk_check_button_get_active (self->csv));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, HrtGoodsStep *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autofree char *name = NULL;

      g_clear_object (&self->file);
      self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      name = g_file_get_basename (self->file);
      gtk_button_set_label (self->choose, name);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose_clicked (HrtGoodsStep *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("A List of Products"), window,
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_set_name (filter, _ ("CSV files"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
hrt_goods_step_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtGoodsStep *self = HRT_GOODS_STEP (object);

  if (prop_id == PROP_COMPLETE)
    g_value_set_boolean (value, !gtk_check_button_get_active (self->csv) || self->file != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_goods_step_dispose (GObject *object)
{
  HrtGoodsStep *self = HRT_GOODS_STEP (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_GOODS_STEP);
  G_OBJECT_CLASS (hrt_goods_step_parent_class)->dispose (object);
}

static void
hrt_goods_step_class_init (HrtGoodsStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hrt_goods_step_get_property;
  object_class->dispose = hrt_goods_step_dispose;
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-goods-step.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, advice);
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, sample_row);
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, sample);
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, empty);
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, csv);
  gtk_widget_class_bind_template_child (widget_class, HrtGoodsStep, choose);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
}

static void
hrt_goods_step_init (HrtGoodsStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hrt_goods_step_withdraw_sample:
 *
 * For a database that the owner named: only its owner's login could make the examples, and the
 * desktop has none. `hurtrock-admin sample` makes them there.
 */
void
hrt_goods_step_withdraw_sample (HrtGoodsStep *self)
{
  gtk_widget_set_visible (self->sample_row, FALSE);
  gtk_check_button_set_active (self->empty, TRUE);
  gtk_label_set_label (self->advice, _ ("Start with what you have; more can be added any time."));
}

gboolean
hrt_goods_step_wants_sample (HrtGoodsStep *self)
{
  return gtk_check_button_get_active (self->sample);
}

/**
 * hrt_goods_step_get_file:
 *
 * Returns: (transfer none) (nullable): the CSV to import, when that was chosen
 */
GFile *
hrt_goods_step_get_file (HrtGoodsStep *self)
{
  return gtk_check_button_get_active (self->csv) ? self->file : NULL;
}
