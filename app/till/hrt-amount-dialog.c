/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtAmountDialog: asks for one sum of money (the float, what was counted), with an optional note.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-amount-dialog.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-keypad.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-money.h"

struct _HrtAmountDialog
{
  AdwMessageDialog parent_instance;

  GtkEntry *amount;
  GtkLabel *understood;
  GtkEntry *note;
};

enum
{
  SIGNAL_AMOUNT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtAmountDialog, hrt_amount_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_amount_changed (HrtAmountDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->amount));
  gint64 amount = 0;
  gboolean is_amount = hrt_rupiah_parse (text, &amount, NULL) && amount >= 0;
  g_autofree char *money = hrt_rupiah_format (amount, HRT_MONEY_STYLE_PLAIN);

  /* Typed digits are hard to count. */
  if (is_amount)
    gtk_label_set_label (self->understood, money);
  else if (text[0] == '\0')
    gtk_label_set_label (self->understood, "–");
  else
    gtk_label_set_label (self->understood,
                         _ ("This is not an amount. Write for example 1.500.000"));
  if (is_amount || text[0] == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->understood), "error-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->understood), "error-text");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "ok", is_amount);
}

static void
hrt_amount_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  HrtAmountDialog *self = HRT_AMOUNT_DIALOG (dialog);
  gint64 amount = 0;

  if (g_str_equal (response, "ok") &&
      hrt_rupiah_parse (gtk_editable_get_text (GTK_EDITABLE (self->amount)), &amount, NULL))
    g_signal_emit (self, signals[SIGNAL_AMOUNT], 0, amount,
                   gtk_editable_get_text (GTK_EDITABLE (self->note)));
}

static void
hrt_amount_dialog_class_init (HrtAmountDialogClass *klass)
{
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = hrt_amount_dialog_response;
  signals[SIGNAL_AMOUNT] =
      g_signal_new ("amount", HRT_TYPE_AMOUNT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
hrt_amount_dialog_init (HrtAmountDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *keypad = g_object_new (HRT_TYPE_KEYPAD, "halign", GTK_ALIGN_CENTER, NULL);

  self->amount = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_alignment (self->amount, 1);
  gtk_entry_set_activates_default (self->amount, TRUE);
  gtk_entry_set_input_purpose (self->amount, GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_placeholder_text (self->amount, "0");
  gtk_widget_add_css_class (GTK_WIDGET (self->amount), "tendered");
  hrt_ui_name (GTK_WIDGET (self->amount), _ ("Amount in rupiah"));
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (on_amount_changed), self);
  self->note = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->note, _ ("Note"));
  gtk_entry_set_activates_default (self->note, TRUE);
  hrt_ui_name (GTK_WIDGET (self->note), _ ("Note"));
  self->understood = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->understood, 1);
  gtk_label_set_wrap (self->understood, TRUE);
  gtk_label_set_max_width_chars (self->understood, 30);
  gtk_widget_add_css_class (GTK_WIDGET (self->understood), "amount-small");
  gtk_widget_add_css_class (GTK_WIDGET (self->understood), "muted");
  hrt_keypad_set_target (HRT_KEYPAD (keypad), GTK_EDITABLE (self->amount));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->amount));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->understood));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), keypad);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
}

/**
 * hrt_amount_dialog_new:
 * @confirm: what the button says
 * @wants_note: whether a line for a note is shown
 */
HrtAmountDialog *
hrt_amount_dialog_new (GtkWindow *parent,
                       const char *heading,
                       const char *body,
                       const char *confirm,
                       gboolean wants_note)
{
  HrtAmountDialog *self = g_object_new (HRT_TYPE_AMOUNT_DIALOG, "transient-for", parent, "modal",
                                        TRUE, "heading", heading, "body", body, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_response (dialog, "cancel", _ ("Cancel"));
  adw_message_dialog_add_response (dialog, "ok", confirm);
  adw_message_dialog_set_response_appearance (dialog, "ok", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "ok");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_widget_set_visible (GTK_WIDGET (self->note), wants_note);
  on_amount_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
  return self;
}
