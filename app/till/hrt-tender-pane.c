/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTenderPane: how much the customer gives, by one key where possible, and the change.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-tender-pane.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-keypad.h"
#include "../widgets/hrt-key-label.h"
#include "../widgets/hrt-ui.h"
#include "hrt-quick-tender.h"
#include "model/base/hrt-money.h"

#define FIRST_QUICK_KEY GDK_KEY_F5
#define QUICK_KEYS      (HRT_QUICK_TENDERS + 1) /* the exact sum comes first */

struct _HrtTenderPane
{
  GtkWidget parent_instance;

  GtkLabel *due;
  GtkWidget *back;
  GtkBox *quick;
  GtkFlowBox *quick_more;
  GtkEntry *tendered;
  GtkLabel *change_title;
  GtkLabel *received;
  GtkLabel *change;
  GtkWidget *confirm;
  HrtKeyLabel *confirm_label;
  HrtKeypad *keypad;

  gint64 amount_due; /* minor units */
  gint64 quick_amounts[QUICK_KEYS];
  guint n_quick;
  gboolean is_busy;
};

enum
{
  SIGNAL_PAID,
  SIGNAL_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtTenderPane, hrt_tender_pane, GTK_TYPE_WIDGET)

/* An empty field means the exact sum. */
static gboolean
read_tendered (HrtTenderPane *self, gint64 *amount)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->tendered));

  if (text[0] == '\0')
    {
      *amount = self->amount_due;
      return TRUE;
    }
  return hrt_rupiah_parse (text, amount, NULL);
}

/* Typed digits are hard to count: what was understood is said in groups of three. */
static void
show_received (HrtTenderPane *self, gint64 amount, gboolean is_amount)
{
  g_autofree char *money = hrt_rupiah_format (amount, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *text = g_strdup_printf (_ ("received %s"), money);
  gboolean is_shown = is_amount && gtk_editable_get_text (GTK_EDITABLE (self->tendered))[0] != '\0';

  gtk_label_set_label (self->received, is_shown ? text : "");
}

static void
on_tendered_changed (HrtTenderPane *self)
{
  gint64 amount = 0;
  gboolean is_amount = read_tendered (self, &amount);
  gboolean is_enough = is_amount && amount >= self->amount_due;
  g_autofree char *text = NULL;

  show_received (self, amount, is_amount);
  if (!is_amount)
    {
      gtk_label_set_label (self->change_title, _ ("THIS IS NOT AN AMOUNT"));
      gtk_label_set_label (self->change, "–");
    }
  else
    {
      text = hrt_rupiah_format (is_enough ? amount - self->amount_due : self->amount_due - amount,
                                HRT_MONEY_STYLE_PLAIN);
      gtk_label_set_label (self->change_title, is_enough ? _ ("CHANGE") : _ ("STILL MISSING"));
      gtk_label_set_label (self->change, text);
    }
  if (is_enough)
    gtk_widget_remove_css_class (GTK_WIDGET (self->change), "error-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->change), "error-text");
  gtk_widget_set_sensitive (self->confirm, is_enough && !self->is_busy);
}

static void
on_confirm_clicked (HrtTenderPane *self)
{
  gint64 amount = 0;

  if (!self->is_busy && read_tendered (self, &amount) && amount >= self->amount_due)
    g_signal_emit (self, signals[SIGNAL_PAID], 0, amount);
}

static void
on_back_clicked (HrtTenderPane *self)
{
  if (!self->is_busy)
    g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
use_quick (HrtTenderPane *self, guint index)
{
  g_autofree char *text = NULL;

  if (index >= self->n_quick || self->is_busy)
    return;
  text = hrt_rupiah_format (self->quick_amounts[index], HRT_MONEY_STYLE_BARE);
  gtk_editable_set_text (GTK_EDITABLE (self->tendered), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->tendered));
}

static void
on_quick_clicked (GtkButton *button, HrtTenderPane *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (button));

  use_quick (self, (guint) g_ascii_digit_value (name[0]));
}

/* In a narrow window two of them stand side by side. The keyboard goes to the buttons themselves.
 */
static void
add_more (HrtTenderPane *self, GtkWidget *button)
{
  GtkWidget *child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "focusable", FALSE, NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_button_get_child (GTK_BUTTON (button))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_flow_box_append (self->quick_more, child);
}

static void
add_quick (HrtTenderPane *self, gint64 amount)
{
  guint index = self->n_quick++;
  GtkWidget *button = gtk_button_new ();
  g_autofree char *money = hrt_rupiah_format (amount, HRT_MONEY_STYLE_BARE);
  g_autofree char *key = g_strdup_printf ("F%u", 5 + index);
  g_autofree char *name = g_strdup_printf ("%u", index);
  const char *text = index == 0 ? _ ("Exact amount") : money;
  GtkWidget *label = g_object_new (HRT_TYPE_KEY_LABEL, "label", text, "key", key, NULL);

  self->quick_amounts[index] = amount;
  gtk_widget_add_css_class (label, "amount");
  gtk_widget_add_css_class (button, "quick");
  if (index == 0)
    gtk_widget_add_css_class (button, "exact");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_name (button, name);
  gtk_widget_set_focus_on_click (button, FALSE);
  hrt_ui_name (button, text);
  g_signal_connect (button, "clicked", G_CALLBACK (on_quick_clicked), self);
  if (index == 0)
    gtk_box_append (self->quick, button);
  else
    add_more (self, button);
}

static void
remove_quick (HrtTenderPane *self)
{
  GtkWidget *child;

  self->n_quick = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->quick))) != NULL)
    gtk_box_remove (self->quick, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->quick_more))) != NULL)
    gtk_flow_box_remove (self->quick_more, child);
}

/**
 * hrt_tender_pane_start:
 * @due: minor units, >= 0
 *
 * Begins a payment: the exact sum is ready to be confirmed with Enter.
 */
void
hrt_tender_pane_start (HrtTenderPane *self, gint64 due)
{
  gint64 amounts[HRT_QUICK_TENDERS];
  guint n = hrt_quick_tender_suggest (due, amounts);
  g_autofree char *text = hrt_rupiah_format (due, HRT_MONEY_STYLE_PLAIN);

  g_return_if_fail (HRT_IS_TENDER_PANE (self));

  self->amount_due = due;
  self->is_busy = FALSE;
  remove_quick (self);
  add_quick (self, due);
  for (guint i = 0; i < n; i++)
    add_quick (self, amounts[i]);
  gtk_flow_box_set_min_children_per_line (self->quick_more, CLAMP (n, 1, 2));
  gtk_flow_box_set_max_children_per_line (self->quick_more, MAX (n, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->quick_more), n > 0);
  gtk_label_set_label (self->due, text);
  gtk_editable_set_text (GTK_EDITABLE (self->tendered), "");
  on_tendered_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->tendered));
}

/**
 * hrt_tender_pane_set_busy:
 * @is_busy: whether the sale is on its way to the database
 */
void
hrt_tender_pane_set_busy (HrtTenderPane *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  on_tendered_changed (self);
}

/**
 * hrt_tender_pane_set_confirm_label:
 * @label: what the button that books the payment says
 */
void
hrt_tender_pane_set_confirm_label (HrtTenderPane *self, const char *label)
{
  g_return_if_fail (HRT_IS_TENDER_PANE (self));

  hrt_key_label_set_label (self->confirm_label, label);
  hrt_ui_name (self->confirm, label);
}

/**
 * hrt_tender_pane_handle_key:
 *
 * Returns: whether @keyval was one of the pane's keys
 */
gboolean
hrt_tender_pane_handle_key (HrtTenderPane *self, guint keyval)
{
  if (keyval == GDK_KEY_Escape)
    on_back_clicked (self);
  else if (hrt_ui_is_enter (keyval))
    on_confirm_clicked (self);
  else if (keyval >= FIRST_QUICK_KEY && keyval < FIRST_QUICK_KEY + QUICK_KEYS)
    use_quick (self, keyval - FIRST_QUICK_KEY);
  else
    return FALSE;
  return TRUE;
}

static void
hrt_tender_pane_dispose (GObject *object)
{
  hrt_ui_dispose_template (GTK_WIDGET (object), HRT_TYPE_TENDER_PANE);
  G_OBJECT_CLASS (hrt_tender_pane_parent_class)->dispose (object);
}

static void
hrt_tender_pane_class_init (HrtTenderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_tender_pane_dispose;
  signals[SIGNAL_PAID] = g_signal_new ("paid", HRT_TYPE_TENDER_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_BACK] = g_signal_new ("back", HRT_TYPE_TENDER_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HRT_TYPE_KEYPAD);
  g_type_ensure (HRT_TYPE_KEY_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-tender-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, due);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, back);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, quick);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, quick_more);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, tendered);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, change_title);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, received);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, change);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, confirm);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, confirm_label);
  gtk_widget_class_bind_template_child (widget_class, HrtTenderPane, keypad);
  gtk_widget_class_bind_template_callback (widget_class, on_tendered_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
hrt_tender_pane_init (HrtTenderPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (GTK_WIDGET (self->tendered), _ ("Cash received"));
  hrt_ui_name (self->confirm, _ ("Paid: Finish the Sale"));
  hrt_ui_name (self->back, _ ("Back"));
  hrt_keypad_set_target (self->keypad, GTK_EDITABLE (self->tendered));
}
