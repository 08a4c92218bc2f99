/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBanner: a strip above the page that says something for as long as it holds.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-banner.h"

#include "hrt-ui.h"

struct _HrtBanner
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *box;
  GtkLabel *text;
  GtkWidget *button;
};

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtBanner, hrt_banner, GTK_TYPE_WIDGET)

/**
 * hrt_banner_show:
 * @text: a sentence or two
 * @button: (nullable): what HrtBanner::clicked does; %NULL for no button
 */
void
hrt_banner_show (HrtBanner *self, const char *text, const char *button)
{
  g_return_if_fail (HRT_IS_BANNER (self));

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->button, button != NULL);
  if (button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), button);
  gtk_widget_set_visible (self->revealer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

void
hrt_banner_hide (HrtBanner *self)
{
  g_return_if_fail (HRT_IS_BANNER (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

/* What is not shown is not read out either. */
static void
on_revealed (HrtBanner *self)
{
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    gtk_widget_set_visible (self->revealer, FALSE);
}

static void
on_clicked (HrtBanner *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
hrt_banner_dispose (GObject *object)
{
  g_clear_pointer (&HRT_BANNER (object)->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (hrt_banner_parent_class)->dispose (object);
}

static void
hrt_banner_class_init (HrtBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_banner_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", HRT_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_banner_init (HrtBanner *self)
{
  self->revealer = gtk_revealer_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->button = gtk_button_new_with_label ("");
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (self->button, FALSE);
  gtk_widget_add_css_class (self->box, "banner");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed),
                            self);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);
  gtk_widget_set_visible (self->revealer, FALSE);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * hrt_banner_new:
 * @icon_name: what stands before the text
 * @is_bad: something is lost or may be
 *
 * Returns: (transfer floating): a banner that is not shown yet
 */
GtkWidget *
hrt_banner_new (const char *icon_name, gboolean is_bad)
{
  HrtBanner *self = g_object_new (HRT_TYPE_BANNER, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self->box), self->button);
  if (is_bad)
    gtk_widget_add_css_class (self->box, "bad");
  return GTK_WIDGET (self);
}
