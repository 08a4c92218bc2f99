/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtVariantsGroup: prices and stock of a product, a row for each thing that is sold.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-variants-group.h"

#include "hrt-variant-row.h"

struct _HrtVariantsGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (owned) (element-type HrtVariantRow) */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtVariantsGroup, hrt_variants_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_row_changed (HrtVariantsGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
has_rows_of (HrtVariantsGroup *self, GPtrArray *variants)
{
  if (variants->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    if (hrt_variant_row_get_id (g_ptr_array_index (self->rows, i)) !=
        ((HrtVariant *) g_ptr_array_index (variants, i))->id)
      return FALSE;
  return TRUE;
}

static void
remove_rows (HrtVariantsGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (HrtVariantsGroup *self, HrtDesk *desk, HrtVariant *variant)
{
  GtkWidget *row = hrt_variant_row_new (desk, variant);

  g_signal_connect_object (row, "changed", G_CALLBACK (on_row_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/**
 * hrt_variants_group_show:
 * @desk: what the rows work with
 * @product: with its variants
 *
 * The same variants again keep their rows, with the keyboard and what is being typed in them.
 */
void
hrt_variants_group_show (HrtVariantsGroup *self, HrtDesk *desk, HrtProduct *product)
{
  GPtrArray *variants = product->variants;
  guint n_variants = variants != NULL ? variants->len : 0;

  g_return_if_fail (HRT_IS_VARIANTS_GROUP (self));

  if (n_variants > 0 && has_rows_of (self, variants))
    {
      for (guint i = 0; i < n_variants; i++)
        hrt_variant_row_show (g_ptr_array_index (self->rows, i), g_ptr_array_index (variants, i));
      return;
    }
  remove_rows (self);
  for (guint i = 0; i < n_variants; i++)
    add_row (self, desk, g_ptr_array_index (variants, i));
  if (n_variants == 1)
    adw_expander_row_set_expanded (g_ptr_array_index (self->rows, 0), TRUE);
}

static void
hrt_variants_group_finalize (GObject *object)
{
  g_ptr_array_unref (HRT_VARIANTS_GROUP (object)->rows);
  G_OBJECT_CLASS (hrt_variants_group_parent_class)->finalize (object);
}

static void
hrt_variants_group_class_init (HrtVariantsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_variants_group_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_VARIANTS_GROUP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_variants_group_init (HrtVariantsGroup *self)
{
  self->rows = g_ptr_array_new ();
}
