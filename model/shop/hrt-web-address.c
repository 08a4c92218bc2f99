/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The address at which customers find the web shop, as people type it.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-web-address.h"

#include <gio/gio.h>
#include <string.h>

#include "model/base/hrt-model-error.h"

#define MAX_HOST_BYTES 253 /* RFC 1035, 2.3.4 */

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID, "web address: %s", reason);
  return FALSE;
}

/* Letters, digits, dots and dashes, a letter or digit at both ends (RFC 952, RFC 1123 2.1). */
static gboolean
is_host (const char *host)
{
  gsize length = strlen (host);

  return length > 0 && length <= MAX_HOST_BYTES && g_ascii_isalnum (host[0]) &&
         g_ascii_isalnum (host[length - 1]) && strstr (host, "..") == NULL &&
         strspn (host, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length;
}

static gboolean
is_origin (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *path = g_uri_get_path (uri);

  if (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0)
    return refuse (error, "not https or http");
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || (path[0] != '\0' && strcmp (path, "/") != 0))
    return refuse (error, "more than a host");
  return TRUE;
}

/**
 * hrt_web_address_parse:
 * @text: what somebody typed: "toko.example", "https://toko.example/"; empty for none
 * @error: where to store an error, or %NULL
 *
 * Without a scheme it is https. Names in other letters become their ASCII form (RFC 5891).
 *
 * Errors: %HRT_MODEL_ERROR_INVALID if it is no address of a site, or one with a path
 *
 * Returns: (transfer full) (nullable): "https://toko.example", "" for none; %NULL on error
 */
char *
hrt_web_address_parse (const char *text, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *whole =
      strstr (typed, "://") != NULL ? g_strdup (typed) : g_strconcat ("https://", typed, NULL);
  g_autofree char *host = NULL;
  g_autofree char *lower = NULL;
  g_autoptr (GUri) uri = NULL;

  if (typed[0] == '\0')
    return g_strdup ("");
  uri = g_uri_parse (whole, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      refuse (error, "not an address");
      return NULL;
    }
  if (!is_origin (uri, error))
    return NULL;
  host = g_hostname_to_ascii (g_uri_get_host (uri));
  lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;
  if (lower == NULL || !is_host (lower))
    {
      refuse (error, "not a name of a machine");
      return NULL;
    }
  if (g_uri_get_port (uri) == -1)
    return g_strdup_printf ("%s://%s", g_uri_get_scheme (uri), lower);
  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), lower, g_uri_get_port (uri));
}
