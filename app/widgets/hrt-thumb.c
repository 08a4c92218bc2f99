/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtThumb: a product's picture in a rounded square, or a quiet instrument while there is none.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-thumb.h"

struct _HrtThumb
{
  GtkWidget parent_instance;

  GdkTexture *texture;       /* (owned) (nullable) */
  GdkPaintable *stand_in;    /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) of the load under way */
  char *hash;                /* (owned) (nullable) */
  int size;
};

enum
{
  PROP_0,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtThumb, hrt_thumb, GTK_TYPE_WIDGET)

static void
set_texture (HrtThumb *self, GdkTexture *texture)
{
  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtThumb) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      hrt_picture_loader_load_finish (HRT_PICTURE_LOADER (source), result, &error);

  if (texture != NULL)
    set_texture (self, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("no picture: %s", error->message);
}

static guint
width_for (HrtThumb *self)
{
  int pixels = self->size * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (pixels <= 160)
    return 160;
  return pixels <= 320 ? 320 : 640;
}

/**
 * hrt_thumb_show:
 * @hash: (nullable): SHA-256 of the picture; %NULL shows the stand-in
 */
void
hrt_thumb_show (HrtThumb *self, HrtPictureLoader *loader, const char *hash)
{
  GdkTexture *at_hand;

  g_return_if_fail (HRT_IS_THUMB (self));

  if (g_strcmp0 (self->hash, hash) == 0)
    return;
  g_free (self->hash);
  self->hash = g_strdup (hash);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  at_hand = hash != NULL ? hrt_picture_loader_peek (loader, hash, width_for (self)) : NULL;
  set_texture (self, at_hand);
  if (hash == NULL || at_hand != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  hrt_picture_loader_load_async (loader, hash, width_for (self), self->cancellable, on_loaded,
                                 g_object_ref (self));
}

static void
hrt_thumb_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = HRT_THUMB (widget)->size;
}

static void
snapshot_texture (HrtThumb *self, GtkSnapshot *snapshot, float width, float height)
{
  float tw = (float) gdk_texture_get_width (self->texture);
  float th = (float) gdk_texture_get_height (self->texture);
  float scale = MIN (width / tw, height / th);
  float radius = self->size > 100 ? 16 : 10;
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((width - tw * scale) / 2,
                                                    (height - th * scale) / 2, tw * scale,
                                                    th * scale));
  gtk_snapshot_pop (snapshot);
}

static void
hrt_thumb_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HrtThumb *self = HRT_THUMB (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float side = MIN (width, height) * 0.42f;
  GdkRGBA color;

  if (self->texture != NULL)
    {
      snapshot_texture (self, snapshot, width, height);
      return;
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - side) / 2, (height - side) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->stand_in), snapshot, side,
                                            side, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
hrt_thumb_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HrtThumb *self = HRT_THUMB (object);

  switch (prop_id)
    {
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      if (self->size > 100)
        gtk_widget_add_css_class (GTK_WIDGET (self), "large");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_thumb_dispose (GObject *object)
{
  HrtThumb *self = HRT_THUMB (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_object (&self->stand_in);
  g_clear_pointer (&self->hash, g_free);
  G_OBJECT_CLASS (hrt_thumb_parent_class)->dispose (object);
}

static void
hrt_thumb_class_init (HrtThumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = hrt_thumb_set_property;
  object_class->dispose = hrt_thumb_dispose;
  widget_class->measure = hrt_thumb_measure;
  widget_class->snapshot = hrt_thumb_snapshot;
  props[PROP_SIZE] =
      g_param_spec_int ("size", NULL, NULL, 16, 1280, 48,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "thumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hrt_thumb_init (HrtThumb *self)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  self->stand_in =
      GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, "hrt-guitar-symbolic", NULL, 64, 1,
                                                 GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_FORCE_SYMBOLIC));
  gtk_widget_add_css_class (GTK_WIDGET (self), "thumb");
}

/**
 * hrt_thumb_new:
 * @size: pixels of a side
 */
GtkWidget *
hrt_thumb_new (int size)
{
  return g_object_new (HRT_TYPE_THUMB, "size", size, "valign", GTK_ALIGN_CENTER, NULL);
}
