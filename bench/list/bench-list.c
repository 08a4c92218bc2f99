/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Scrolls the products page of the app through its beginning, middle and end, and prints as JSON
 * what a frame costs, what the process holds, and which rows were where.
 *
 *   bench-list CONNINFO DATA_DIR
 */

#include "config.h"

#include <adwaita.h>
#include <malloc.h>
#include <sys/resource.h>

#include "app/hrt-desk.h"
#include "app/products/hrt-products-page.h"
#include "app/widgets/hrt-shelf-cell.h"
#include "model/catalog/hrt-product-list.h"

#define FRAMES        200 /* of each passage */
#define PIXELS        90  /* more than a row in each frame */
#define PATIENCE_SECS 60
#define QUIET_USECS   200000
#define PASSAGES      3

typedef struct
{
  GtkWidget *list;
  GListModel *rows;
  HrtProductList *products;
  GtkAdjustment *place;
  guint frames;
  gboolean is_late;
} Bench;

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Memory that is the process's own, in KiB. */
static long
own_memory (void)
{
  g_autofree char *status = NULL;

  malloc_trim (0);
  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  return strtol (strstr (status, "RssAnon:") + 8, NULL, 10);
}

/* @css_class: (nullable): the drop-downs have lists, too. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
on_late (gpointer user_data)
{
  ((Bench *) user_data)->is_late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until nothing is on its way any more and what came has been drawn. */
static void
settle (Bench *bench)
{
  guint timer = g_timeout_add_seconds (PATIENCE_SECS, on_late, bench);
  gint64 quiet_since = g_get_monotonic_time ();

  while (!bench->is_late && (hrt_product_list_is_loading (bench->products) ||
                             g_get_monotonic_time () - quiet_since < QUIET_USECS))
    {
      if (g_main_context_iteration (NULL, FALSE))
        quiet_since = g_get_monotonic_time ();
      else
        g_usleep (2000);
    }
  if (bench->is_late)
    g_error ("the list does not come to rest");
  g_source_remove (timer);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  bench->frames++;
  gtk_adjustment_set_value (bench->place, gtk_adjustment_get_value (bench->place) + PIXELS);
  return bench->frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What is written in the row at the top of the list, and which place that is. */
static void
print_top_row (Bench *bench)
{
  double height = gtk_adjustment_get_upper (bench->place) / g_list_model_get_n_items (bench->rows);
  guint at = (guint) ((gtk_adjustment_get_value (bench->place) + height * 1.5) / height);
  double y = at * height + height / 2 - gtk_adjustment_get_value (bench->place);
  g_autoptr (HrtProduct) product = g_list_model_get_item (bench->rows, at);
  GtkWidget *picked = gtk_widget_pick (bench->list, 200, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked ? gtk_widget_get_ancestor (picked, HRT_TYPE_SHELF_CELL) : NULL;
  GtkWidget *label = cell ? find_widget (cell, GTK_TYPE_LABEL, NULL) : NULL;
  g_autofree char *shown =
      g_strescape (label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : "(no row)", NULL);

  printf ("[%u, %" G_GINT64_FORMAT ", \"%s\"]", at, product->id, shown);
}

/* CPU of one passage in ms. */
static double
pass_through (Bench *bench, guint number)
{
  double length = gtk_adjustment_get_upper (bench->place) -
                  gtk_adjustment_get_page_size (bench->place) - FRAMES * PIXELS;
  double start;

  gtk_adjustment_set_value (bench->place, length * number / (PASSAGES - 1));
  settle (bench);
  bench->frames = 0;
  start = cpu_ms ();
  gtk_widget_add_tick_callback (bench->list, on_frame, bench, NULL);
  while (bench->frames < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  start = cpu_ms () - start;
  settle (bench);
  return start;
}

static void
open_page (Bench *bench, HrtDesk *desk)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = hrt_products_page_new (desk);
  GtkWidget *scrolled;

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  bench->list = find_widget (page, GTK_TYPE_LIST_VIEW, "rows");
  bench->rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)));
  bench->products = HRT_PRODUCT_LIST (gtk_no_selection_get_model (GTK_NO_SELECTION (bench->rows)));
  scrolled = gtk_widget_get_ancestor (bench->list, GTK_TYPE_SCROLLED_WINDOW);
  bench->place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  settle (bench);
  if (g_list_model_get_n_items (bench->rows) == 0)
    {
      g_autoptr (GError) error = NULL;

      g_object_get (bench->products, "error", &error, NULL);
      g_error ("the list is empty: %s", error != NULL ? error->message : "no error");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (HrtStartUp) start_up = NULL;
  g_autoptr (HrtDesk) desk = NULL;
  Bench bench = { 0 };
  double cpu = 0;

  if (argc < 3)
    g_error ("needs a database and a folder");
  adw_init ();
  settings = g_settings_new (HRT_APP_ID);
  start_up = hrt_start_up_new (argv[2], argv[1], NULL);
  desk = hrt_desk_new (start_up, settings, "K1");
  open_page (&bench, desk);
  printf ("{\"rows\": %u, \"top\": [", g_list_model_get_n_items (bench.rows));
  for (guint i = 0; i < PASSAGES; i++)
    {
      cpu += pass_through (&bench, i);
      print_top_row (&bench);
      printf (i + 1 < PASSAGES ? ", " : "], ");
    }
  printf ("\"frame_ms\": %.4f, \"memory_kib\": %ld}\n", cpu / (FRAMES * PASSAGES), own_memory ());
  return 0;
}
