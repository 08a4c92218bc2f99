/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDesk: the web shop that this machine serves, and how it is, in words.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-desk-private.h"

#include <glib/gi18n.h>

#include "hrt-paths.h"

static void
on_web_state_changed (HrtDesk *self)
{
  g_signal_emit_by_name (self, "web-changed");
}

static void
on_web_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtDesk) self = user_data;

  hrt_web_host_stop_finish (HRT_WEB_HOST (source), result, NULL);
  g_signal_emit_by_name (self, "web-changed");
  if (hrt_desk_is_web_wanted (self) && self->profile != NULL)
    hrt_desk_start_web (self);
}

/**
 * hrt_desk_start_web:
 *
 * Starts the web shop when this machine is to serve it. The connection string travels over the
 * child's standard input.
 */
void
hrt_desk_start_web (HrtDesk *self)
{
  /* It listens on this machine alone: who connects is a browser here, or the proxy before it. */
  static const char *const proxies[] = { "127.0.0.1", "::1", NULL };
  g_autofree char *conninfo = NULL;
  g_autofree char *listen = NULL;

  g_return_if_fail (HRT_IS_DESK (self));

  if (self->host == NULL || !hrt_desk_is_web_wanted (self) ||
      hrt_web_host_get_state (self->host) != HRT_WEB_HOST_STOPPED)
    return;
  conninfo = hrt_start_up_dup_conninfo (self->start_up, HRT_PG_ROLE_WEB);
  g_return_if_fail (conninfo != NULL);
  listen = g_strdup_printf ("127.0.0.1:%d", g_settings_get_int (self->settings, "web-port"));
  hrt_web_host_trust_proxies (self->host, proxies);
  hrt_web_host_start (self->host, conninfo, listen);
}

static void
on_web_settings_changed (HrtDesk *self)
{
  if (self->host == NULL || self->profile == NULL)
    return;
  hrt_web_host_stop_async (self->host, on_web_stopped, g_object_ref (self));
}

gboolean
hrt_desk_is_web_wanted (HrtDesk *self)
{
  return self->host != NULL && g_settings_get_boolean (self->settings, "web-shop");
}

/**
 * hrt_desk_is_web_elsewhere:
 *
 * Returns: whether the database is one that the owner named, without a login for the web shop: this
 * program then never serves it, for what faces the internet must not have the rights of staff
 */
gboolean
hrt_desk_is_web_elsewhere (HrtDesk *self)
{
  g_autofree char *conninfo = hrt_start_up_dup_conninfo (self->start_up, HRT_PG_ROLE_WEB);

  return conninfo == NULL;
}

/**
 * hrt_desk_get_web_url:
 *
 * Returns: (nullable): where the web shop answers, while it does; it may be another program of this
 * shop that serves it
 */
const char *
hrt_desk_get_web_url (HrtDesk *self)
{
  HrtWebHostState state =
      self->host != NULL ? hrt_web_host_get_state (self->host) : HRT_WEB_HOST_STOPPED;

  if (state != HRT_WEB_HOST_RUNNING && state != HRT_WEB_HOST_ELSEWHERE)
    return NULL;
  return hrt_web_host_get_url (self->host);
}

/**
 * hrt_desk_has_web_trouble:
 *
 * Returns: whether the web shop is wanted and cannot run until somebody does something
 */
gboolean
hrt_desk_has_web_trouble (HrtDesk *self)
{
  return hrt_desk_is_web_wanted (self) &&
         hrt_web_host_get_state (self->host) == HRT_WEB_HOST_FAILED;
}

static char *
dup_web_failure (HrtDesk *self)
{
  if (hrt_web_host_is_port_taken (self->host))
    return g_strdup_printf (
        _ ("The web shop cannot run: another program uses port %d. Please end that program, or "
           "choose another port under Preferences, Web shop."),
        g_settings_get_int (self->settings, "web-port"));
  if (hrt_web_host_is_login_refused (self->host))
    return g_strdup (
        _ ("The web shop cannot run: it was given a login to the database that may do more than "
           "the role hrt_web. Please start Hurtrock with another --web-database."));
  return g_strdup (
      _ ("The web shop cannot run. Please switch it off and on again under Preferences, "
         "Web shop; if that does not help, restart the computer."));
}

/**
 * hrt_desk_dup_web_text:
 *
 * Returns: (transfer full): how the web shop is, in a few words
 */
char *
hrt_desk_dup_web_text (HrtDesk *self)
{
  const char *url = self->host != NULL ? hrt_web_host_get_url (self->host) : NULL;

  if (hrt_desk_is_web_elsewhere (self))
    return g_strdup (_ ("The web shop of this database is served elsewhere, not by this program"));
  if (!hrt_desk_is_web_wanted (self))
    return g_strdup (_ ("The web shop is off"));
  switch (hrt_web_host_get_state (self->host))
    {
    case HRT_WEB_HOST_RUNNING:
      return g_strdup_printf (_ ("Web shop at %s"), url);
    case HRT_WEB_HOST_ELSEWHERE:
      if (url == NULL)
        return g_strdup (_ ("Another Hurtrock on this machine serves the web shop already"));
      return g_strdup_printf (_ ("Another Hurtrock on this machine serves the web shop at %s"),
                              url);
    case HRT_WEB_HOST_WAITING:
      return g_strdup (_ ("The web shop ended by itself and is started again in a moment"));
    case HRT_WEB_HOST_FAILED:
      return dup_web_failure (self);
    case HRT_WEB_HOST_STOPPED:
    case HRT_WEB_HOST_STARTING:
    default:
      return g_strdup (_ ("The web shop is starting"));
    }
}

void
_hrt_desk_make_host (HrtDesk *self)
{
  g_autofree char *program = hrt_paths_dup_program ("hurtrock-shop-server");

  if (hrt_desk_is_web_elsewhere (self))
    return;
  if (program == NULL)
    {
      g_message ("the shop server's program is not there: no web shop");
      return;
    }
  self->host = hrt_web_host_new (program, hrt_start_up_get_data_dir (self->start_up));
  g_signal_connect_object (self->host, "notify::state", G_CALLBACK (on_web_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::web-shop",
                           G_CALLBACK (on_web_settings_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::web-port",
                           G_CALLBACK (on_web_settings_changed), self, G_CONNECT_SWAPPED);
}
