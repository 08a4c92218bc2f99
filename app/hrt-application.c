/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtApplication: the program as the desktop sees it: command line, actions, settings, the end.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-application.h"

#include <glib/gi18n.h>

#include "hrt-background.h"
#include "hrt-instance.h"
#include "hrt-paths.h"
#include "hrt-window.h"
#include "orders/hrt-order-news.h"
#include "startup/hrt-start-up.h"

#define SECOND_TILL "K2"

/**
 * HrtApplication:
 *
 * Owns the start-up (database, services) for the whole run, so that windows may come and go.
 * Threading: main thread.
 */
struct _HrtApplication
{
  AdwApplication parent_instance;

  GSettings *settings;  /* (owned) */
  char *data_dir;       /* (owned) */
  char *till_code;      /* (owned) (nullable) */
  char *database;       /* (owned) (nullable) conninfo of a server that is not ours */
  char *web_database;   /* (owned) (nullable) the web shop's, on that server */
  HrtStartUp *start_up; /* (owned) (nullable) until activated */
  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (HrtApplication, hrt_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Keep the shop's data in DIR instead of the usual place"), N_ ("DIR") },
  { "database", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Use this PostgreSQL instead of the private one (libpq connection string)"),
    N_ ("CONNINFO") },
  { "new-instance", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start a second till on this machine"),
    NULL },
  { "quit", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("End the Hurtrock that runs without a window"),
    NULL },
  { "till", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Be this till (a short code, for example K2)"),
    N_ ("CODE") },
  { "web-database", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("With --database: serve the web shop too, through this login (role hrt_web)"),
    N_ ("CONNINFO") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL }
};

/* Ends the one that runs; there may be none. */
static int
quit_running (GApplication *app)
{
  g_autoptr (GError) error = NULL;

  if (!g_application_register (app, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_application_get_is_remote (app))
    {
      g_action_group_activate_action (G_ACTION_GROUP (app), "quit", NULL);
      g_dbus_connection_flush_sync (g_application_get_dbus_connection (app), NULL, NULL);
    }
  return 0;
}

static int
hrt_application_handle_local_options (GApplication *app, GVariantDict *given)
{
  HrtApplication *self = HRT_APPLICATION (app);
  g_autofree char *data_dir = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("hurtrock %s\n", HRT_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (given, "quit"))
    return quit_running (app);
  g_variant_dict_lookup (given, "data-dir", "^ay", &data_dir);
  g_variant_dict_lookup (given, "database", "s", &self->database);
  g_variant_dict_lookup (given, "web-database", "s", &self->web_database);
  if (self->web_database != NULL && self->database == NULL)
    {
      g_printerr ("%s\n", _ ("--web-database needs --database."));
      return 1;
    }
  if (!g_variant_dict_lookup (given, "till", "s", &self->till_code) &&
      g_variant_dict_contains (given, "new-instance"))
    self->till_code =
        g_strdup (SECOND_TILL); /* two windows on one till would fight over its ticket */
  /* A named data directory is another shop: it must not end up as a window of the first one. */
  if (g_variant_dict_contains (given, "new-instance") || data_dir != NULL || self->database != NULL)
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  else if (!hrt_instance_take (app))
    return 0;
  self->data_dir = hrt_paths_dup_data_dir (data_dir);
  return -1;
}

static void
apply_color_scheme (GSettings *settings, const char *key, gpointer user_data)
{
  g_autofree char *scheme = g_settings_get_string (settings, "color-scheme");
  AdwColorScheme wanted = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    wanted = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    wanted = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *authors[] = { "The Hurtrock authors", NULL };

  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name",
                         "Hurtrock", "application-icon", HRT_APP_ID, "version", HRT_VERSION,
                         "developer-name", _ ("The Hurtrock authors"), "developers", authors,
                         "license-type", GTK_LICENSE_GPL_3_0, "copyright",
                         "© 2026 The Hurtrock authors", "comments",
                         _ ("Till, stock and web shop of a music shop, out of one database."),
                         NULL);
}

/* A notification was clicked; the window may be hidden. */
static void
on_order (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window;

  g_application_activate (user_data);
  window = gtk_application_get_active_window (user_data);
  if (HRT_IS_WINDOW (window))
    hrt_window_show_order (HRT_WINDOW (window), g_variant_get_int64 (parameter));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (HRT_IS_WINDOW (window))
    hrt_window_quit (HRT_WINDOW (window));
  else if (window != NULL)
    gtk_window_close (window);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = on_about },
  { .name = "order", .activate = on_order, .parameter_type = "x" },
  { .name = "quit", .activate = on_quit },
};

static void
hrt_application_startup (GApplication *app)
{
  HrtApplication *self = HRT_APPLICATION (app);
  const char *quit[] = { "<Control>q", NULL };
  const char *lock[] = { "<Control>l", NULL };
  const char *preferences[] = { "<Control>comma", NULL };
  const char *shortcuts[] = { "<Control>question", "<Control>F1", NULL };
  const char *till[] = { "<Control>1", NULL };
  const char *products[] = { "<Control>2", NULL };
  const char *orders[] = { "<Control>3", NULL };

  G_APPLICATION_CLASS (hrt_application_parent_class)->startup (app);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "app.quit", quit);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.lock", lock);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.preferences", preferences);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.shortcuts", shortcuts);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.page::till", till);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.page::products", products);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.page::orders", orders);
  gtk_window_set_default_icon_name (HRT_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme),
                           self, 0);
  apply_color_scheme (self->settings, NULL, NULL);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtApplication) self = user_data;

  hrt_start_up_stop_finish (HRT_START_UP (source), result);
  g_application_release (G_APPLICATION (self));
}

static void
on_desk_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtApplication *self = user_data;

  hrt_window_close_desk_finish (HRT_WINDOW (source), result);
  hrt_start_up_stop_async (self->start_up, on_stopped, self);
}

/* The window is gone at once; the program stays until the database and the shop server ended in
 * order. */
static void
on_window_removed (GtkApplication *app, GtkWindow *window, gpointer user_data)
{
  HrtApplication *self = HRT_APPLICATION (app);

  if (self->start_up == NULL || self->is_stopping || !HRT_IS_WINDOW (window))
    return;
  self->is_stopping = TRUE;
  hrt_background_end (G_APPLICATION (app));
  hrt_order_news_withdraw (G_APPLICATION (app));
  g_application_hold (G_APPLICATION (app));
  hrt_window_close_desk_async (HRT_WINDOW (window), on_desk_closed, g_object_ref (self));
}

/* The window is on the screen before anything is asked of the database. */
static void
hrt_application_activate (GApplication *app)
{
  HrtApplication *self = HRT_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL && !self->is_stopping)
    {
      if (self->start_up == NULL)
        self->start_up = hrt_start_up_new (self->data_dir, self->database, self->web_database);
      window = GTK_WINDOW (hrt_window_new (self, self->settings, self->start_up, self->till_code));
    }
  if (window != NULL)
    {
      gtk_window_present (window);
      hrt_background_end (app);
    }
  if (self->start_up != NULL)
    hrt_start_up_begin (self->start_up);
}

static void
hrt_application_finalize (GObject *object)
{
  HrtApplication *self = HRT_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->start_up);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->web_database, g_free);
  g_clear_pointer (&self->till_code, g_free);
  G_OBJECT_CLASS (hrt_application_parent_class)->finalize (object);
}

static void
hrt_application_class_init (HrtApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hrt_application_finalize;
  app_class->handle_local_options = hrt_application_handle_local_options;
  app_class->startup = hrt_application_startup;
  app_class->activate = hrt_application_activate;
}

static void
hrt_application_init (HrtApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_signal_connect (self, "window-removed", G_CALLBACK (on_window_removed), NULL);
}

/**
 * hrt_application_new:
 * @settings: of this machine
 */
HrtApplication *
hrt_application_new (GSettings *settings)
{
  HrtApplication *self =
      g_object_new (HRT_TYPE_APPLICATION, "application-id", HRT_APP_ID, "resource-base-path",
                    "/store/hurtrockmusic/Hurtrock", "flags", G_APPLICATION_DEFAULT_FLAGS, NULL);

  self->settings = g_object_ref (settings);
  return self;
}
