/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Draws a receipt's rows with cairo and pango: on the screen, and as a PDF on paper of 58 or 80 mm.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-draw.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <qrencode.h>

#define POINTS_PER_MM (72.0 / 25.4)
#define MARGIN_PT     11.0
#define LINE_GAP_PT   2.0
#define QR_SIDE_PT    84.0

typedef struct
{
  cairo_t *cr; /* NULL when only measuring */
  PangoContext *pango;
  const char *families; /* of fonts, the best first */
  double width;
  double size; /* of the running text */
  double y;
} Pen;

double
hrt_receipt_paper_points (guint paper_mm)
{
  return paper_mm * POINTS_PER_MM;
}

static PangoLayout *
make_layout (Pen *pen, const char *text, double size, PangoWeight weight)
{
  PangoLayout *layout = pango_layout_new (pen->pango);
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, pen->families);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum, lnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
layout_width (PangoLayout *layout)
{
  int width = 0;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
show_at (Pen *pen, PangoLayout *layout, double x)
{
  if (pen->cr == NULL)
    return;
  cairo_move_to (pen->cr, x, pen->y);
  pango_cairo_show_layout (pen->cr, layout);
}

static void
draw_text (Pen *pen, const char *text, double size, PangoWeight weight, PangoAlignment align)
{
  g_autoptr (PangoLayout) layout = make_layout (pen, text, size, weight);

  pango_layout_set_width (layout, (int) ((pen->width - 2 * MARGIN_PT) * PANGO_SCALE));
  pango_layout_set_alignment (layout, align);
  show_at (pen, layout, MARGIN_PT);
  pen->y += layout_height (layout) + LINE_GAP_PT;
}

static void
draw_pair (Pen *pen, HrtReceiptRow *row, double size, PangoWeight weight)
{
  double inner = pen->width - 2 * MARGIN_PT;
  g_autoptr (PangoLayout) right = make_layout (pen, row->right ? row->right : "", size, weight);
  g_autoptr (PangoLayout) left = make_layout (pen, row->left, size, weight);
  double right_width = MIN (layout_width (right), inner * 0.75);

  /* Only what does not fit is given a width: then it wraps, and never runs off the paper. */
  if (layout_width (right) > right_width)
    {
      pango_layout_set_width (right, (int) (right_width * PANGO_SCALE));
      pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
    }
  pango_layout_set_width (left, (int) ((inner - right_width - 6) * PANGO_SCALE));
  show_at (pen, left, MARGIN_PT);
  show_at (pen, right, pen->width - MARGIN_PT - right_width);
  pen->y += MAX (layout_height (left), layout_height (right)) + LINE_GAP_PT;
}

static void
draw_rule (Pen *pen)
{
  const double dashes[] = { 2, 2 };

  pen->y += 3;
  if (pen->cr != NULL)
    {
      cairo_save (pen->cr);
      cairo_set_line_width (pen->cr, 0.7);
      cairo_set_dash (pen->cr, dashes, 2, 0);
      cairo_move_to (pen->cr, MARGIN_PT, pen->y);
      cairo_line_to (pen->cr, pen->width - MARGIN_PT, pen->y);
      cairo_stroke (pen->cr);
      cairo_restore (pen->cr);
    }
  pen->y += 5;
}

static void
draw_qr (Pen *pen, const char *text)
{
  QRcode *code = pen->cr != NULL ? QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M) : NULL;

  if (code != NULL)
    {
      double module = QR_SIDE_PT / code->width;
      double left = (pen->width - QR_SIDE_PT) / 2;

      for (int i = 0; i < code->width * code->width; i++)
        {
          if ((code->data[i] & 1) == 0)
            continue;
          cairo_rectangle (pen->cr, left + (i % code->width) * module,
                           pen->y + (i / code->width) * module, module + 0.05, module + 0.05);
        }
      cairo_fill (pen->cr);
      QRcode_free (code);
    }
  pen->y += QR_SIDE_PT + 4;
}

static void
draw_row (Pen *pen, HrtReceiptRow *row)
{
  switch (row->kind)
    {
    case HRT_RECEIPT_ROW_TITLE:
      draw_text (pen, row->left, pen->size * 1.75, PANGO_WEIGHT_HEAVY, PANGO_ALIGN_CENTER);
      break;
    case HRT_RECEIPT_ROW_CENTRE:
      draw_text (pen, row->left, pen->size, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER);
      break;
    case HRT_RECEIPT_ROW_TEXT:
      draw_text (pen, row->left, pen->size, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT);
      break;
    case HRT_RECEIPT_ROW_PAIR:
      draw_pair (pen, row, pen->size, PANGO_WEIGHT_NORMAL);
      break;
    case HRT_RECEIPT_ROW_TOTAL:
      draw_pair (pen, row, pen->size * 1.4, PANGO_WEIGHT_BOLD);
      break;
    case HRT_RECEIPT_ROW_RULE:
      draw_rule (pen);
      break;
    case HRT_RECEIPT_ROW_SPACE:
      pen->y += pen->size;
      break;
    case HRT_RECEIPT_ROW_QR:
      draw_qr (pen, row->left);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * hrt_receipt_draw:
 * @cr: (nullable): where to draw, in points from the paper's top left corner; %NULL only measures
 * @pango: its font is used where the receipt's own is not installed
 * @rows: (element-type HrtReceiptRow)
 * @paper_mm: width of the paper, 58 or 80
 *
 * Returns: the height of the paper, in points
 */
double
hrt_receipt_draw (cairo_t *cr, PangoContext *pango, GPtrArray *rows, guint paper_mm)
{
  const PangoFontDescription *base = pango_context_get_font_description (pango);
  const char *family = base != NULL ? pango_font_description_get_family (base) : NULL;
  g_autofree char *families = g_strjoin (", ", "Inter, Cantarell", family ? family : "Sans", NULL);
  Pen pen = { .cr = cr,
              .pango = pango,
              .families = families,
              .width = hrt_receipt_paper_points (paper_mm),
              .size = paper_mm < 70 ? 7.4 : 8.6,
              .y = MARGIN_PT };

  for (guint i = 0; i < rows->len; i++)
    draw_row (&pen, g_ptr_array_index (rows, i));
  return pen.y + MARGIN_PT;
}

double
hrt_receipt_measure (PangoContext *pango, GPtrArray *rows, guint paper_mm)
{
  return hrt_receipt_draw (NULL, pango, rows, paper_mm);
}

typedef struct
{
  GPtrArray *rows;
  guint paper_mm;
  char *path;
  char *title;
  PangoFontDescription *font;
} PdfJob;

static void
pdf_job_free (gpointer data)
{
  PdfJob *job = data;

  g_ptr_array_unref (job->rows);
  g_free (job->path);
  g_free (job->title);
  pango_font_description_free (job->font);
  g_free (job);
}

static gboolean
write_pdf (PdfJob *job, const char *path, GError **error)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *pango = pango_font_map_create_context (fonts);
  double width = hrt_receipt_paper_points (job->paper_mm);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  pango_context_set_font_description (pango, job->font);
  surface =
      cairo_pdf_surface_create (path, width, hrt_receipt_measure (pango, job->rows, job->paper_mm));
  cr = cairo_create (surface);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, job->title);
  hrt_receipt_draw (cr, pango, job->rows, job->paper_mm);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  g_object_unref (pango);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "writing the receipt: %s",
                   cairo_status_to_string (status));
      return FALSE;
    }
  return TRUE;
}

/* Written beside and renamed, so that a half receipt never carries a receipt's name. */
static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PdfJob *job = task_data;
  g_autofree char *folder = g_path_get_dirname (job->path);
  g_autofree char *partial = g_strconcat (job->path, ".part", NULL);
  GError *error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "cannot make the folder %s", folder);
  else if (write_pdf (job, partial, &error) && g_rename (partial, job->path) != 0)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write %s", job->path);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hrt_receipt_save_pdf_async:
 * @paper_mm: width of the paper, 58 or 80
 * @path: the file; its folder is made when missing
 * @pango: whose font is used where the receipt's own is not installed: a widget's
 *
 * Errors: `G_IO_ERROR_FAILED` when the file cannot be written.
 */
void
hrt_receipt_save_pdf_async (const HrtReceipt *receipt,
                            guint paper_mm,
                            const char *path,
                            PangoContext *pango,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  PdfJob *job = g_new0 (PdfJob, 1);

  g_task_set_source_tag (task, hrt_receipt_save_pdf_async);
  job->rows = hrt_receipt_dup_rows (receipt);
  job->paper_mm = paper_mm;
  job->path = g_strdup (path);
  job->title = g_strdup (receipt->number);
  job->font = pango_font_description_copy (pango_context_get_font_description (pango));
  g_task_set_task_data (task, job, pdf_job_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
hrt_receipt_save_pdf_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
