/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtKeypad: digits for a touch screen. It types into whatever entry it is given.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-keypad.h"

#include <glib/gi18n.h>

#include "hrt-ui.h"

struct _HrtKeypad
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GtkEditable *target; /* (unowned): both live in one template */
};

G_DEFINE_FINAL_TYPE (HrtKeypad, hrt_keypad, GTK_TYPE_WIDGET)

static void
on_digit_clicked (GtkButton *button, HrtKeypad *self)
{
  const char *digits = gtk_button_get_label (button);
  int end = 0;

  if (self->target == NULL)
    return;
  gtk_editable_delete_selection (self->target);
  end = gtk_editable_get_position (self->target);
  gtk_editable_insert_text (self->target, digits, -1, &end);
  gtk_editable_set_position (self->target, end);
}

static void
on_back_clicked (GtkButton *button, HrtKeypad *self)
{
  int end;

  if (self->target == NULL)
    return;
  end = gtk_editable_get_position (self->target);
  if (gtk_editable_get_selection_bounds (self->target, NULL, NULL))
    gtk_editable_delete_selection (self->target);
  else if (end > 0)
    gtk_editable_delete_text (self->target, end - 1, end);
}

static void
add_key (HrtKeypad *self, const char *label, int column, int row)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  /* A finger must not take the focus away from where the scanner types. */
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (on_digit_clicked), self);
  gtk_grid_attach (GTK_GRID (self->grid), button, column, row, 1, 1);
}

static void
hrt_keypad_dispose (GObject *object)
{
  g_clear_pointer (&HRT_KEYPAD (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (hrt_keypad_parent_class)->dispose (object);
}

static void
hrt_keypad_class_init (HrtKeypadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_keypad_dispose;
  gtk_widget_class_set_css_name (widget_class, "keypad");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hrt_keypad_init (HrtKeypad *self)
{
  static const char *const digits[] = { "7", "8", "9", "4", "5", "6", "1", "2", "3" };
  GtkWidget *back = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  self->grid = gtk_grid_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "keypad");
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (int i = 0; i < 9; i++)
    add_key (self, digits[i], i % 3, i / 3);
  add_key (self, "0", 0, 3);
  add_key (self, "000", 1, 3);
  gtk_widget_set_focus_on_click (back, FALSE);
  gtk_widget_set_focusable (back, FALSE);
  hrt_ui_name (back, _ ("Delete the last digit"));
  g_signal_connect (back, "clicked", G_CALLBACK (on_back_clicked), self);
  gtk_grid_attach (GTK_GRID (self->grid), back, 2, 3, 1, 1);
}

/**
 * hrt_keypad_set_target:
 * @target: the entry that the keys type into
 */
void
hrt_keypad_set_target (HrtKeypad *self, GtkEditable *target)
{
  g_return_if_fail (HRT_IS_KEYPAD (self));

  self->target = target;
}
