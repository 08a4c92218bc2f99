/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBrandPanel: the shop's face beside the assistant and the sign-in: pick, word mark, six
 * strings.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-brand-panel.h"

#include "hrt-ui.h"

struct _HrtBrandPanel
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HrtBrandPanel, hrt_brand_panel, GTK_TYPE_WIDGET)

static void
hrt_brand_panel_dispose (GObject *object)
{
  hrt_ui_dispose_template (GTK_WIDGET (object), HRT_TYPE_BRAND_PANEL);
  G_OBJECT_CLASS (hrt_brand_panel_parent_class)->dispose (object);
}

static void
hrt_brand_panel_class_init (HrtBrandPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_brand_panel_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/store/hurtrockmusic/Hurtrock/hrt-brand-panel.ui");
}

static void
hrt_brand_panel_init (HrtBrandPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
