/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtReceiptView: a receipt on its paper, as it will leave the printer.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-view.h"

#include "hrt-receipt-draw.h"

#define PIXELS_PER_POINT 1.5
#define TOOTH_PX         6.0
#define SHADOW_PX        12
#define NO_ROWS_PX       120
#define SMALLEST_SCALE   0.6

struct _HrtReceiptView
{
  GtkWidget parent_instance;

  GPtrArray *rows; /* (owned) (nullable) */
  guint paper_mm;
};

G_DEFINE_FINAL_TYPE (HrtReceiptView, hrt_receipt_view, GTK_TYPE_WIDGET)

static double
paper_width (HrtReceiptView *self)
{
  return hrt_receipt_paper_points (self->paper_mm) * PIXELS_PER_POINT;
}

/* Smaller than life where the window is narrower than the paper: nothing of it is cut off. */
static double
choose_scale (HrtReceiptView *self, int width)
{
  double room = width - 2 * SHADOW_PX;

  return width < 0 ? 1 : CLAMP (room / paper_width (self), SMALLEST_SCALE, 1);
}

static double
paper_height (HrtReceiptView *self)
{
  if (self->rows == NULL)
    return NO_ROWS_PX;
  return hrt_receipt_measure (gtk_widget_get_pango_context (GTK_WIDGET (self)), self->rows,
                              self->paper_mm) *
         PIXELS_PER_POINT;
}

static GtkSizeRequestMode
hrt_receipt_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hrt_receipt_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  HrtReceiptView *self = HRT_RECEIPT_VIEW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural =
        (int) (paper_height (self) * choose_scale (self, for_size)) + 2 * SHADOW_PX;
  else
    {
      *minimum = (int) (paper_width (self) * SMALLEST_SCALE) + 2 * SHADOW_PX;
      *natural = (int) paper_width (self) + 2 * SHADOW_PX;
    }
}

/* The lower edge is torn off at the printer's blade. */
static void
trace_paper (cairo_t *cr, double width, double height)
{
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, width, 0);
  cairo_line_to (cr, width, height - TOOTH_PX);
  for (double x = width; x > 0; x -= 2 * TOOTH_PX)
    {
      cairo_line_to (cr, MAX (x - TOOTH_PX, 0), height);
      cairo_line_to (cr, MAX (x - 2 * TOOTH_PX, 0), height - TOOTH_PX);
    }
  cairo_close_path (cr);
}

static void
hrt_receipt_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HrtReceiptView *self = HRT_RECEIPT_VIEW (widget);
  double scale = choose_scale (self, gtk_widget_get_width (widget));
  int width = (int) (paper_width (self) * scale);
  int height = gtk_widget_get_height (widget) - 2 * SHADOW_PX;
  int left = (gtk_widget_get_width (widget) - width) / 2;
  GskRoundedRect outline;
  const GdkRGBA shade = { 0.2f, 0.12f, 0.05f, 0.25f };
  cairo_t *cr;

  if (self->rows == NULL)
    return;
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT ((float) left, SHADOW_PX, (float) width, (float) (height - TOOTH_PX)), 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 3, 0, SHADOW_PX - 2);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) left, SHADOW_PX,
                                                                 (float) width, (float) height));
  cairo_translate (cr, left, SHADOW_PX);
  trace_paper (cr, width, height);
  cairo_set_source_rgb (cr, 1, 0.995, 0.98);
  cairo_fill (cr);
  cairo_scale (cr, PIXELS_PER_POINT * scale, PIXELS_PER_POINT * scale);
  cairo_set_source_rgb (cr, 0.1, 0.08, 0.07);
  hrt_receipt_draw (cr, gtk_widget_get_pango_context (widget), self->rows, self->paper_mm);
  cairo_destroy (cr);
}

static void
hrt_receipt_view_finalize (GObject *object)
{
  HrtReceiptView *self = HRT_RECEIPT_VIEW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hrt_receipt_view_parent_class)->finalize (object);
}

static void
hrt_receipt_view_class_init (HrtReceiptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hrt_receipt_view_finalize;
  widget_class->get_request_mode = hrt_receipt_view_get_request_mode;
  widget_class->measure = hrt_receipt_view_measure;
  widget_class->snapshot = hrt_receipt_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "receipt");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hrt_receipt_view_init (HrtReceiptView *self)
{
  self->paper_mm = 80;
}

GtkWidget *
hrt_receipt_view_new (void)
{
  return g_object_new (HRT_TYPE_RECEIPT_VIEW, NULL);
}

/**
 * hrt_receipt_view_set_receipt:
 * @paper_mm: width of the paper, 58 or 80
 */
void
hrt_receipt_view_set_receipt (HrtReceiptView *self, const HrtReceipt *receipt, guint paper_mm)
{
  g_autofree char *text = hrt_receipt_dup_text (receipt);

  g_return_if_fail (HRT_IS_RECEIPT_VIEW (self));

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = hrt_receipt_dup_rows (receipt);
  self->paper_mm = paper_mm;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
