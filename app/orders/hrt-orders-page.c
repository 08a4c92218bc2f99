/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtOrdersPage: sales of the till and orders of the web, in one list that keeps itself up to date.
 */

#define G_LOG_DOMAIN "hrt-orders"

#include "config.h"

#include "hrt-orders-page.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-order-cell.h"
#include "hrt-order-page.h"
#include "model/sales/hrt-order-list.h"
#include "model/sales/hrt-sales.h"

/**
 * HrtOrdersPage:
 *
 * HrtOrderList (knows the count, reads pages) -> GtkNoSelection -> GtkListView of HrtOrderCell.
 * Threading: main thread.
 */
struct _HrtOrdersPage
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *list_side;
  GtkWidget *detail_side;
  GtkWidget *rail_button;
  GtkWidget *back;
  GtkDropDown *filter;
  GtkStack *state;
  GtkListView *list;
  AdwWindowTitle *detail_title;
  GtkStack *detail;

  HrtDesk *desk;        /* (owned) */
  HrtOrderList *orders; /* (owned) */
  HrtOrderPage *page;   /* (unowned) (nullable) a child of @detail */
  HrtOrder *opened;     /* (owned) (nullable) that @page shows */
};

G_DEFINE_FINAL_TYPE (HrtOrdersPage, hrt_orders_page, GTK_TYPE_WIDGET)

/* In the order of the drop-down. */
static const HrtOrderFilter filters[] = {
  { 0 },
  { .channel = "web" },
  { .channel = "web", .status = "placed", .payment_status = "unpaid" },
  { .channel = "web", .status = "confirmed" },
  { .channel = "till" },
};

static void
on_filter_selected (HrtOrdersPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  if (self->orders != NULL && selected < G_N_ELEMENTS (filters))
    hrt_order_list_set_filter (self->orders, &filters[selected]);
}

static void
on_list_changed (HrtOrdersPage *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->orders)) == 0 &&
                      !hrt_order_list_is_loading (self->orders);

  gtk_stack_set_visible_child_name (self->state, is_empty ? "nothing" : "list");
}

/* A notification draws a cell again. */
static void
mark (HrtOrdersPage *self, HrtOrder *order)
{
  g_autoptr (HrtOrder) before = g_steal_pointer (&self->opened);

  self->opened = g_object_ref (order);
  if (before != NULL)
    g_object_notify (G_OBJECT (before), "revision");
  g_object_notify (G_OBJECT (order), "revision");
}

static void
show_order (HrtOrdersPage *self, HrtOrder *order)
{
  if (self->page == NULL)
    {
      self->page = HRT_ORDER_PAGE (hrt_order_page_new (self->desk));
      gtk_stack_add_named (self->detail, GTK_WIDGET (self->page), "order");
    }
  mark (self, order);
  hrt_order_page_load (self->page, order->id);
  adw_window_title_set_title (self->detail_title, order->number != NULL ? order->number : "");
  gtk_stack_set_visible_child_name (self->detail, "order");
  adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
}

static void
on_activate (HrtOrdersPage *self, guint position)
{
  g_autoptr (HrtOrder) order = g_list_model_get_item (G_LIST_MODEL (self->orders), position);

  if (order != NULL)
    show_order (self, order);
}

static void
on_back_clicked (HrtOrdersPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
}

/* Also while the list has the keyboard: the order beside it is the one that is meant. */
static gboolean
print_order (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HrtOrdersPage *self = HRT_ORDERS_PAGE (widget);

  return self->page != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->page)) &&
         gtk_widget_activate_action (GTK_WIDGET (self->page), "order.print", NULL);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, hrt_order_cell_new ());
}

static void
show_in_cell (HrtOrdersPage *self, GtkListItem *list_item)
{
  HrtOrder *order = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  if (order == NULL || cell == NULL)
    return;
  hrt_order_cell_show (HRT_ORDER_CELL (cell), order, hrt_desk_get_time_zone (self->desk));
  hrt_ui_mark_open (cell, self->opened != NULL && self->opened->id == order->id);
}

/* A placeholder is filled in place, a known order changes in place: both notify. */
static void
on_order_notify (GObject *order, GParamSpec *pspec, gpointer user_data)
{
  GtkListItem *list_item = user_data;
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GtkWidget *page = cell != NULL ? gtk_widget_get_ancestor (cell, HRT_TYPE_ORDERS_PAGE) : NULL;

  if (page != NULL)
    show_in_cell (HRT_ORDERS_PAGE (page), list_item);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *list_item, HrtOrdersPage *self)
{
  show_in_cell (self, list_item);
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::revision",
                    G_CALLBACK (on_order_notify), list_item);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_order_notify,
                                        list_item);
}

static void
hrt_orders_page_dispose (GObject *object)
{
  HrtOrdersPage *self = HRT_ORDERS_PAGE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_ORDERS_PAGE);
  g_clear_object (&self->orders);
  g_clear_object (&self->opened);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_orders_page_parent_class)->dispose (object);
}

static void
hrt_orders_page_class_init (HrtOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_orders_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, detail_side);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, rail_button);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, back);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, filter);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, state);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, detail_title);
  gtk_widget_class_bind_template_child (widget_class, HrtOrdersPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, print_order, NULL);
}

static void
hrt_orders_page_init (HrtOrdersPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  hrt_ui_name (GTK_WIDGET (self->list), _ ("Orders"));
  hrt_ui_name (GTK_WIDGET (self->filter), _ ("Which orders"));
  hrt_ui_name (self->back, _ ("Back"));
  hrt_ui_name (self->rail_button, _ ("Places"));
}

/**
 * hrt_orders_page_new:
 * @desk: the way to the services
 *
 * Returns: (transfer floating): the page, reading its list
 */
GtkWidget *
hrt_orders_page_new (HrtDesk *desk)
{
  HrtOrdersPage *self = g_object_new (HRT_TYPE_ORDERS_PAGE, NULL);
  g_autoptr (GtkNoSelection) model = NULL;

  self->desk = g_object_ref (desk);
  self->orders = hrt_order_list_new (hrt_desk_get_context (desk));
  g_signal_connect_object (self->orders, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->orders, "notify::loading", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->orders)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  hrt_order_list_set_filter (self->orders, &filters[0]);
  return GTK_WIDGET (self);
}

static void
on_order_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtOrdersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = hrt_sales_load_orders_finish (HRT_SALES (source), result, &error);

  if (self->desk == NULL) /* gone meanwhile */
    return;
  if (orders == NULL)
    hrt_ui_toast_error (GTK_WIDGET (self), error);
  else if (orders->len > 0)
    show_order (self, orders->pdata[0]);
}

/**
 * hrt_orders_page_open:
 * @order_id: of an order that need not be in the list as it is filtered
 *
 * Shows it beside the list.
 */
void
hrt_orders_page_open (HrtOrdersPage *self, gint64 order_id)
{
  g_return_if_fail (HRT_IS_ORDERS_PAGE (self));

  hrt_sales_load_orders_async (hrt_context_get_sales (hrt_desk_get_context (self->desk)), &order_id,
                               1, NULL, on_order_loaded, g_object_ref (self));
}
