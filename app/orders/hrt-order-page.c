/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrderPage: one order: what, for whom, what happened, and what can be done next.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-order-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-thumb.h"
#include "../widgets/hrt-ui.h"
#include "hrt-order-labels.h"
#include "model/base/hrt-money.h"

G_DEFINE_FINAL_TYPE (HrtOrderPage, hrt_order_page, GTK_TYPE_WIDGET)

/* What comes after a state, and what the button that goes there says. */
static const struct
{
  const char *from;
  const char *to;
  gboolean is_pickup;
  const char *text;
} next_steps[] = {
  { "pending", "ready_for_pickup", TRUE, N_ ("Ready for Pick-Up") },
  { "packing", "ready_for_pickup", TRUE, N_ ("Ready for Pick-Up") },
  { "ready_for_pickup", "handed_over", TRUE, N_ ("Hand Over") },
  { "pending", "packing", FALSE, N_ ("Start Packing") },
  { "packing", "shipped", FALSE, N_ ("Sent by Courier") },
  { "shipped", "handed_over", FALSE, N_ ("It Has Arrived") },
};

static HrtSales *
get_sales (HrtOrderPage *self)
{
  return hrt_context_get_sales (hrt_desk_get_context (self->desk));
}

static gboolean
is_pickup (HrtOrder *order)
{
  return order->address == NULL || order->address[0] == '\0';
}

/* The index into next_steps, or -1. */
static int
find_next_step (HrtOrder *order)
{
  if (!hrt_order_is_open (order))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (next_steps); i++)
    if (g_strcmp0 (next_steps[i].from, order->fulfilment_status) == 0 &&
        next_steps[i].is_pickup == is_pickup (order))
      return (int) i;
  return -1;
}

static void
add_row (HrtOrderPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (HrtOrderPage *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *safe_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  return row;
}

static void
add_amount_row (HrtOrderPage *self, const char *title, gint64 amount)
{
  GtkWidget *row = make_row (title, NULL);
  g_autofree char *text = hrt_rupiah_format (amount, HRT_MONEY_STYLE_PLAIN);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "amount-small");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  add_row (self, self->lines, row);
}

static void
add_line (HrtOrderPage *self, HrtOrderLine *line)
{
  g_autofree char *unit = hrt_rupiah_format (line->unit_price, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *total = hrt_rupiah_format (line->total, HRT_MONEY_STYLE_PLAIN);
  g_autofree char *detail =
      g_strdup_printf ("%s%s%" G_GINT64_FORMAT " × %s",
                       line->variant_name != NULL ? line->variant_name : "",
                       line->variant_name != NULL && line->variant_name[0] != '\0' ? " · " : "",
                       line->quantity, unit);
  GtkWidget *row = make_row (line->product_name, detail);
  GtkWidget *thumb = hrt_thumb_new (44);
  GtkWidget *label = gtk_label_new (total);

  hrt_thumb_show (HRT_THUMB (thumb), hrt_desk_get_pictures (self->desk), line->image_hash);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), thumb);
  gtk_widget_add_css_class (label, "amount");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  add_row (self, self->lines, row);
}

static void
show_lines (HrtOrderPage *self)
{
  HrtOrder *order = self->order;

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    add_line (self, g_ptr_array_index (order->lines, i));
  if (order->discount != 0)
    add_amount_row (self, _ ("Discount"), -order->discount);
  if (order->shipping_cost != 0)
    add_amount_row (self, hrt_order_shipping_text (order), order->shipping_cost);
  if (order->rounding != 0)
    add_amount_row (self, _ ("Rounding"), order->rounding);
  if (order->tax != 0)
    add_amount_row (self, order->tax_included ? _ ("Of which PPN") : _ ("PPN"), order->tax);
  if (order->tendered != 0)
    add_amount_row (self, _ ("Cash"), order->tendered);
  if (order->change != 0)
    add_amount_row (self, _ ("Change"), order->change);
}

static void
show_customer (HrtOrderPage *self)
{
  HrtOrder *order = self->order;
  const struct
  {
    const char *title;
    const char *text;
  } facts[] = {
    { _ ("Name"), order->contact_name },
    { _ ("Phone"), order->contact_phone },
    { _ ("E-mail"), order->contact_email },
    { _ ("Address"), order->address },
    { _ ("City"), order->city },
    { _ ("Delivery"), hrt_order_shipping_text (order) },
    { _ ("Note"), order->note },
    { _ ("Sold by"), order->staff_name },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].text != NULL && facts[i].text[0] != '\0')
      add_row (self, self->customer, make_row (facts[i].title, facts[i].text));
}

static void
show_events (HrtOrderPage *self)
{
  GPtrArray *events = self->order->events;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      HrtOrderEvent *event = g_ptr_array_index (events, i);
      g_autofree char *when =
          hrt_ui_dup_time (event->at, hrt_desk_get_time_zone (self->desk), _ ("%d %b, %H.%M"));
      const char *who = event->actor_name != NULL ? event->actor_name : "";
      /* On the other axes it is a word of the database's, not a person's. */
      gboolean has_reason = g_str_equal (event->axis, "order") && event->reason != NULL &&
                            g_str_equal (event->to_state, "cancelled") && event->reason[0] != '\0';
      g_autofree char *detail =
          g_strjoin (" · ", when, who[0] != '\0' ? who : hrt_order_actor_text (event->actor),
                     has_reason ? event->reason : NULL, NULL);

      add_row (self, self->events,
               make_row (hrt_order_state_text (event->axis, event->to_state), detail));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->events), events != NULL && events->len > 0);
}

/* Money of a pick-up goes into the drawer of this till, money of a transfer is at the bank. */
static void
show_payment (HrtOrderPage *self)
{
  g_autofree char *total = hrt_rupiah_format (self->order->total, HRT_MONEY_STYLE_PLAIN);
  /* Translators: a button of an order that is paid at pick-up; %s is "Rp 185.000" */
  g_autofree char *cash = g_strdup_printf (_ ("Take %s in Cash"), total);

  gtk_button_set_label (self->pay,
                        _hrt_order_pay_is_at_pickup (self->order) ? cash : _ ("Mark as Paid"));
}

/* As hrt.fulfil_order(): what is paid at pick-up may be packed before it is paid. */
static gboolean
may_advance (HrtOrder *order, int next)
{
  if (next < 0)
    return FALSE;
  return hrt_order_is_paid (order) || (_hrt_order_pay_is_at_pickup (order) &&
                                       !g_str_equal (next_steps[next].to, "handed_over") &&
                                       !g_str_equal (next_steps[next].to, "shipped"));
}

/* As many columns as there are buttons: they fill the bar. */
static void
show_bar (HrtOrderPage *self)
{
  guint n = (guint) gtk_widget_get_visible (GTK_WIDGET (self->cancel)) +
            (guint) gtk_widget_get_visible (GTK_WIDGET (self->pay)) +
            (guint) gtk_widget_get_visible (GTK_WIDGET (self->advance));

  gtk_flow_box_set_max_children_per_line (self->buttons, MAX (n, 1));
  gtk_action_bar_set_revealed (GTK_ACTION_BAR (self->bar), n > 0);
}

static void
show_actions (HrtOrderPage *self)
{
  HrtOrder *order = self->order;
  int next = find_next_step (order);
  gboolean is_open = hrt_order_is_open (order);
  gboolean is_paid = hrt_order_is_paid (order);
  gboolean may_edit = hrt_desk_may (self->desk, HRT_DESK_EDIT_ORDERS);

  gtk_widget_set_visible (GTK_WIDGET (self->receipt_button), is_paid);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), is_open && may_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->pay),
                          is_open && !is_paid && (may_edit || _hrt_order_pay_is_at_pickup (order)));
  show_payment (self);
  gtk_widget_set_visible (GTK_WIDGET (self->advance),
                          may_advance (order, next) &&
                              (may_edit || (is_pickup (order) &&
                                            g_str_equal (next_steps[next].to, "handed_over"))));
  if (next >= 0)
    gtk_button_set_label (self->advance, _ (next_steps[next].text));
  show_bar (self);
}

static void
show_order (HrtOrderPage *self)
{
  HrtOrder *order = self->order;
  g_autofree char *when =
      hrt_ui_dup_time (order->placed_at, hrt_desk_get_time_zone (self->desk), "%d/%m/%Y %H.%M");
  g_autofree char *line = g_strdup_printf ("%s · %s", hrt_order_channel_text (order), when);
  g_autofree char *eyebrow = g_utf8_strup (line, -1);
  g_autofree char *total = hrt_rupiah_format (order->total, HRT_MONEY_STYLE_PLAIN);

  clear_rows (self);
  gtk_label_set_label (self->eyebrow, eyebrow);
  gtk_label_set_label (self->total, total);
  gtk_box_append (self->tags, hrt_order_payment_tag (order));
  gtk_box_append (self->tags, hrt_order_fulfilment_tag (order));
  show_lines (self);
  show_customer (self);
  show_events (self);
  show_actions (self);
}

static void
on_order_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOrder) order = hrt_sales_load_order_finish (HRT_SALES (source), result, &error);
  gboolean is_same;

  if (self->lines == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (order == NULL)
    {
      hrt_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  /* Nothing is taken away under somebody's hands because a change was told twice. */
  is_same = self->order != NULL && self->order->id == order->id &&
            self->order->revision == order->revision;
  g_set_object (&self->order, order);
  if (is_same)
    show_actions (self);
  else
    show_order (self);
  _hrt_order_pay_check (self);
}

static void
load (HrtOrderPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hrt_sales_load_order_async (get_sales (self), self->order_id, self->cancellable, on_order_loaded,
                              g_object_ref (self));
}

/**
 * hrt_order_page_load:
 *
 * Shows that order, from its head.
 */
void
hrt_order_page_load (HrtOrderPage *self, gint64 order_id)
{
  g_return_if_fail (HRT_IS_ORDER_PAGE (self));

  self->order_id = order_id;
  _hrt_order_pay_leave (self);
  load (self);
}

/* Cash needs an open drawer, and that is opened at the till: the way there stands beside it. */
void
_hrt_order_page_say_closed (HrtOrderPage *self, const char *text)
{
  hrt_ui_toast_action (GTK_WIDGET (self), text, _ ("Go to the Till"), "win.page",
                       g_variant_new_string ("till"));
}

/* The outcome of every action: what was refused is said, and the order is read again in any case.
 */
void
_hrt_order_page_take_outcome (HrtOrderPage *self, HrtOutcome *outcome, const GError *error)
{
  if (self->lines == NULL)
    return;
  if (outcome != NULL && hrt_outcome_find_refusal (outcome, "no_open_shift") != NULL)
    {
      g_autofree char *text = hrt_ui_dup_refusals (outcome->refusals);

      _hrt_order_page_say_closed (self, text);
    }
  else
    hrt_ui_toast_outcome (GTK_WIDGET (self), outcome, error);
  load (self);
}

static void
on_pay_clicked (HrtOrderPage *self)
{
  _hrt_order_pay_begin (self);
}

static void
on_receipt_clicked (HrtOrderPage *self)
{
  _hrt_order_pay_show_copy (self);
}

static void
on_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _hrt_order_pay_print (HRT_ORDER_PAGE (widget));
}

static void
on_advanced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_fulfil_order_finish (HRT_SALES (source), result, &error);

  _hrt_order_page_take_outcome (self, outcome, error);
}

static void
on_advance_clicked (HrtOrderPage *self)
{
  int next = find_next_step (self->order);

  if (next >= 0)
    hrt_sales_fulfil_order_async (get_sales (self), self->order->id, next_steps[next].to,
                                  hrt_desk_get_staff_id (self->desk), "", NULL, on_advanced,
                                  g_object_ref (self));
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtOutcome) outcome =
      hrt_sales_cancel_order_finish (HRT_SALES (source), result, &error);

  _hrt_order_page_take_outcome (self, outcome, error);
}

static void
on_cancel_response (HrtOrderPage *self, const char *response, AdwMessageDialog *dialog)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);

  if (g_str_equal (response, "cancel-order"))
    hrt_sales_cancel_order_async (get_sales (self), self->order->id, "staff",
                                  hrt_desk_get_staff_id (self->desk),
                                  gtk_editable_get_text (GTK_EDITABLE (entry)), NULL, on_cancelled,
                                  g_object_ref (self));
}

/* Cannot be undone and the customer is told: this one is asked. */
static void
on_cancel_clicked (HrtOrderPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      window, _ ("Cancel this order?"),
      _ ("The goods go back to the shelf. The customer sees it on the order's page.")));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason"));
  hrt_ui_name (entry, _ ("Reason"));
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "keep", _ ("Keep It"), "cancel-order",
                                    _ ("Cancel the Order"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "cancel-order", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_cancel_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
contains_id (GVariant *ids, gint64 wanted)
{
  GVariantIter iter;
  gint64 id;

  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "x", &id))
    if (id == wanted)
      return TRUE;
  return FALSE;
}

static void
on_order_changed (HrtOrderPage *self, const char *what, GVariant *ids)
{
  if (self->order_id != 0 && contains_id (ids, self->order_id))
    load (self);
}

static void
on_resync (HrtOrderPage *self)
{
  if (self->order_id != 0)
    load (self);
}

static void
hrt_order_page_dispose (GObject *object)
{
  HrtOrderPage *self = HRT_ORDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  _hrt_order_pay_detach (self);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_ORDER_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->order);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_order_page_parent_class)->dispose (object);
}

static void
hrt_order_page_class_init (HrtOrderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_order_page_dispose;
  g_type_ensure (HRT_TYPE_TENDER_PANE);
  g_type_ensure (HRT_TYPE_RECEIPT_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, work);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, eyebrow);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, total);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, receipt_button);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, tags);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, lines);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, customer);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, events);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, pay);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, advance);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, tender);
  gtk_widget_class_bind_template_child (widget_class, HrtOrderPage, receipt);
  gtk_widget_class_bind_template_callback (widget_class, on_receipt_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pay_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_advance_clicked);
  gtk_widget_class_install_action (widget_class, "order.print", NULL, on_print_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "order.print",
                                       NULL);
}

/* Up to three of them stand beside each other, also in a narrow window. */
static void
wrap_label (GtkButton *button)
{
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (button));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
}

static void
hrt_order_page_init (HrtOrderPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  wrap_label (self->cancel);
  wrap_label (self->pay);
  wrap_label (self->advance);
  _hrt_order_pay_attach (self);
}

/**
 * hrt_order_page_new:
 * @desk: the way to the services
 *
 * Returns: (transfer floating): an empty page; see hrt_order_page_load()
 */
GtkWidget *
hrt_order_page_new (HrtDesk *desk)
{
  HrtOrderPage *self = g_object_new (HRT_TYPE_ORDER_PAGE, NULL);
  HrtContext *context = hrt_desk_get_context (desk);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (context, "changed::order", G_CALLBACK (on_order_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "resync", G_CALLBACK (on_resync), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
