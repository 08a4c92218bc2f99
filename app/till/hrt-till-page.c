/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTillPage: the cashier's screen: scan, ticket, cash, receipt.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-key-label.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-model-error.h"
#include "model/catalog/hrt-catalog.h"

#define MAX_SEARCH 200 /* characters */

/**
 * HrtTillPage:
 *
 * One screen for a whole sale. The work area shows, in turn, what was found, the payment and the
 * receipt; the ticket stays beside it. Keys are in hrt-till-keys.c, payment in hrt-till-pay.c,
 * shift and parked tickets in their own files. Threading: main thread. Lifetime: the shell's.
 */
G_DEFINE_FINAL_TYPE (HrtTillPage, hrt_till_page, GTK_TYPE_WIDGET)

void
_hrt_till_page_focus_scan (HrtTillPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->scan));
  gtk_editable_set_position (self->scan, -1);
}

/* @name: "find", "tender" or "receipt" */
void
_hrt_till_page_show_work (HrtTillPage *self, const char *name)
{
  gboolean is_finding = g_str_equal (name, "find");
  gboolean wants_work = !is_finding || gtk_editable_get_text (self->scan)[0] != '\0';

  gtk_stack_set_visible_child_name (self->work, name);
  /* On a narrow screen there is room for one of the two. */
  adw_leaflet_set_visible_child (self->leaflet, wants_work ? GTK_WIDGET (self->work)
                                                           : GTK_WIDGET (self->ticket_pane));
  if (is_finding)
    _hrt_till_page_focus_scan (self);
  _hrt_till_page_update_actions (self);
}

void
_hrt_till_page_update_actions (HrtTillPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_open = self->shift_id != 0;
  gboolean is_finding =
      g_strcmp0 (gtk_stack_get_visible_child_name (self->work), "find") == 0 && !self->is_paying;
  gboolean has_lines = !hrt_ticket_is_empty (self->ticket);

  gtk_widget_action_set_enabled (widget, "till.open-shift", !is_open);
  gtk_widget_action_set_enabled (widget, "till.close-shift",
                                 is_open && !has_lines && !self->is_paying);
  gtk_widget_action_set_enabled (widget, "till.pay-in", is_open && !self->is_paying);
  gtk_widget_action_set_enabled (widget, "till.pay-out", is_open && !self->is_paying);
  gtk_widget_action_set_enabled (widget, "till.pay", is_open && is_finding && has_lines);
  gtk_widget_action_set_enabled (widget, "till.park", is_open && is_finding && has_lines);
  gtk_widget_action_set_enabled (widget, "till.clear", is_open && is_finding && has_lines);
  gtk_widget_action_set_enabled (widget, "till.quantity", is_open && is_finding && has_lines);
  gtk_widget_action_set_enabled (widget, "till.remove", is_open && is_finding && has_lines);
  gtk_widget_action_set_enabled (widget, "till.parked", is_open && is_finding);
  gtk_widget_action_set_enabled (widget, "till.last-receipt",
                                 is_open && is_finding && self->last_receipt != NULL);
  gtk_widget_action_set_enabled (widget, "till.print",
                                 self->last_receipt != NULL &&
                                     g_strcmp0 (gtk_stack_get_visible_child_name (self->work),
                                                "receipt") == 0);
}

static void
add_found (HrtTillPage *self, HrtTicketItem *found, gint64 quantity)
{
  guint position = hrt_ticket_add (self->ticket, found, quantity);

  gtk_editable_set_text (self->scan, "");
  _hrt_till_page_show_work (self, "find");
  hrt_ticket_pane_select (self->ticket_pane, position);
}

typedef struct
{
  HrtTillPage *page; /* (owned) */
  char *code;        /* (owned) */
  gint64 quantity;
  gboolean is_scan;
} LookUp;

static void
look_up_free (LookUp *look_up)
{
  g_object_unref (look_up->page);
  g_free (look_up->code);
  g_free (look_up);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookUp, look_up_free)

/**
 * hrt_till_page_get_toasts:
 * @page: a #HrtTillPage
 *
 * A toast at the bottom would lie over the button that takes the money in a narrow window, and over
 * the keys for the amount in a wide one: there it goes over the lines of the ticket.
 *
 * Returns: (transfer none): where to show a toast, for hrt_ui_toast()
 */
GtkWidget *
hrt_till_page_get_toasts (GtkWidget *page)
{
  HrtTillPage *self = HRT_TILL_PAGE (page);
  gboolean is_over_ticket;

  if (self->leaflet == NULL)
    return page;
  if (adw_leaflet_get_folded (self->leaflet))
    is_over_ticket =
        adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->ticket_pane);
  else
    is_over_ticket = g_strcmp0 (gtk_stack_get_visible_child_name (self->work), "find") != 0;
  return is_over_ticket ? hrt_ticket_pane_get_toasts (self->ticket_pane) : page;
}

static void
say_unknown (HrtTillPage *self, const char *code)
{
  g_autofree char *text = g_strdup_printf (_ ("Nothing here has the code %s"), code);

  gtk_widget_error_bell (GTK_WIDGET (self));
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), text);
}

static void
on_code_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LookUp) look_up = user_data;
  HrtTillPage *self = look_up->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtVariant) variant =
      hrt_catalog_resolve_code_finish (HRT_CATALOG (source), result, &error);

  if (self->ticket == NULL)
    return;
  if (variant != NULL)
    {
      g_autoptr (HrtTicketItem) item =
          hrt_ticket_item_new (variant->id, variant->product_name, variant->name,
                               variant->image_hash, variant->price);

      add_found (self, item, look_up->quantity);
    }
  else if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_UNAVAILABLE) &&
           look_up->is_scan)
    _hrt_till_away_keep_scan (self, look_up->code, look_up->quantity);
  else if (!g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND))
    hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
  else if (look_up->is_scan)
    say_unknown (self, look_up->code);
  else
    hrt_finder_choose_first (self->finder, look_up->code);
}

/* @is_scan: a scanner's code stands for itself; what was typed may also be part of a name */
void
_hrt_till_page_take_code (HrtTillPage *self, const char *code, gint64 quantity, gboolean is_scan)
{
  LookUp *look_up = g_new0 (LookUp, 1);

  look_up->page = g_object_ref (self);
  look_up->code = g_strdup (code);
  look_up->quantity = quantity;
  look_up->is_scan = is_scan;
  hrt_catalog_resolve_code_async (hrt_context_get_catalog (hrt_desk_get_context (self->desk)), code,
                                  self->cancellable, on_code_resolved, look_up);
}

void
_hrt_till_page_set_quantity (HrtTillPage *self, gint64 variant_id, gint64 quantity)
{
  guint position = hrt_ticket_find (self->ticket, variant_id);

  hrt_ticket_set_quantity (self->ticket, variant_id, quantity);
  if (quantity == 0)
    hrt_ui_toast_action (hrt_till_page_get_toasts (GTK_WIDGET (self)), _ ("Line removed"),
                         _ ("Undo"), "till.undo", NULL);
  else
    hrt_ticket_pane_select (self->ticket_pane, position);
  _hrt_till_page_focus_scan (self);
}

void
_hrt_till_page_change_selected (HrtTillPage *self, gint64 by)
{
  HrtTicketItem *item = hrt_ticket_pane_get_selected (self->ticket_pane);

  if (item != NULL)
    _hrt_till_page_set_quantity (self, hrt_ticket_item_get_variant_id (item),
                                 MAX (hrt_ticket_item_get_quantity (item) + by, 0));
}

static void
on_quantity_wanted (HrtTillPage *self, gint64 variant_id, gint64 quantity)
{
  _hrt_till_page_set_quantity (self, variant_id, quantity);
}

static void
on_ticket_changed (HrtTillPage *self)
{
  gboolean is_settled = hrt_ticket_is_settled (self->ticket);

  hrt_ticket_pane_show_sums (self->ticket_pane, hrt_ticket_get_sums (self->ticket), is_settled);
  _hrt_till_page_update_actions (self);
  if (self->wants_to_pay && is_settled)
    _hrt_till_pay_begin (self);
}

static void
on_ticket_refused (HrtTillPage *self, GPtrArray *refusals)
{
  g_autofree char *text = hrt_ui_dup_refusals (refusals);

  self->wants_to_pay = FALSE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), text);
}

static void
on_ticket_failed (HrtTillPage *self, GError *error)
{
  self->wants_to_pay = FALSE;
  hrt_ui_toast_error (hrt_till_page_get_toasts (GTK_WIDGET (self)), error);
}

/* What follows a "3*" is searched for. */
static const char *
get_search_text (HrtTillPage *self)
{
  const char *text = gtk_editable_get_text (self->scan);
  gsize digits = strspn (text, "0123456789");

  return digits > 0 && text[digits] == '*' ? text + digits + 1 : text;
}

static void
on_search_changed (HrtTillPage *self)
{
  const char *text = get_search_text (self);

  hrt_finder_search (self->finder, text);
  if (text[0] != '\0' && g_strcmp0 (gtk_stack_get_visible_child_name (self->work), "find") == 0)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->work));
}

static gint64
get_typed_quantity (HrtTillPage *self)
{
  const char *text = gtk_editable_get_text (self->scan);
  guint64 quantity = g_ascii_strtoull (text, NULL, 10);

  return get_search_text (self) != text ? (gint64) CLAMP (quantity, 1, 9999) : 1;
}

/* Typed and Enter: a code when there is exactly that one, else the first that was found. */
static void
on_scan_activate (HrtTillPage *self)
{
  const char *text = get_search_text (self);

  if (text[0] != '\0')
    _hrt_till_page_take_code (self, text, get_typed_quantity (self), FALSE);
}

static void
on_nothing_found (HrtTillPage *self)
{
  say_unknown (self, get_search_text (self));
}

static void
on_stop_search (HrtTillPage *self)
{
  if (hrt_finder_go_back (self->finder))
    return;
  gtk_editable_set_text (self->scan, "");
  _hrt_till_page_show_work (self, "find");
}

static void
on_found_chosen (HrtTillPage *self, HrtTicketItem *found)
{
  add_found (self, found, get_typed_quantity (self));
}

static void
on_online_changed (HrtTillPage *self)
{
  if (!hrt_desk_is_online (self->desk))
    return;
  hrt_ticket_retry (self->ticket);
  _hrt_till_away_take_scans (self);
  if (self->till_id == 0)
    _hrt_till_shift_load (self);
}

static void
on_paid (HrtTillPage *self, gint64 tendered)
{
  _hrt_till_pay_confirm (self, tendered);
}

static void
on_back_to_find (HrtTillPage *self)
{
  _hrt_till_page_show_work (self, "find");
}

/* Where both sides do not fit, the field is too short for the whole hint. */
static void
show_hint (HrtTillPage *self)
{
  g_object_set (self->scan, "placeholder-text",
                adw_leaflet_get_folded (self->leaflet) ? C_ ("short hint", "Scan")
                                                       : _ ("Scan or type anywhere"),
                NULL);
}

static gboolean
on_next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  show_hint (HRT_TILL_PAGE (widget));
  return G_SOURCE_REMOVE;
}

/* Comes while the room is being given out: a text that changes then has no place in this frame. */
static void
on_folded (HrtTillPage *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_next_frame, NULL, NULL);
}

static void
activate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtTillPage *self = HRT_TILL_PAGE (widget);
  const struct
  {
    const char *name;
    void (*run) (HrtTillPage *self);
    gboolean needs_database;
  } runs[] = {
    { "till.find", on_stop_search, FALSE },
    { "till.pay", _hrt_till_pay_begin, TRUE },
    { "till.last-receipt", _hrt_till_pay_show_last, FALSE },
    { "till.print", _hrt_till_pay_print, FALSE },
    { "till.park", _hrt_till_parked_park, TRUE },
    { "till.parked", _hrt_till_parked_show, TRUE },
    { "till.open-shift", _hrt_till_shift_ask_open, TRUE },
    { "till.close-shift", _hrt_till_shift_ask_close, TRUE },
    { "till.pay-in", _hrt_till_drawer_ask_pay_in, TRUE },
    { "till.pay-out", _hrt_till_drawer_ask_pay_out, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    if (g_str_equal (runs[i].name, name) &&
        !(runs[i].needs_database && _hrt_till_away_refuse (self)))
      runs[i].run (self);
}

static void
on_quantity_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hrt_ticket_pane_edit_quantity (HRT_TILL_PAGE (widget)->ticket_pane);
}

static void
on_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtTillPage *self = HRT_TILL_PAGE (widget);
  HrtTicketItem *item = hrt_ticket_pane_get_selected (self->ticket_pane);

  if (item != NULL)
    _hrt_till_page_set_quantity (self, hrt_ticket_item_get_variant_id (item), 0);
}

static void
on_clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtTillPage *self = HRT_TILL_PAGE (widget);

  hrt_ticket_clear (self->ticket);
  hrt_ui_toast_action (hrt_till_page_get_toasts (GTK_WIDGET (self)), _ ("Ticket cleared"),
                       _ ("Undo"), "till.undo", NULL);
  _hrt_till_page_focus_scan (self);
}

static void
on_undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrtTillPage *self = HRT_TILL_PAGE (widget);

  if (!hrt_ticket_undo (self->ticket))
    hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), _ ("There is nothing to undo"));
  _hrt_till_page_focus_scan (self);
}

static void
hrt_till_page_dispose (GObject *object)
{
  HrtTillPage *self = HRT_TILL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_TILL_PAGE);
  g_clear_object (&self->ticket);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->parked, g_ptr_array_unref);
  _hrt_till_away_drop_scans (self);
  g_clear_pointer (&self->last_receipt, hrt_receipt_free);
  G_OBJECT_CLASS (hrt_till_page_parent_class)->dispose (object);
}

static void
hrt_till_page_finalize (GObject *object)
{
  HrtTillPage *self = HRT_TILL_PAGE (object);

  hrt_scan_reader_clear (&self->scanner);
  g_free (self->burst_before);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hrt_till_page_parent_class)->finalize (object);
}

static void
hrt_till_page_class_init (HrtTillPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *const simple[] = { "till.find",       "till.pay",         "till.last-receipt",
                                 "till.print",      "till.park",        "till.parked",
                                 "till.open-shift", "till.close-shift", "till.pay-in",
                                 "till.pay-out" };

  object_class->dispose = hrt_till_page_dispose;
  object_class->finalize = hrt_till_page_finalize;
  g_type_ensure (HRT_TYPE_KEY_LABEL);
  g_type_ensure (HRT_TYPE_FINDER);
  g_type_ensure (HRT_TYPE_TENDER_PANE);
  g_type_ensure (HRT_TYPE_RECEIPT_PANE);
  g_type_ensure (HRT_TYPE_TICKET_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-till-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, scan);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, till_content);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, till_button);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, rail_button);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, state);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, open_shift);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, work);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, finder);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, tender);
  gtk_widget_class_bind_template_child (widget_class, HrtTillPage, receipt);
  gtk_widget_class_bind_template_child_full (widget_class, "ticket", FALSE,
                                             G_STRUCT_OFFSET (HrtTillPage, ticket_pane));
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_scan_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    gtk_widget_class_install_action (widget_class, simple[i], NULL, activate_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "till.print",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "till.quantity", NULL, on_quantity_action);
  gtk_widget_class_install_action (widget_class, "till.remove", NULL, on_remove_action);
  gtk_widget_class_install_action (widget_class, "till.clear", NULL, on_clear_action);
  gtk_widget_class_install_action (widget_class, "till.undo", NULL, on_undo_action);
}

static void
hrt_till_page_init (HrtTillPage *self)
{
  self->cancellable = g_cancellable_new ();
  hrt_scan_reader_init (&self->scanner);
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (GTK_WIDGET (self->scan), _ ("Scan or search"));
  hrt_ui_limit_text (GTK_EDITABLE (self->scan), MAX_SEARCH);
  hrt_ui_name (self->till_button, _ ("Till and shift"));
  hrt_ui_name (self->rail_button, _ ("Places"));
  hrt_ui_name (self->open_shift, _ ("Open the Shift"));
  _hrt_till_keys_attach (self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (on_folded), self,
                           G_CONNECT_SWAPPED);
  show_hint (self);
}

static void
connect_parts (HrtTillPage *self)
{
  g_signal_connect_object (self->ticket, "changed", G_CALLBACK (on_ticket_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ticket, "refused", G_CALLBACK (on_ticket_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ticket, "failed", G_CALLBACK (on_ticket_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ticket_pane, "quantity-wanted", G_CALLBACK (on_quantity_wanted),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "chosen", G_CALLBACK (on_found_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "nothing", G_CALLBACK (on_nothing_found), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tender, "paid", G_CALLBACK (on_paid), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tender, "back", G_CALLBACK (on_back_to_find), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "online-changed", G_CALLBACK (on_online_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receipt, "next", G_CALLBACK (on_back_to_find), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receipt, "print", G_CALLBACK (_hrt_till_pay_print), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hrt_till_page_take_scan:
 * @page: an #HrtTillPage
 * @code: what a scanner read while another place of the shop was shown, or the till was closed
 *
 * Puts it on the ticket as soon as the till knows its shift; a closed till says that it is closed.
 */
void
hrt_till_page_take_scan (GtkWidget *page, const char *code)
{
  HrtTillPage *self = HRT_TILL_PAGE (page);

  g_return_if_fail (code != NULL);

  if (!self->is_known)
    _hrt_till_away_hold_scan (self, code, 1);
  else if (self->shift_id == 0)
    {
      gtk_widget_error_bell (page);
      hrt_ui_toast (page, _ ("The till is closed. Open the shift, then scan again."));
    }
  else if (!self->is_paying)
    {
      _hrt_till_page_show_work (self, "find");
      _hrt_till_page_take_code (self, code, 1, TRUE);
    }
}

/**
 * hrt_till_page_new:
 * @desk: with somebody signed in who may sell
 *
 * Returns: (transfer floating): the page, finding out whether the shift is open and a ticket was
 * left
 */
GtkWidget *
hrt_till_page_new (HrtDesk *desk)
{
  HrtTillPage *self = g_object_new (HRT_TYPE_TILL_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->ticket = hrt_ticket_new (desk);
  hrt_finder_set_desk (self->finder, desk);
  hrt_ticket_pane_set_model (self->ticket_pane, hrt_ticket_get_items (self->ticket),
                             hrt_desk_get_pictures (desk));
  connect_parts (self);
  _hrt_till_page_update_actions (self);
  _hrt_till_shift_load (self);
  return GTK_WIDGET (self);
}
