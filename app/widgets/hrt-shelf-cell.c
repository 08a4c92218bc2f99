/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShelfCell: something that is sold, in a grid or a list: picture, name, price, what is in
 * stock.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-shelf-cell.h"

#include <glib/gi18n.h>

#include "hrt-thumb.h"
#include "hrt-ui.h"
#include "model/base/hrt-money.h"

#define TILE_PICTURE_PX 132
#define ROW_PICTURE_PX  52

struct _HrtShelfCell
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *thumb;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *price;
  GtkLabel *stock;
};

G_DEFINE_FINAL_TYPE (HrtShelfCell, hrt_shelf_cell, GTK_TYPE_WIDGET)

/**
 * hrt_shelf_goods_describe:
 * @goods: (out caller-allocates): valid as long as @product is
 */
void
hrt_shelf_goods_describe (HrtShelfGoods *goods, HrtProduct *product)
{
  goods->name = product->name;
  goods->detail = product->brand;
  goods->image_hash = product->image_hash;
  goods->price = product->price;
  goods->price_to = product->price_to;
  goods->available = product->available;
  goods->low_stock = product->low_stock;
  goods->is_active = product->active;
}

static char *
dup_price_text (const HrtShelfGoods *goods)
{
  g_autofree char *from = hrt_rupiah_format (goods->price, HRT_MONEY_STYLE_PLAIN);

  if (goods->price_to <= goods->price)
    return g_steal_pointer (&from);
  return g_strdup_printf (C_ ("price", "from %s"), from);
}

static char *
dup_stock_text (const HrtShelfGoods *goods)
{
  if (!goods->is_active)
    return g_strdup (C_ ("stock", "Not for sale"));
  if (goods->available <= 0)
    return g_strdup (C_ ("stock", "Sold out"));
  return g_strdup_printf (C_ ("stock", "%d in stock"), (int) MIN (goods->available, G_MAXINT));
}

static void
show_stock (HrtShelfCell *self, const HrtShelfGoods *goods, const char *text)
{
  const char *mood = "good";

  if (!goods->is_active || goods->available <= 0)
    mood = "bad";
  else if (goods->available <= goods->low_stock)
    mood = "warn";
  gtk_widget_set_css_classes (GTK_WIDGET (self->stock), (const char *[]){ "tag", mood, NULL });
  gtk_label_set_label (self->stock, text);
}

/**
 * hrt_shelf_cell_show:
 * @goods: what to show; copied
 */
void
hrt_shelf_cell_show (HrtShelfCell *self, HrtPictureLoader *pictures, const HrtShelfGoods *goods)
{
  g_autofree char *price = dup_price_text (goods);
  g_autofree char *stock = dup_stock_text (goods);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s, %s", goods->name,
                                             goods->detail ? goods->detail : "", price, stock);

  g_return_if_fail (HRT_IS_SHELF_CELL (self));

  gtk_label_set_label (self->name, goods->name);
  gtk_label_set_label (self->detail, goods->detail != NULL ? goods->detail : "");
  gtk_label_set_label (self->price, price);
  show_stock (self, goods, stock);
  hrt_thumb_show (HRT_THUMB (self->thumb), pictures, goods->image_hash);
  hrt_ui_name (GTK_WIDGET (self), spoken);
  gtk_widget_set_opacity (self->box, goods->is_active ? 1 : 0.6);
}

/**
 * hrt_shelf_cell_clear:
 *
 * For a row whose page is still on its way.
 */
void
hrt_shelf_cell_clear (HrtShelfCell *self)
{
  g_return_if_fail (HRT_IS_SHELF_CELL (self));

  gtk_label_set_label (self->name, "…");
  gtk_label_set_label (self->detail, "");
  gtk_label_set_label (self->price, "");
  gtk_label_set_label (self->stock, "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->stock), (const char *[]){ NULL });
  hrt_thumb_show (HRT_THUMB (self->thumb), NULL, NULL);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

/* In a tile the stock stands beside the detail: on the picture it covers a headstock, and beside
 * the price there is no room for millions. */
static GtkWidget *
put_stock_beside_detail (HrtShelfCell *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_hexpand (GTK_WIDGET (self->detail), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->stock), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->stock));
  return line;
}

/* Price and stock beside the text in a row. */
static void
arrange (HrtShelfCell *self, gboolean is_row)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *foot = gtk_box_new (is_row ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 4);

  self->box =
      gtk_box_new (is_row ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, is_row ? 12 : 8);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, is_row ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_valign (foot, is_row ? GTK_ALIGN_CENTER : GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts),
                  is_row ? GTK_WIDGET (self->detail) : put_stock_beside_detail (self));
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->price));
  if (is_row)
    gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->stock));
  if (!is_row) /* guitars differ in their last word */
    {
      gtk_label_set_wrap (self->name, TRUE);
      gtk_label_set_wrap_mode (self->name, PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (self->name, 2);
      gtk_widget_set_vexpand (texts, TRUE);
    }
  gtk_widget_set_hexpand (GTK_WIDGET (self->price), !is_row);
  gtk_label_set_xalign (self->price, is_row ? 1 : 0);
  gtk_widget_set_halign (GTK_WIDGET (self->stock), GTK_ALIGN_END);
  gtk_widget_set_halign (self->thumb, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->thumb);
  gtk_box_append (GTK_BOX (self->box), texts);
  gtk_box_append (GTK_BOX (self->box), foot);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
hrt_shelf_cell_dispose (GObject *object)
{
  g_clear_pointer (&HRT_SHELF_CELL (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hrt_shelf_cell_parent_class)->dispose (object);
}

static void
hrt_shelf_cell_class_init (HrtShelfCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_shelf_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hrt_shelf_cell_init (HrtShelfCell *self)
{
  self->name = make_label ("tile-name");
  self->detail = make_label ("muted");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  self->price = make_label ("amount");
  self->stock = make_label ("tag");
}

/**
 * hrt_shelf_cell_new:
 * @orientation: horizontal for a row of a list, vertical for a tile of a grid
 */
GtkWidget *
hrt_shelf_cell_new (GtkOrientation orientation)
{
  HrtShelfCell *self = g_object_new (HRT_TYPE_SHELF_CELL, NULL);
  gboolean is_row = orientation == GTK_ORIENTATION_HORIZONTAL;

  self->thumb = hrt_thumb_new (is_row ? ROW_PICTURE_PX : TILE_PICTURE_PX);
  if (!is_row)
    gtk_widget_set_halign (self->thumb, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), is_row ? "shelf-row" : "tile");
  arrange (self, is_row);
  return GTK_WIDGET (self);
}
