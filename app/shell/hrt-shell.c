/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShell: the frame of the shop: the rail with the places a person may go to, and the pages
 * themselves.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-shell.h"

#include <glib/gi18n.h>

#include "../care/hrt-notices.h"
#include "../orders/hrt-orders-page.h"
#include "../products/hrt-products-page.h"
#include "../till/hrt-scan-reader.h"
#include "../till/hrt-till-page.h"
#include "../widgets/hrt-ui.h"

/* A larger count would not fit on the icon. */
#define MAX_COUNT 99

struct _HrtShell
{
  GtkWidget parent_instance;

  AdwFlap *flap;
  GtkBox *places;
  GtkStack *pages;
  GtkWidget *web;
  GtkWidget *web_icon;
  GtkLabel *web_label;
  GtkWidget *person;
  AdwAvatar *avatar;
  GtkLabel *person_name;
  HrtNotices *notices;

  GtkLabel *waiting;           /* (unowned) (nullable) how many web orders wait */
  HrtDesk *desk;               /* (owned) */
  GtkToggleButton *buttons[3]; /* (unowned) in the order of place_table */
  HrtScanReader scanner;       /* of the places that do not read the keys themselves */
};

G_DEFINE_FINAL_TYPE (HrtShell, hrt_shell, GTK_TYPE_WIDGET)

typedef struct
{
  const char *name;
  const char *icon;
  const char *label;
  HrtDeskRight right;
  GtkWidget *(*create) (HrtDesk *desk);
  void (*take_scan) (GtkWidget *page, const char *code); /* (nullable) for the till, then */
  GtkWidget *(*get_toasts) (GtkWidget *page);            /* (nullable) at its bottom, then */
} Place;

static const Place place_table[] = {
  { "till", "hrt-till-symbolic", N_ ("Till"), HRT_DESK_SELL, hrt_till_page_new,
    hrt_till_page_take_scan, hrt_till_page_get_toasts },
  { "products", "hrt-guitar-symbolic", N_ ("Products"), HRT_DESK_SEE_PRODUCTS,
    hrt_products_page_new, hrt_products_page_take_scan, NULL },
  { "orders", "hrt-receipt-symbolic", N_ ("Orders"), HRT_DESK_SEE_ORDERS, hrt_orders_page_new, NULL,
    NULL },
};

/* Where the rail is folded away, the page's own button brings it back. */
static void
bind_rail_button (HrtShell *self, GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "rail-button"))
    g_object_bind_property (self->flap, "folded", widget, "visible", G_BINDING_SYNC_CREATE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    bind_rail_button (self, child);
}

/* A page is made when it is first looked at: signing in shows the till in one frame. */
static void
show_place (HrtShell *self, const Place *place)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, place->name);

  if (page == NULL)
    {
      page = place->create (self->desk);
      gtk_stack_add_named (self->pages, page, place->name);
      bind_rail_button (self, page);
    }
  gtk_stack_set_visible_child (self->pages, page);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  /* The stack has handed the keyboard over when it had it: asked again, it would go one further. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL && gtk_widget_get_focus_child (page) == NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
on_place_toggled (GtkToggleButton *button, HrtShell *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (place_table); i++)
    if (self->buttons[i] == button)
      show_place (self, &place_table[i]);
}

/* How many web orders wait, on the corner of the place's icon. */
static GtkWidget *
add_count (HrtShell *self, GtkWidget *image)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->waiting = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->waiting), "count");
  gtk_widget_set_halign (GTK_WIDGET (self->waiting), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->waiting), GTK_ALIGN_START);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), image);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->waiting));
  return overlay;
}

static void
add_place (HrtShell *self, guint index)
{
  const Place *place = &place_table[index];
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *image = gtk_image_new_from_icon_name (place->icon);
  g_autofree char *tip = g_strdup_printf ("%s (Ctrl+%u)", _ (place->label), index + 1);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_box_append (GTK_BOX (box),
                  place->right == HRT_DESK_SEE_ORDERS ? add_count (self, image) : image);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (place->label)));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tip);
  hrt_ui_name (button, _ (place->label));
  gtk_box_append (self->places, button);
  if (index > 0 && self->buttons[0] != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->buttons[0]);
  self->buttons[index] = GTK_TOGGLE_BUTTON (button);
  g_signal_connect (button, "toggled", G_CALLBACK (on_place_toggled), self);
}

static void
on_web_clicked (HrtShell *self)
{
  const char *url = hrt_desk_get_web_url (self->desk);

  if (url != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), url, GDK_CURRENT_TIME);
}

static void
on_web_changed (HrtShell *self)
{
  const char *url = hrt_desk_get_web_url (self->desk);
  g_autofree char *text = hrt_desk_dup_web_text (self->desk);

  gtk_widget_set_visible (self->web, hrt_desk_is_web_wanted (self->desk) ||
                                         hrt_desk_is_web_elsewhere (self->desk));
  gtk_widget_set_tooltip_text (self->web, text);
  gtk_widget_set_sensitive (self->web, url != NULL);
  hrt_ui_name (self->web, text);
  if (url != NULL)
    gtk_widget_add_css_class (self->web_icon, "good");
  else
    gtk_widget_remove_css_class (self->web_icon, "good");
}

static void
on_waiting_changed (HrtShell *self)
{
  guint n = hrt_web_orders_get_n_waiting (hrt_desk_get_web_orders (self->desk));
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (self->waiting), GTK_TYPE_TOGGLE_BUTTON);
  g_autofree char *count =
      n > MAX_COUNT ? g_strdup_printf ("%d+", MAX_COUNT) : g_strdup_printf ("%u", n);
  /* Translators: what a screen reader says of the place "Orders" */
  g_autofree char *name =
      n == 0 ? g_strdup (_ ("Orders"))
             : g_strdup_printf (ngettext ("Orders, %u from the web shop is waiting",
                                          "Orders, %u from the web shop are waiting", n),
                                n);

  gtk_label_set_label (self->waiting, count);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), n > 0);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "has-news");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "has-news");
  hrt_ui_name (button, name);
}

static void
show_person (HrtShell *self)
{
  const char *name = hrt_desk_get_staff_name (self->desk);
  g_autofree char *label = g_strdup_printf (_ ("Menu of %s"), name);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->person_name, name);
  hrt_ui_name (self->person, label);
  gtk_widget_set_tooltip_text (self->person, label);
}

/**
 * hrt_shell_go_to:
 * @place: "till", "products" or "orders"; a place that the person has no right to is ignored
 */
void
hrt_shell_go_to (HrtShell *self, const char *place)
{
  g_return_if_fail (HRT_IS_SHELL (self));

  for (guint i = 0; i < G_N_ELEMENTS (place_table); i++)
    if (g_strcmp0 (place_table[i].name, place) == 0 && self->buttons[i] != NULL)
      gtk_toggle_button_set_active (self->buttons[i], TRUE);
}

/**
 * hrt_shell_show_order:
 *
 * Goes to the orders and opens that one, if the person may see it.
 */
void
hrt_shell_show_order (HrtShell *self, gint64 order_id)
{
  GtkWidget *page;

  g_return_if_fail (HRT_IS_SHELL (self));

  hrt_shell_go_to (self, "orders");
  page = gtk_stack_get_visible_child (self->pages);
  if (HRT_IS_ORDERS_PAGE (page))
    hrt_orders_page_open (HRT_ORDERS_PAGE (page), order_id);
}

void
hrt_shell_toggle_rail (HrtShell *self)
{
  g_return_if_fail (HRT_IS_SHELL (self));

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

/**
 * hrt_shell_get_place:
 *
 * Returns: (nullable): the name of the place that is shown
 */
const char *
hrt_shell_get_place (HrtShell *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

static const Place *
find_place (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (place_table); i++)
    if (g_strcmp0 (place_table[i].name, name) == 0)
      return &place_table[i];
  return NULL;
}

/**
 * hrt_shell_get_toasts:
 *
 * Returns: (transfer none): where the place that is shown wants to have toasts, for hrt_ui_toast()
 */
GtkWidget *
hrt_shell_get_toasts (HrtShell *self)
{
  const Place *place = find_place (hrt_shell_get_place (self));

  if (place == NULL || place->get_toasts == NULL)
    return GTK_WIDGET (self);
  return place->get_toasts (gtk_stack_get_visible_child (self->pages));
}

/* Where a scan means nothing, goods were put on the counter: they go on the ticket. */
static void
take_scan (HrtShell *self, const char *code)
{
  const Place *place = find_place (hrt_shell_get_place (self));

  if (place == NULL || place->take_scan == NULL)
    {
      place = &place_table[0];
      hrt_shell_go_to (self, place->name);
    }
  if (g_strcmp0 (hrt_shell_get_place (self), place->name) == 0)
    place->take_scan (gtk_stack_get_visible_child (self->pages), code);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* A scanner's keys come wherever the focus is: its Enter must not press a button. A field that has
 * the keyboard keeps it (that is how a barcode gets into a product), and the till reads its keys
 * itself. */
static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                HrtShell *self)
{
  guint32 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *code = NULL;

  if (g_strcmp0 (hrt_shell_get_place (self), place_table[0].name) == 0 || GTK_IS_EDITABLE (focus) ||
      GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  code = hrt_scan_reader_take (&self->scanner, hrt_ui_is_enter (keyval),
                               gdk_keyval_to_unicode (keyval), time_ms);
  if (code == NULL)
    return FALSE;
  take_scan (self, code);
  return TRUE;
}

/* The keyboard begins in the page, not on the rail. */
static gboolean
hrt_shell_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HrtShell *self = HRT_SHELL (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (gtk_widget_get_focus_child (widget) == NULL && page != NULL &&
      gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    return TRUE;
  return GTK_WIDGET_CLASS (hrt_shell_parent_class)->focus (widget, direction);
}

static void
hrt_shell_dispose (GObject *object)
{
  HrtShell *self = HRT_SHELL (object);

  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_SHELL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_shell_parent_class)->dispose (object);
}

static void
hrt_shell_finalize (GObject *object)
{
  hrt_scan_reader_clear (&HRT_SHELL (object)->scanner);
  G_OBJECT_CLASS (hrt_shell_parent_class)->finalize (object);
}

static void
hrt_shell_class_init (HrtShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_shell_dispose;
  G_OBJECT_CLASS (klass)->finalize = hrt_shell_finalize;
  widget_class->focus = hrt_shell_focus;
  g_type_ensure (HRT_TYPE_NOTICES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtShell, flap);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, places);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, pages);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, web);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, web_icon);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, web_label);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, person);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, avatar);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, person_name);
  gtk_widget_class_bind_template_child (widget_class, HrtShell, notices);
  gtk_widget_class_bind_template_callback (widget_class, on_web_clicked);
}

static void
hrt_shell_init (HrtShell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_scan_reader_init (&self->scanner);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * hrt_shell_new:
 * @desk: with somebody signed in: only the places this person may go to are built
 *
 * Returns: (transfer floating): the shell, at its first place
 */
GtkWidget *
hrt_shell_new (HrtDesk *desk)
{
  HrtShell *self = g_object_new (HRT_TYPE_SHELL, NULL);

  self->desk = g_object_ref (desk);
  for (guint i = 0; i < G_N_ELEMENTS (place_table); i++)
    if (hrt_desk_may (desk, place_table[i].right))
      add_place (self, i);
  show_person (self);
  g_signal_connect_object (desk, "web-changed", G_CALLBACK (on_web_changed), self,
                           G_CONNECT_SWAPPED);
  on_web_changed (self);
  if (self->waiting != NULL)
    {
      g_signal_connect_object (hrt_desk_get_web_orders (desk), "notify::n-waiting",
                               G_CALLBACK (on_waiting_changed), self, G_CONNECT_SWAPPED);
      on_waiting_changed (self);
    }
  hrt_notices_set_desk (self->notices, desk);
  hrt_shell_go_to (self, place_table[0].name);
  return GTK_WIDGET (self);
}
