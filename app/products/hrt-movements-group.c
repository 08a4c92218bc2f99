/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtMovementsGroup: the last movements of a product's stock, when, why and by whom.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-movements-group.h"

#include "../widgets/hrt-ui.h"
#include "hrt-movement-labels.h"
#include "model/stock/hrt-stock.h"

#define MAX_MOVEMENTS 40

/* Invisible while there are none. Threading: main thread. Lifetime: the product editor's. */
struct _HrtMovementsGroup
{
  AdwPreferencesGroup parent_instance;

  HrtDesk *desk;   /* (owned) (nullable) until it is loaded */
  GPtrArray *rows; /* (owned) (nullable) (element-type GtkWidget) to take them out again */
};

G_DEFINE_FINAL_TYPE (HrtMovementsGroup, hrt_movements_group, ADW_TYPE_PREFERENCES_GROUP)

static void
add_movement (HrtMovementsGroup *self, HrtStockMovement *movement)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when =
      hrt_ui_dup_time (movement->at, hrt_desk_get_time_zone (self->desk), "%d/%m/%Y %H.%M");
  g_autofree char *subtitle =
      g_strjoin (" · ", when, movement->sku, movement->staff_name, movement->order_number, NULL);
  g_autofree char *safe = g_markup_escape_text (subtitle, -1);
  g_autofree char *quantity = g_strdup_printf ("%+d", (int) movement->quantity);
  GtkWidget *label = gtk_label_new (quantity);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 hrt_movement_reason_text (movement->reason));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
  gtk_widget_add_css_class (label, "amount");
  gtk_widget_add_css_class (label, movement->quantity > 0 ? "good-text" : "muted");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
on_movements_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtMovementsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) movements =
      hrt_stock_list_movements_finish (HRT_STOCK (source), result, &error);

  if (movements == NULL || self->rows == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < movements->len; i++)
    add_movement (self, g_ptr_array_index (movements, i));
  gtk_widget_set_visible (GTK_WIDGET (self), movements->len > 0);
}

static void
hrt_movements_group_dispose (GObject *object)
{
  HrtMovementsGroup *self = HRT_MOVEMENTS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_movements_group_parent_class)->dispose (object);
}

static void
hrt_movements_group_class_init (HrtMovementsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_movements_group_dispose;
}

static void
hrt_movements_group_init (HrtMovementsGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * hrt_movements_group_load:
 * @product_id: of the product whose history is read
 * @cancellable: (nullable): to give up
 *
 * Reads the newest and shows them in the place of those before.
 */
void
hrt_movements_group_load (HrtMovementsGroup *self,
                          HrtDesk *desk,
                          gint64 product_id,
                          GCancellable *cancellable)
{
  g_return_if_fail (HRT_IS_MOVEMENTS_GROUP (self));

  g_set_object (&self->desk, desk);
  hrt_stock_list_movements_async (hrt_context_get_stock (hrt_desk_get_context (desk)), product_id,
                                  0, 0, MAX_MOVEMENTS, cancellable, on_movements_listed,
                                  g_object_ref (self));
}
