/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductEditor: one product: pictures, prices, stock, texts.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-product-editor.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-draft.h"
#include "../widgets/hrt-ui.h"
#include "hrt-category-names.h"
#include "hrt-movements-group.h"
#include "hrt-picture-strip.h"
#include "hrt-variants-group.h"
#include "model/base/hrt-model-error.h"
#include "model/catalog/hrt-catalog.h"

#define MAX_NAME 200 /* characters */

/**
 * HrtProductEditor:
 *
 * Texts are a draft until Save; prices, barcodes, stock and pictures are written at once, each by
 * its own operation. A change by somebody else is shown when nothing is being edited; while
 * something is, saving meets the newer revision and the page offers both. Threading: main thread.
 * Lifetime: the products page's.
 */
struct _HrtProductEditor
{
  GtkWidget parent_instance;

  GtkRevealer *conflict;
  HrtPictureStrip *pictures;
  HrtVariantsGroup *variants;
  GtkEditable *name;
  AdwComboRow *category;
  GtkSwitch *active;
  GtkTextView *description_id;
  GtkTextView *description_en;
  HrtMovementsGroup *movements;
  GtkActionBar *save_bar;
  GtkWidget *save;

  HrtDesk *desk;             /* (owned) */
  HrtProduct *product;       /* (owned) (nullable) as it was read last */
  GPtrArray *categories;     /* (owned) (nullable) (element-type HrtCategory) of the drop-down */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  gint64 product_id;
  gint64 next_id;      /* the product to go on to once this one's texts are settled; 0: stay */
  GTask *saving;       /* (owned) (nullable) who waits for the saving under way */
  gboolean is_filling; /* the fields are set by the program */
  gboolean is_dirty;
  gboolean insists; /* the next reading only fetches the newest revision, and saves */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void hrt_product_editor_draft_init (HrtDraftInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HrtProductEditor,
                               hrt_product_editor,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HRT_TYPE_DRAFT,
                                                      hrt_product_editor_draft_init))

static void save (HrtProductEditor *self);

static HrtCatalog *
get_catalog (HrtProductEditor *self)
{
  return hrt_context_get_catalog (hrt_desk_get_context (self->desk));
}

/* What is not shown is not read out either. */
static void
show_conflict (HrtProductEditor *self, gboolean is_shown)
{
  gtk_widget_set_visible (GTK_WIDGET (self->conflict), is_shown);
  gtk_revealer_set_reveal_child (self->conflict, is_shown);
}

static void
set_dirty (HrtProductEditor *self, gboolean is_dirty)
{
  self->is_dirty = is_dirty;
  hrt_desk_set_draft (self->desk, is_dirty ? HRT_DRAFT (self) : NULL);
  gtk_action_bar_set_revealed (self->save_bar, is_dirty);
}

static void
on_edited (HrtProductEditor *self)
{
  if (!self->is_filling && self->product != NULL)
    set_dirty (self, TRUE);
}

static void
set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
select_category (HrtProductEditor *self)
{
  for (guint i = 0; self->categories != NULL && i < self->categories->len; i++)
    {
      HrtCategory *category = g_ptr_array_index (self->categories, i);

      if (category->id == self->product->category_id)
        adw_combo_row_set_selected (self->category, i);
    }
}

static void
on_part_changed (HrtProductEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
  hrt_product_editor_load (self, self->product_id);
}

static void
fill_texts (HrtProductEditor *self)
{
  HrtProduct *product = self->product;

  self->is_filling = TRUE;
  gtk_editable_set_text (self->name, product->name);
  set_text (self->description_id, product->description_id);
  set_text (self->description_en, product->description_en);
  gtk_switch_set_active (self->active, product->active);
  select_category (self);
  self->is_filling = FALSE;
  set_dirty (self, FALSE);
}

static void
show_product (HrtProductEditor *self)
{
  hrt_picture_strip_show (self->pictures, self->desk, self->product);
  hrt_variants_group_show (self->variants, self->desk, self->product);
  if (!self->is_dirty)
    fill_texts (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  hrt_movements_group_load (self->movements, self->desk, self->product->id, self->cancellable);
}

static void
on_product_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtProductEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtProduct) product =
      hrt_catalog_load_product_finish (HRT_CATALOG (source), result, &error);

  if (self->variants == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (product == NULL)
    {
      hrt_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  /* While texts are edited the revision they were read at is kept: that is what saving compares. */
  if (self->is_dirty && !self->insists && self->product != NULL)
    product->revision = self->product->revision;
  g_set_object (&self->product, product);
  if (self->insists)
    {
      self->insists = FALSE;
      save (self);
      return;
    }
  show_product (self);
}

static void
read_product (HrtProductEditor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hrt_catalog_load_product_async (get_catalog (self), self->product_id, self->cancellable,
                                  on_product_loaded, g_object_ref (self));
}

static void
go_on_to (HrtProductEditor *self, gint64 product_id)
{
  if (product_id != self->product_id)
    {
      set_dirty (self, FALSE);
      show_conflict (self, FALSE);
      g_clear_object (&self->product);
    }
  self->product_id = product_id;
  read_product (self);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtProductEditor *self = HRT_PRODUCT_EDITOR (source);
  gint64 next_id = self->next_id;

  self->next_id = 0;
  if (hrt_draft_settle_finish (HRT_DRAFT (self), result) && self->variants != NULL)
    go_on_to (self, next_id);
}

/**
 * hrt_product_editor_load:
 *
 * Shows that product; the same again keeps what is being edited. Before another one takes the place
 * of texts that are not saved, the person is asked.
 */
void
hrt_product_editor_load (HrtProductEditor *self, gint64 product_id)
{
  g_return_if_fail (HRT_IS_PRODUCT_EDITOR (self));

  if (self->is_dirty && self->product != NULL && product_id != self->product_id)
    {
      self->next_id = product_id;
      hrt_draft_settle_async (HRT_DRAFT (self), on_settled, NULL);
      return;
    }
  go_on_to (self, product_id);
}

static gboolean
show_saved (HrtProductEditor *self, HrtOutcome *outcome, const GError *error)
{
  gtk_widget_set_sensitive (self->save, TRUE);
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT))
    {
      show_conflict (self, TRUE);
      return FALSE;
    }
  if (!hrt_ui_toast_outcome (GTK_WIDGET (self), outcome, error))
    return FALSE;
  set_dirty (self, FALSE);
  show_conflict (self, FALSE);
  hrt_ui_toast (GTK_WIDGET (self), _ ("Saved"));
  on_part_changed (self);
  return TRUE;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtProductEditor) self = user_data;
  g_autoptr (GTask) waiting = g_steal_pointer (&self->saving);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_catalog_save_product_finish (HRT_CATALOG (source), result, &error);
  gboolean is_saved = self->save != NULL && show_saved (self, outcome, error);

  if (waiting != NULL)
    g_task_return_boolean (waiting, is_saved);
}

static void
save (HrtProductEditor *self)
{
  g_autoptr (HrtProduct) draft = hrt_product_new ();
  g_autofree char *description_id = dup_text (self->description_id);
  g_autofree char *description_en = dup_text (self->description_en);
  guint selected = adw_combo_row_get_selected (self->category);

  if (self->product == NULL)
    return;
  hrt_entity_take_values (draft, self->product);
  hrt_entity_set_text (draft, "name", gtk_editable_get_text (self->name));
  hrt_entity_set_text (draft, "description_id", description_id);
  hrt_entity_set_text (draft, "description_en", description_en);
  draft->active = gtk_switch_get_active (self->active);
  if (self->categories != NULL && selected < self->categories->len)
    draft->category_id = ((HrtCategory *) g_ptr_array_index (self->categories, selected))->id;
  gtk_widget_set_sensitive (self->save, FALSE);
  hrt_catalog_save_product_async (get_catalog (self), draft, hrt_desk_get_staff_id (self->desk),
                                  NULL, on_saved, g_object_ref (self));
}

static void
on_save_clicked (HrtProductEditor *self)
{
  save (self);
}

static void
on_discard_clicked (HrtProductEditor *self)
{
  set_dirty (self, FALSE);
  show_conflict (self, FALSE);
  read_product (self);
}

static void
on_show_theirs_clicked (HrtProductEditor *self)
{
  on_discard_clicked (self);
}

static void
on_save_mine_clicked (HrtProductEditor *self)
{
  self->insists = TRUE;
  read_product (self);
}

static void
on_save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtProductEditor *self = HRT_PRODUCT_EDITOR (widget);

  if (self->is_dirty)
    save (self);
}

static const char *
get_draft_name (HrtDraft *draft)
{
  return HRT_PRODUCT_EDITOR (draft)->product->name;
}

static void
save_draft_async (HrtDraft *draft, GAsyncReadyCallback callback, gpointer user_data)
{
  HrtProductEditor *self = HRT_PRODUCT_EDITOR (draft);

  g_clear_object (&self->saving);
  self->saving = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->saving, save_draft_async);
  save (self);
}

static gboolean
save_draft_finish (HrtDraft *draft, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
discard_draft (HrtDraft *draft)
{
  set_dirty (HRT_PRODUCT_EDITOR (draft), FALSE);
}

static void
hrt_product_editor_draft_init (HrtDraftInterface *iface)
{
  iface->get_name = get_draft_name;
  iface->save_async = save_draft_async;
  iface->save_finish = save_draft_finish;
  iface->discard = discard_draft;
}

static gboolean
contains_id (GVariant *ids, gint64 wanted)
{
  GVariantIter iter;
  gint64 id;

  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "x", &id))
    if (id == wanted || id == 0)
      return TRUE;
  return FALSE;
}

static void
on_products_changed (HrtProductEditor *self, const char *what, GVariant *ids)
{
  if (self->product != NULL && contains_id (ids, self->product_id))
    read_product (self);
}

static void
on_stock_changed (HrtProductEditor *self, const char *what, GVariant *ids)
{
  GPtrArray *variants = self->product != NULL ? self->product->variants : NULL;

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    if (contains_id (ids, ((HrtVariant *) g_ptr_array_index (variants, i))->id))
      {
        read_product (self);
        return;
      }
}

static void
on_resync (HrtProductEditor *self)
{
  if (self->product != NULL)
    read_product (self);
}

static void
on_categories_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtProductEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories =
      hrt_catalog_list_categories_finish (HRT_CATALOG (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;

  if (categories == NULL || self->category == NULL)
    return;
  names = hrt_category_names_new_list (categories);
  self->categories = g_steal_pointer (&categories);
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->category, G_LIST_MODEL (names));
  if (self->product != NULL)
    select_category (self);
  self->is_filling = FALSE;
}

static void
hrt_product_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtProductEditor *self = HRT_PRODUCT_EDITOR (object);

  if (prop_id == PROP_TITLE)
    g_value_set_string (value, self->product != NULL ? self->product->name : "");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hrt_product_editor_dispose (GObject *object)
{
  HrtProductEditor *self = HRT_PRODUCT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_PRODUCT_EDITOR);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_object (&self->product);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_product_editor_parent_class)->dispose (object);
}

static void
hrt_product_editor_class_init (HrtProductEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hrt_product_editor_get_property;
  object_class->dispose = hrt_product_editor_dispose;
  props[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_SAVED] = g_signal_new ("saved", HRT_TYPE_PRODUCT_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HRT_TYPE_MOVEMENTS_GROUP);
  g_type_ensure (HRT_TYPE_PICTURE_STRIP);
  g_type_ensure (HRT_TYPE_VARIANTS_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-product-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, conflict);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, pictures);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, variants);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, name);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, category);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, active);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, description_id);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, description_en);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, movements);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, save_bar);
  gtk_widget_class_bind_template_child (widget_class, HrtProductEditor, save);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_part_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_show_theirs_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_mine_clicked);
  gtk_widget_class_install_action (widget_class, "product.save", NULL, on_save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "product.save",
                                       NULL);
}

static void
hrt_product_editor_init (HrtProductEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_limit_text (self->name, MAX_NAME);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->description_id), "changed",
                            G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->description_en), "changed",
                            G_CALLBACK (on_edited), self);
}

static void
allow_editing (HrtProductEditor *self, gboolean may_edit)
{
  gtk_editable_set_editable (self->name, may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->category), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->active), may_edit);
  gtk_text_view_set_editable (self->description_id, may_edit);
  gtk_text_view_set_editable (self->description_en, may_edit);
}

/**
 * hrt_product_editor_new:
 * @desk: the way to the services; decides whether fields can be edited
 *
 * Returns: (transfer floating): an empty page; see hrt_product_editor_load()
 */
GtkWidget *
hrt_product_editor_new (HrtDesk *desk)
{
  HrtProductEditor *self = g_object_new (HRT_TYPE_PRODUCT_EDITOR, NULL);
  HrtContext *context = hrt_desk_get_context (desk);

  self->desk = g_object_ref (desk);
  allow_editing (self, hrt_desk_may (desk, HRT_DESK_EDIT_PRODUCTS));
  g_signal_connect_object (context, "changed::product", G_CALLBACK (on_products_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed::stock", G_CALLBACK (on_stock_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_resync), self, G_CONNECT_SWAPPED);
  hrt_catalog_list_categories_async (get_catalog (self), NULL, on_categories_listed,
                                     g_object_ref (self));
  return GTK_WIDGET (self);
}
