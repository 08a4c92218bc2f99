/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Pictures of products: content-addressed files, so a name is checked letter by letter and then
 * never changes.
 */

#define G_LOG_DOMAIN "hrt-web"

#include <string.h>

#include "hrt-web-request-private.h"
#include "hrt-web-server-private.h"

#define KEEP_SECS (24 * 3600)
#define MAX_HASH  64
#define MIN_HASH  16

/* "<hash>-<width>.webp" or ".jpg" and nothing else: no dot, slash or letter that could lead out of
 * the folder. */
static const char *
check_name (const char *name)
{
  gsize hash = strspn (name, "0123456789abcdef");
  gsize width;

  if (hash < MIN_HASH || hash > MAX_HASH || name[hash] != '-')
    return NULL;
  width = strspn (name + hash + 1, G_CSET_DIGITS);
  if (width < 1 || width > 5)
    return NULL;
  name += hash + 1 + width;
  if (strcmp (name, ".webp") == 0)
    return "image/webp";
  return strcmp (name, ".jpg") == 0 ? "image/jpeg" : NULL;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  HrtWebResponse *response;
  char *content = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &content, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
        hrt_web_request_respond_error (request, 404);
      else
        hrt_web_request_fail (request, error);
      return;
    }
  response = hrt_web_response_new (200);
  hrt_web_response_set_body (response, check_name (hrt_web_request_get_param (request, "name")),
                             g_bytes_new_take (content, length));
  hrt_web_response_keep (response, KEEP_SECS);
  hrt_web_response_set_cache (response, HRT_WEB_CACHE_IMMUTABLE);
  hrt_web_request_respond (request, response);
}

static void
handle_image (HrtWebRequest *request, gpointer user_data)
{
  HrtWebServer *self = user_data;
  const char *name = hrt_web_request_get_param (request, "name");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  if (check_name (name) == NULL)
    {
      hrt_web_request_respond_error (request, 404);
      return;
    }
  folder = g_strndup (name, 2);
  path = g_build_filename (self->image_directory, folder, name, NULL);
  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, hrt_web_request_get_cancellable (request), on_loaded,
                              g_object_ref (request));
}

/**
 * _hrt_web_images_add_route:
 * @self: the server
 *
 * Serves /images/<hash>-<width>.webp and .jpg.
 */
void
_hrt_web_images_add_route (HrtWebServer *self)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET",
      .pattern = "/images/:name",
      .handler = handle_image,
      .flags = HRT_WEB_ROUTE_SHARED },
  };

  hrt_web_router_add (self->router, routes, G_N_ELEMENTS (routes), self);
}
