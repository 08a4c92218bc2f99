/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSumRow: one of the sums under the ticket: what it is, and how much.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-sum-row.h"

#include "model/base/hrt-money.h"

struct _HrtSumRow
{
  GtkBox parent_instance;

  GtkLabel *title;  /* (unowned) a child */
  GtkLabel *amount; /* (unowned) a child */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtSumRow, hrt_sum_row, GTK_TYPE_BOX)

/**
 * hrt_sum_row_show:
 * @amount: minor units, of either sign
 * @is_shown: whether it says anything that the total does not
 */
void
hrt_sum_row_show (HrtSumRow *self, gint64 amount, gboolean is_shown)
{
  g_autofree char *text = hrt_rupiah_format (amount, HRT_MONEY_STYLE_BARE);

  g_return_if_fail (HRT_IS_SUM_ROW (self));

  gtk_label_set_label (self->amount, text);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

static void
hrt_sum_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TITLE)
    gtk_label_set_label (HRT_SUM_ROW (object)->title, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_sum_row_class_init (HrtSumRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = hrt_sum_row_set_property;
  props[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hrt_sum_row_init (HrtSumRow *self)
{
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->amount = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "muted");
  gtk_widget_add_css_class (GTK_WIDGET (self->amount), "amount-small");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->amount));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
