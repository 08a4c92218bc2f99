/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebServer: puts the parts together; what happens to a request is in hrt-web-intake.c and
 * hrt-web-dispatch.c.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-server.h"

#include <unistd.h>

#include "hrt-web-server-private.h"

#define MAX_BUCKETS 16384

G_DEFINE_FINAL_TYPE (HrtWebServer, hrt_web_server, G_TYPE_OBJECT)

/**
 * hrt_web_config_init:
 * @config: (out): gets what suits a shop on one machine
 */
void
hrt_web_config_init (HrtWebConfig *config)
{
  static const char *const languages[] = { "id", "en", NULL };
  HrtWebConfig usual = { .languages = languages,
                         .sign_in_path = "/login",
                         .max_per_address = 256,
                         .max_requests = 10000,
                         .idle_secs = 60,
                         .header_secs = 10,
                         .body_secs = 30,
                         .handler_secs = 30,
                         .write_secs = 30,
                         .max_body = 256 * 1024,
                         .cache_bytes = 64 * 1024 * 1024 };

  *config = usual;
}

static void
hrt_web_server_finalize (GObject *object)
{
  HrtWebServer *self = HRT_WEB_SERVER (object);

  hrt_web_server_stop (self);
  g_clear_pointer (&self->listener, hrt_web_listener_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->guard.hub, hrt_web_hub_free);
  g_clear_object (&self->own_address);
  g_clear_pointer (&self->router, hrt_web_router_free);
  g_clear_pointer (&self->cache, hrt_web_page_cache_free);
  g_clear_pointer (&self->limits, hrt_web_limits_free);
  g_clear_pointer (&self->assets, hrt_web_assets_free);
  g_clear_pointer (&self->log, hrt_web_log_free);
  g_clear_object (&self->store);
  g_strfreev (self->languages);
  g_strfreev (self->proxies);
  g_free (self->sign_in_path);
  g_free (self->image_directory);
  G_OBJECT_CLASS (hrt_web_server_parent_class)->finalize (object);
}

static void
hrt_web_server_class_init (HrtWebServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_web_server_finalize;
}

static void
hrt_web_server_init (HrtWebServer *self)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);

  self->own_address = g_inet_socket_address_new (any, 0);
  self->router = hrt_web_router_new ();
  self->limits = hrt_web_limits_new (MAX_BUCKETS);
  /* No listener of its own: it then closes the stream behind each answer, and the socket comes back
   * to us. */
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, _hrt_web_server_on_message, self, NULL);
  self->guard.hub = hrt_web_hub_new (g_main_context_get_thread_default ());
  self->guard.ops = &_hrt_web_server_ops;
  self->guard.user_data = self;
  self->guard.config = &self->config;
}

/**
 * hrt_web_server_new:
 * @config: how it behaves; copied
 *
 * The server lives in the thread-default main context of the caller.
 *
 * Returns: (transfer full): a server without a port
 */
HrtWebServer *
hrt_web_server_new (const HrtWebConfig *config)
{
  HrtWebServer *self = g_object_new (HRT_TYPE_WEB_SERVER, NULL);

  self->config = *config;
  self->languages = g_strdupv ((char **) config->languages);
  self->proxies = g_strdupv ((char **) config->trusted_proxies);
  self->sign_in_path = g_strdup (config->sign_in_path);
  self->config.languages = (const char *const *) self->languages;
  self->config.trusted_proxies = (const char *const *) self->proxies;
  self->config.sign_in_path = self->sign_in_path;
  self->cache = hrt_web_page_cache_new (config->cache_bytes);
  self->listener = hrt_web_listener_new (&self->guard);
  if (config->log_access)
    self->log = hrt_web_log_new (STDOUT_FILENO);
  return self;
}

/**
 * hrt_web_server_set_first_language:
 * @self: the server
 * @language: one of its languages
 *
 * Visitors who have chosen none get this one from now on. Kept pages are thrown away.
 */
void
hrt_web_server_set_first_language (HrtWebServer *self, const char *language)
{
  for (guint i = 1; self->languages[i] != NULL; i++)
    if (g_strcmp0 (self->languages[i], language) == 0)
      {
        char *before = self->languages[0];

        self->languages[0] = self->languages[i];
        self->languages[i] = before;
      }
  hrt_web_page_cache_invalidate_all (self->cache);
}

/**
 * hrt_web_server_get_router:
 * @self: the server
 *
 * Returns: (transfer none): where routes are added
 */
HrtWebRouter *
hrt_web_server_get_router (HrtWebServer *self)
{
  return self->router;
}

/**
 * hrt_web_server_get_page_cache:
 * @self: the server
 *
 * Returns: (transfer none): its page cache
 */
HrtWebPageCache *
hrt_web_server_get_page_cache (HrtWebServer *self)
{
  return self->cache;
}

/**
 * hrt_web_server_get_limits:
 * @self: the server
 *
 * Returns: (transfer none): the rates of its visitors
 */
HrtWebLimits *
hrt_web_server_get_limits (HrtWebServer *self)
{
  return self->limits;
}

/**
 * hrt_web_server_set_assets:
 * @self: the server
 * @assets: (transfer full): served under /static/
 */
void
hrt_web_server_set_assets (HrtWebServer *self, HrtWebAssets *assets)
{
  g_clear_pointer (&self->assets, hrt_web_assets_free);
  self->assets = assets;
}

/**
 * hrt_web_server_set_image_directory:
 * @self: the server
 * @directory: with hh/<hash>-<width>.webp, served under /images/
 */
void
hrt_web_server_set_image_directory (HrtWebServer *self, const char *directory)
{
  gboolean is_first = self->image_directory == NULL;

  g_free (self->image_directory);
  self->image_directory = g_strdup (directory);
  if (is_first)
    _hrt_web_images_add_route (self);
}

/**
 * hrt_web_server_set_session_store:
 * @self: the server
 * @store: who knows the sessions
 */
void
hrt_web_server_set_session_store (HrtWebServer *self, HrtWebSessionStore *store)
{
  g_set_object (&self->store, store);
}

/**
 * hrt_web_server_set_error_page:
 * @self: the server
 * @page: makes the pages for errors
 * @user_data: for @page
 */
void
hrt_web_server_set_error_page (HrtWebServer *self, HrtWebErrorPage page, gpointer user_data)
{
  self->error_page = page;
  self->error_page_data = user_data;
}

/**
 * hrt_web_server_set_outage_test:
 * @self: the server
 * @test: tells errors that pass from mistakes
 */
void
hrt_web_server_set_outage_test (HrtWebServer *self, HrtWebOutageTest test)
{
  self->outage_test = test;
}

gboolean
_hrt_web_server_is_outage (HrtWebServer *self, const GError *error)
{
  return self->outage_test != NULL && self->outage_test (error);
}

/**
 * hrt_web_server_listen:
 * @self: the server
 * @address: "127.0.0.1:8080", "[::]:80", "unix:/run/shop.sock"; port 0 takes a free one
 * @error: place for an error
 *
 * Errors: %G_IO_ERROR_ADDRESS_IN_USE and those of the socket; %G_IO_ERROR_INVALID_ARGUMENT.
 *
 * Returns: %TRUE if visitors are welcome
 */
gboolean
hrt_web_server_listen (HrtWebServer *self, const char *address, GError **error)
{
  return hrt_web_listener_listen (self->listener, address, error);
}

/**
 * hrt_web_server_adopt:
 * @self: the server
 * @fd: (transfer full): a listening socket
 * @error: place for an error
 *
 * Errors: those of the socket.
 *
 * Returns: %TRUE if visitors are welcome
 */
gboolean
hrt_web_server_adopt (HrtWebServer *self, int fd, GError **error)
{
  return hrt_web_listener_adopt (self->listener, fd, error);
}

guint
hrt_web_server_get_port (HrtWebServer *self)
{
  return hrt_web_listener_get_port (self->listener);
}

guint
hrt_web_server_get_n_connections (HrtWebServer *self)
{
  return hrt_web_listener_get_n_connections (self->listener);
}

/**
 * hrt_web_server_stop:
 * @self: the server
 *
 * Takes no more visitors and closes all connections. Requests at hand are cancelled.
 */
void
hrt_web_server_stop (HrtWebServer *self)
{
  if (self->listener == NULL)
    return;
  self->guard.is_draining = TRUE;
  hrt_web_listener_stop (self->listener);
  while (self->guard.connections.head != NULL)
    hrt_web_connection_close (self->guard.connections.head->data);
}
