/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * bench-http-server: the HTTP edge with one page of a given size, cached and not, for
 * bench-http.py.
 */

#include <glib-unix.h>

#include "shop-server/hrt-web-server.h"

static void
respond (HrtWebRequest *request, guint size, guint keep_secs)
{
  GString *page = g_string_sized_new (size);
  HrtWebResponse *response;

  g_string_append (page, "<!DOCTYPE html><title>bench</title><p>");
  for (guint i = 0; page->len < size; i++)
    g_string_append_c (page, (char) ('a' + i % 26));
  response = hrt_web_response_new_html (200, page);
  if (keep_secs > 0)
    hrt_web_response_keep (response, keep_secs);
  hrt_web_request_respond (request, response);
}

static void
handle_cached (HrtWebRequest *request, gpointer user_data)
{
  respond (request, GPOINTER_TO_UINT (user_data), 3600);
}

static void
handle_uncached (HrtWebRequest *request, gpointer user_data)
{
  respond (request, GPOINTER_TO_UINT (user_data), 0);
}

static gboolean
on_term (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET",
      .pattern = "/cached",
      .handler = handle_cached,
      .flags = HRT_WEB_ROUTE_CACHED },
    { .method = "GET", .pattern = "/uncached", .handler = handle_uncached },
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (HrtWebServer) server = NULL;
  g_autoptr (GError) error = NULL;
  HrtWebConfig config;
  gint64 size = 10 * 1024;

  if (argc > 1 && !g_ascii_string_to_signed (argv[1], 10, 64, 1 << 20, &size, &error))
    g_error ("%s", error->message);
  hrt_web_config_init (&config);
  config.idle_secs = 600;
  server = hrt_web_server_new (&config);
  hrt_web_router_add (hrt_web_server_get_router (server), routes, G_N_ELEMENTS (routes),
                      GUINT_TO_POINTER ((guint) size));
  if (!hrt_web_server_listen (server, "127.0.0.1:0", &error))
    g_error ("%s", error->message);
  g_print ("%u\n", hrt_web_server_get_port (server));
  g_unix_signal_add (SIGTERM, on_term, loop);
  g_main_loop_run (loop);
  return 0;
}
