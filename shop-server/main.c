/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-shop-server: the web shop as a process of its own, started by the app, by hurtrock-admin
 * or by systemd.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "hrt-server-options.h"
#include "hrt-server-process.h"
#include "hrt-server-workers.h"
#include "shop-server/pages/hrt-store.h"

/* The shop's own language, zone and name are wanted before the first page; a database that is away
 * must not keep the calm page away. */
#define QUESTION_WAIT_MS 10000
#define START_WAIT_SECS  5
#define STOP_WAIT_SECS   5
#define WEB_ROLE         "hrt_web"

typedef struct
{
  HrtServerOptions *options;
  GMainLoop *loop;
  HrtContext *context;
  HrtStore *store;
  guint start_timer;
  gboolean is_stopping;
  int status;
} Server;

static void
end_loop (Server *server)
{
  if (g_main_loop_is_running (server->loop))
    g_main_loop_quit (server->loop);
}

static void
give_up (Server *server, const char *message)
{
  hrt_server_process_print_refusal (message, server->options->watch_parent);
  server->status = HRT_SERVER_EXIT_REFUSED;
  end_loop (server);
}

/* Also when the database was away at first, and what answers in the end is another login. */
static void
on_login_refused (HrtPgPool *pool, const GError *error, gpointer user_data)
{
  Server *server = user_data;
  g_autofree char *message = NULL;

  if (server->status == HRT_SERVER_EXIT_REFUSED)
    return;
  message = g_strdup_printf ("the web shop runs as the role %s alone, nothing else faces the "
                             "internet: %s",
                             WEB_ROLE, error->message);
  give_up (server, message);
}

static gboolean
listen_on (Server *server, GError **error)
{
  if (server->options->listen_fd >= 0)
    return hrt_web_server_adopt (server->store->server, server->options->listen_fd, error);
  return hrt_web_server_listen (server->store->server, server->options->listen, error);
}

static void
open_shop (Server *server)
{
  static const char *const indonesian_first[] = { "id", "en", NULL };
  static const char *const english_first[] = { "en", "id", NULL };
  HrtWebConfig config;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL, *message = NULL;

  g_clear_handle_id (&server->start_timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (server->store, server);
  hrt_web_config_init (&config);
  config.languages =
      g_strcmp0 (server->store->profile->language, "en") == 0 ? english_first : indonesian_first;
  config.trusted_proxies = (const char *const *) server->options->trusted_proxies;
  config.log_access = server->options->log_access;
  if (server->options->no_page_cache)
    config.cache_bytes = 0;
  if (!hrt_store_open (server->store, &config, &error) || !listen_on (server, &error))
    {
      message = hrt_server_options_dup_refusal (server->options, error);
      give_up (server, message);
      return;
    }
  hrt_search_start (server->store->search);
  url =
      hrt_server_options_dup_url (server->options, hrt_web_server_get_port (server->store->server));
  hrt_server_process_print_ready (url);
}

static void
on_profile_known (HrtStore *store, gpointer user_data)
{
  Server *server = user_data;

  if (server->status != HRT_SERVER_EXIT_REFUSED && !server->is_stopping)
    open_shop (server);
}

static gboolean
on_start_timeout (gpointer user_data)
{
  Server *server = user_data;

  server->start_timer = 0;
  g_message ("the database has not answered yet; the shop opens without it");
  open_shop (server);
  return G_SOURCE_REMOVE;
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  hrt_context_close_finish (HRT_CONTEXT (source), result, NULL);
  end_loop (user_data);
}

static gboolean
on_stop_timeout (gpointer user_data)
{
  end_loop (user_data);
  return G_SOURCE_REMOVE;
}

static void
stop (gpointer user_data)
{
  Server *server = user_data;

  server->is_stopping = TRUE;
  g_clear_handle_id (&server->start_timer, g_source_remove);
  hrt_store_close (server->store);
  hrt_context_close_async (server->context, on_closed, server);
  g_timeout_add_seconds (STOP_WAIT_SECS, on_stop_timeout, server);
}

static int
serve (HrtServerOptions *options)
{
  Server server = { .options = options };

  server.loop = g_main_loop_new (NULL, FALSE);
  server.context = hrt_context_new (options->database, options->data_dir);
  /* A visitor's question is never worth what the owner's report is. */
  hrt_pg_pool_set_statement_timeout (hrt_context_get_pool (server.context), HRT_PG_LANE_REPORT,
                                     QUESTION_WAIT_MS);
  hrt_context_demand_role (server.context, WEB_ROLE);
  g_signal_connect (hrt_context_get_pool (server.context), "refused", G_CALLBACK (on_login_refused),
                    &server);
  server.store = hrt_store_new (server.context);
  hrt_server_process_on_quit (stop, &server);
  g_signal_connect (server.store, "refreshed", G_CALLBACK (on_profile_known), &server);
  server.start_timer = g_timeout_add_seconds (START_WAIT_SECS, on_start_timeout, &server);
  hrt_context_start (server.context);
  hrt_store_refresh (server.store);
  g_main_loop_run (server.loop);
  g_object_unref (server.store);
  g_object_unref (server.context);
  g_main_loop_unref (server.loop);
  return server.status;
}

int
main (int argc, char **argv)
{
  g_autoptr (HrtServerOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  /* Times, numbers and texts follow the visitor, never the machine. */
  setlocale (LC_ALL, "C.UTF-8");
  g_set_prgname ("hurtrock-shop-server");
  options = hrt_server_options_parse (argc, argv, &error);
  if (options == NULL)
    {
      hrt_server_process_print_refusal (error->message, FALSE);
      return HRT_SERVER_EXIT_REFUSED;
    }
  if (options->watch_parent && !hrt_server_process_follow_parent ())
    return EXIT_SUCCESS;
  if (options->n_workers > 1 && options->listen_fd < 0)
    return hrt_server_workers_run (options, argv[0]);
  return hrt_context_leave (serve (options));
}
