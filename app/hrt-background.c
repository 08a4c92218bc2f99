/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Going on without a window, because the owner wants the web shop to stay open: what the desktop is
 * asked and told. In a sandbox the desktop decides (Background portal); outside nobody needs to be
 * asked.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-background.h"

#include <glib/gi18n.h>

#define PORTAL           "org.freedesktop.portal.Desktop"
#define PORTAL_PATH      "/org/freedesktop/portal/desktop"
#define PORTAL_ASK       "org.freedesktop.portal.Background"
#define PORTAL_REQUEST   "org.freedesktop.portal.Request"
#define TOKEN            "hurtrock_background"
#define NOTE             "background"
#define NOTE_TROUBLE     "background-trouble"
#define RESPONSE_SUCCESS 0

typedef struct
{
  GApplication *app; /* (owned) */
  guint answer;      /* subscription */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->app);
  g_free (asking);
}

static void
stop_listening (Asking *asking)
{
  g_dbus_connection_signal_unsubscribe (g_application_get_dbus_connection (asking->app),
                                        asking->answer);
}

static void
send (GApplication *app, const char *id, const char *title, const char *body)
{
  g_autoptr (GNotification) note = g_notification_new (title);

  g_notification_set_body (note, body);
  g_notification_add_button (note, _ ("End Hurtrock"), "app.quit");
  g_application_send_notification (app, id, note);
}

/* Otherwise the desktop would kill the program sooner or later, in the middle of something. */
static void
end_refused (GApplication *app)
{
  g_autoptr (GNotification) note = g_notification_new (_ ("Hurtrock has ended"));

  g_message ("the desktop refuses to let the program go on without a window: ending");
  g_notification_set_body (note, _ ("This desktop does not let it go on without a window. The web "
                                    "shop is closed until Hurtrock is started again."));
  g_application_withdraw_notification (app, NOTE);
  g_application_send_notification (app, NOTE_TROUBLE, note);
  g_action_group_activate_action (G_ACTION_GROUP (app), "quit", NULL);
}

static void
on_answer (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GApplication) app = g_object_ref (asking->app);
  g_autoptr (GVariant) results = NULL;
  gboolean is_allowed = FALSE;
  guint32 response = 0;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  stop_listening (asking);
  if (response != RESPONSE_SUCCESS || !g_variant_lookup (results, "background", "b", &is_allowed) ||
      !is_allowed)
    end_refused (app);
}

/* A desktop without that portal does not look for programs without a window either. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  Asking *asking = user_data;

  if (handle != NULL)
    return;
  g_message ("nobody to ask about going on without a window, going on: %s", error->message);
  stop_listening (asking);
}

/* The answer may come before the call returns: its path is known beforehand. */
static void
ask_desktop (GApplication *app)
{
  GDBusConnection *bus = g_application_get_dbus_connection (app);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);
  g_autofree char *path = NULL;
  Asking *asking = g_new0 (Asking, 1);
  GVariantBuilder options;

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/" TOKEN, sender);
  asking->app = g_object_ref (app);
  asking->answer =
      g_dbus_connection_signal_subscribe (bus, PORTAL, PORTAL_REQUEST, "Response", path, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_answer, asking, asking_free);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (TOKEN));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("The web shop stays open")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, PORTAL_ASK, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", g_variant_builder_end (&options)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_asked,
                          asking);
}

/**
 * hrt_background_is_possible:
 *
 * Returns: whether a program without a window could be found again: it must own its name on a bus
 */
gboolean
hrt_background_is_possible (GApplication *app)
{
  return g_application_get_dbus_connection (app) != NULL &&
         (g_application_get_flags (app) & G_APPLICATION_NON_UNIQUE) == 0;
}

/**
 * hrt_background_begin:
 * @app: whose last window was hidden; it has an action "quit"
 * @web_text: how the web shop is
 *
 * Tells the user that the program goes on. Where the desktop refuses that, the program ends in
 * order.
 */
void
hrt_background_begin (GApplication *app, const char *web_text)
{
  g_return_if_fail (hrt_background_is_possible (app));

  g_application_withdraw_notification (app, NOTE_TROUBLE);
  send (app, NOTE, _ ("Hurtrock goes on without a window"), web_text);
  if (g_getenv ("FLATPAK_ID") != NULL)
    ask_desktop (app);
}

/**
 * hrt_background_warn:
 * @web_text: what is wrong with the web shop
 */
void
hrt_background_warn (GApplication *app, const char *web_text)
{
  send (app, NOTE_TROUBLE, _ ("The web shop is closed"), web_text);
}

/**
 * hrt_background_end:
 *
 * The window is back, or the program ends.
 */
void
hrt_background_end (GApplication *app)
{
  if (!hrt_background_is_possible (app))
    return;
  g_application_withdraw_notification (app, NOTE);
  g_application_withdraw_notification (app, NOTE_TROUBLE);
}
