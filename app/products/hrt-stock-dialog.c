/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStockDialog: more or fewer pieces than the books say, and why.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-stock-dialog.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-movement-labels.h"
#include "model/base/hrt-uuid.h"
#include "model/stock/hrt-stock.h"

#define MAX_PIECES 9999

struct _HrtStockDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *quantity;
  GtkDropDown *reason;
  GtkEditable *note;
  GtkLabel *after;
  HrtDesk *desk;       /* (owned) */
  HrtVariant *variant; /* (owned) */
  char *key;           /* (owned) of this adjustment: sending it twice changes the books once */
};

enum
{
  SIGNAL_ADJUSTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtStockDialog, hrt_stock_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* In the order of the drop-down. */
static const char *const reasons[] = { "receipt", "count",  "correction", "found",
                                       "return",  "damage", "loss" };

static void
update (HrtStockDialog *self)
{
  int quantity = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->quantity));
  g_autofree char *text =
      g_strdup_printf (_ ("In the books: %d. Afterwards: %d."), (int) self->variant->on_hand,
                       (int) self->variant->on_hand + quantity);

  gtk_label_set_label (self->after, text);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "ok", quantity != 0);
}

static void
on_adjusted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStockDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome = hrt_stock_adjust_finish (HRT_STOCK (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget *anywhere = parent != NULL ? gtk_window_get_focus (parent) : NULL;

  if (hrt_ui_toast_outcome (anywhere, outcome, error))
    g_signal_emit (self, signals[SIGNAL_ADJUSTED], 0);
}

static void
hrt_stock_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  HrtStockDialog *self = HRT_STOCK_DIALOG (dialog);
  g_autoptr (HrtStockMovement) draft = NULL;

  if (!g_str_equal (response, "ok"))
    return;
  draft = hrt_stock_movement_new ();
  draft->variant_id = self->variant->id;
  draft->staff_id = hrt_desk_get_staff_id (self->desk);
  draft->quantity = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->quantity));
  draft->reason = reasons[gtk_drop_down_get_selected (self->reason)];
  hrt_entity_set_text (draft, "note", gtk_editable_get_text (self->note));
  hrt_stock_adjust_async (hrt_context_get_stock (hrt_desk_get_context (self->desk)), self->key,
                          draft, NULL, on_adjusted, g_object_ref (self));
}

static void
hrt_stock_dialog_dispose (GObject *object)
{
  HrtStockDialog *self = HRT_STOCK_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->variant);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (hrt_stock_dialog_parent_class)->dispose (object);
}

static void
hrt_stock_dialog_class_init (HrtStockDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_stock_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = hrt_stock_dialog_response;
  signals[SIGNAL_ADJUSTED] = g_signal_new ("adjusted", HRT_TYPE_STOCK_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_reasons (HrtStockDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (names, hrt_movement_reason_text (reasons[i]));
  self->reason = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  hrt_ui_name (GTK_WIDGET (self->reason), _ ("Reason"));
  return GTK_WIDGET (self->reason);
}

static void
hrt_stock_dialog_init (HrtStockDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->key = hrt_uuid_new ();
  self->quantity = gtk_spin_button_new_with_range (-MAX_PIECES, MAX_PIECES, 1);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (self->quantity), TRUE);
  hrt_ui_name (self->quantity, _ ("Pieces, negative for fewer"));
  g_signal_connect_swapped (self->quantity, "value-changed", G_CALLBACK (update), self);
  self->note = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("Note"));
  gtk_entry_set_activates_default (GTK_ENTRY (self->note), TRUE);
  hrt_ui_name (GTK_WIDGET (self->note), _ ("Note"));
  self->after = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->after), "muted");
  gtk_box_append (GTK_BOX (box), self->quantity);
  gtk_box_append (GTK_BOX (box), make_reasons (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->after));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
}

/**
 * hrt_stock_dialog_new:
 * @parent: the window it belongs to
 * @variant: whose stock is wrong
 *
 * Returns: (transfer none): the dialog, not shown yet; GTK owns it
 */
HrtStockDialog *
hrt_stock_dialog_new (GtkWindow *parent, HrtDesk *desk, HrtVariant *variant)
{
  HrtStockDialog *self = g_object_new (HRT_TYPE_STOCK_DIALOG, "transient-for", parent, "modal",
                                       TRUE, "heading", _ ("Correct the Stock"), "body",
                                       _ ("How many more? Negative for fewer."), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  self->desk = g_object_ref (desk);
  self->variant = g_object_ref (variant);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "ok", _ ("Write It Down"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "ok", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "ok");
  adw_message_dialog_set_close_response (dialog, "cancel");
  update (self);
  gtk_widget_grab_focus (self->quantity);
  return self;
}
