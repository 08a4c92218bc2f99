/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPictureStrip: the pictures of a product: dropped in or chosen, checked and made anew, taken
 * out again.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-picture-strip.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-thumb.h"
#include "../widgets/hrt-ui.h"
#include "model/catalog/hrt-catalog.h"
#include "model/catalog/hrt-image-store.h"

#define PICTURE_PX 128

struct _HrtPictureStrip
{
  GtkWidget parent_instance;

  GtkBox *pictures;
  GtkWidget *tools;
  GtkLabel *hint;
  GtkSpinner *spinner;
  GtkWidget *add;

  HrtDesk *desk;                 /* (owned) (nullable) until shown */
  HrtProduct *product;           /* (owned) (nullable) until shown */
  HrtImageStore *store;          /* (owned) (nullable) until shown */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  char *shown;                   /* (owned) (nullable) what the pictures are made of */
  gboolean may_edit;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtPictureStrip, hrt_picture_strip, GTK_TYPE_WIDGET)

static HrtCatalog *
get_catalog (HrtPictureStrip *self)
{
  return hrt_context_get_catalog (hrt_desk_get_context (self->desk));
}

static const char *
error_text (const GError *error)
{
  if (error->domain != HRT_IMAGE_ERROR)
    return _ ("The picture could not be added.");
  switch ((HrtImageError) error->code)
    {
    case HRT_IMAGE_ERROR_TOO_LARGE:
      return _ ("This file is too large for a picture (at most 15 MB).");
    case HRT_IMAGE_ERROR_TOO_MANY_PIXELS:
      return _ ("This picture has too many pixels.");
    case HRT_IMAGE_ERROR_FORMAT:
      return _ ("This is not a picture in PNG, JPEG or WebP.");
    case HRT_IMAGE_ERROR_DAMAGED:
      return _ ("This picture is damaged.");
    case HRT_IMAGE_ERROR_BUSY:
      return _ ("Too many pictures at once. Please wait a moment.");
    case HRT_IMAGE_ERROR_ENCODE:
    default:
      return _ ("The picture could not be written. Is the disk full?");
    }
}

/* Another product may be shown when a picture is ready: it goes to the one it was dropped on. */
typedef struct
{
  HrtPictureStrip *strip; /* (owned) */
  HrtProduct *product;    /* (owned) */
} Addition;

static void
addition_free (Addition *addition)
{
  g_object_unref (addition->strip);
  g_object_unref (addition->product);
  g_free (addition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Addition, addition_free)

static void
fail (HrtPictureStrip *self, const GError *error)
{
  g_message ("%s", error->message);
  gtk_spinner_stop (self->spinner);
  hrt_ui_toast (GTK_WIDGET (self), error_text (error));
}

static void
on_image_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPictureStrip) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_add_image_finish (HRT_CATALOG (source), result, &error);

  if (self->pictures == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  if (hrt_ui_toast_outcome (GTK_WIDGET (self), outcome, error))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Addition) addition = user_data;
  HrtPictureStrip *self = addition->strip;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtImageInfo) info =
      hrt_image_store_add_finish (HRT_IMAGE_STORE (source), result, &error);
  g_autoptr (HrtImage) draft = NULL;

  if (self->pictures == NULL)
    return;
  if (info == NULL)
    {
      fail (self, error);
      return;
    }
  draft = hrt_image_new ();
  draft->product_id = addition->product->id;
  draft->width = info->width;
  draft->height = info->height;
  hrt_entity_set_text (draft, "hash", info->hash);
  hrt_entity_set_text (draft, "alt", addition->product->name);
  hrt_catalog_add_image_async (get_catalog (self), draft, hrt_desk_get_staff_id (self->desk), NULL,
                               on_image_added, g_object_ref (self));
}

/* The file is read, checked, turned and written anew in four sizes by a worker; nothing of its
 * metadata stays. */
static void
add_file (HrtPictureStrip *self, GFile *file)
{
  Addition *addition = g_new0 (Addition, 1);

  addition->strip = g_object_ref (self);
  addition->product = g_object_ref (self->product);
  gtk_spinner_start (self->spinner);
  hrt_image_store_add_file_async (self->store, file, NULL, on_stored, addition);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, HrtPictureStrip *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      add_file (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
on_add_clicked (HrtPictureStrip *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("A Picture of the Product"), window,
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, HrtPictureStrip *self)
{
  GSList *files;

  if (self->store == NULL || !hrt_desk_may (self->desk, HRT_DESK_EDIT_PRODUCTS))
    return FALSE;
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *link = files; link != NULL; link = link->next)
    add_file (self, link->data);
  g_slist_free (files);
  return TRUE;
}

static void
on_image_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPictureStrip) self = user_data;
  g_autoptr (GError) error = NULL;

  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_remove_image_finish (HRT_CATALOG (source), result, &error);

  hrt_ui_toast_outcome (GTK_WIDGET (self), outcome, error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_remove_clicked (GtkButton *button, HrtPictureStrip *self)
{
  gint64 id = g_ascii_strtoll (gtk_widget_get_name (GTK_WIDGET (button)), NULL, 10);

  hrt_catalog_remove_image_async (get_catalog (self), id, hrt_desk_get_staff_id (self->desk), NULL,
                                  on_image_removed, g_object_ref (self));
}

static GtkWidget *
make_picture (HrtPictureStrip *self, HrtImage *image, guint number)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *thumb = hrt_thumb_new (PICTURE_PX);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, image->id);
  g_autofree char *name = g_strdup_printf (_ ("Remove picture %u"), number);

  hrt_thumb_show (HRT_THUMB (thumb), hrt_desk_get_pictures (self->desk), image->hash);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumb);
  gtk_widget_set_name (remove, id);
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_margin_top (remove, 4);
  gtk_widget_set_margin_end (remove, 4);
  gtk_widget_add_css_class (remove, "osd");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_set_visible (remove, self->may_edit);
  hrt_ui_name (remove, name);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), remove);
  return overlay;
}

/* Of which product which pictures, and whether they can be removed. */
static char *
dup_what_shows (HrtProduct *product, gboolean may_edit)
{
  g_autoptr (GString) what = g_string_new (may_edit ? "edit" : "see");

  g_string_append_printf (what, " %" G_GINT64_FORMAT ":", product->id);
  for (guint i = 0; product->images != NULL && i < product->images->len; i++)
    {
      const HrtImage *image = g_ptr_array_index (product->images, i);

      g_string_append_printf (what, " %" G_GINT64_FORMAT, image->id);
    }
  return g_string_free (g_steal_pointer (&what), FALSE);
}

/* Not for nothing: a button that is made anew under the pointer or the keyboard loses the press. */
static void
show_pictures (HrtPictureStrip *self)
{
  GPtrArray *images = self->product->images;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pictures))) != NULL)
    gtk_box_remove (self->pictures, child);
  for (guint i = 0; images != NULL && i < images->len; i++)
    gtk_box_append (self->pictures, make_picture (self, g_ptr_array_index (images, i), i + 1));
}

/**
 * hrt_picture_strip_show:
 * @product: with its images
 */
void
hrt_picture_strip_show (HrtPictureStrip *self, HrtDesk *desk, HrtProduct *product)
{
  gboolean may_edit = hrt_desk_may (desk, HRT_DESK_EDIT_PRODUCTS);
  g_autofree char *what = NULL;

  g_return_if_fail (HRT_IS_PICTURE_STRIP (self));

  g_set_object (&self->desk, desk);
  g_set_object (&self->product, product);
  self->may_edit = may_edit;
  if (self->store == NULL)
    {
      g_autofree char *folder = hrt_context_dup_image_dir (hrt_desk_get_context (desk));

      self->store = hrt_image_store_new (folder);
    }
  what = dup_what_shows (product, may_edit);
  if (g_strcmp0 (what, self->shown) != 0)
    {
      show_pictures (self);
      g_free (self->shown);
      self->shown = g_steal_pointer (&what);
    }
  gtk_widget_set_visible (self->tools, may_edit);
}

static void
hrt_picture_strip_dispose (GObject *object)
{
  HrtPictureStrip *self = HRT_PICTURE_STRIP (object);

  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_PICTURE_STRIP);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->product);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_picture_strip_parent_class)->dispose (object);
}

static void
hrt_picture_strip_class_init (HrtPictureStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_picture_strip_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_PICTURE_STRIP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-picture-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtPictureStrip, pictures);
  gtk_widget_class_bind_template_child (widget_class, HrtPictureStrip, tools);
  gtk_widget_class_bind_template_child (widget_class, HrtPictureStrip, hint);
  gtk_widget_class_bind_template_child (widget_class, HrtPictureStrip, spinner);
  gtk_widget_class_bind_template_child (widget_class, HrtPictureStrip, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
hrt_picture_strip_init (HrtPictureStrip *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-target");
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
