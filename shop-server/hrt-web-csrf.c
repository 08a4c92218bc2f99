/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Three witnesses: what the browser says about where the request comes from, the Origin, and the
 * token of the session.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-csrf.h"

#include <sodium.h>
#include <string.h>

/* "https://shop.example/cart" comes from "https://shop.example"? */
static gboolean
has_origin (const char *url, const char *origin)
{
  gsize length = strlen (origin);

  return g_ascii_strncasecmp (url, origin, length) == 0 &&
         (url[length] == '\0' || url[length] == '/');
}

/**
 * hrt_web_csrf_origin_is_ours:
 * @origin: (nullable): the Origin header
 * @sec_fetch_site: (nullable): the Sec-Fetch-Site header
 * @referer: (nullable): the Referer header
 * @own_origin: "https://shop.example", without a slash at the end
 *
 * A browser sends at least one of the three with every form. Whoever sends none is not a browser,
 * and nobody's cookies can be used against them, but then nothing says that it is not one either:
 * refused.
 *
 * Returns: %TRUE if our own page asked
 */
gboolean
hrt_web_csrf_origin_is_ours (const char *origin,
                             const char *sec_fetch_site,
                             const char *referer,
                             const char *own_origin)
{
  /* "none" is the address bar: no page of anybody's. A change never comes from there but when a
   * form is sent again. */
  if (sec_fetch_site != NULL && strcmp (sec_fetch_site, "same-origin") != 0 &&
      strcmp (sec_fetch_site, "none") != 0)
    return FALSE;
  if (origin != NULL)
    return strcmp (origin, "null") != 0 && strlen (origin) == strlen (own_origin) &&
           has_origin (origin, own_origin);
  if (sec_fetch_site != NULL)
    return TRUE;
  return referer != NULL && has_origin (referer, own_origin);
}

static gboolean
token_is_right (HrtWebRequest *request)
{
  const char *wanted = hrt_web_request_get_csrf_token (request);
  const char *sent = hrt_web_request_get_header (request, "X-CSRF-Token");
  const HrtWebParams *form;

  if (wanted == NULL)
    return TRUE; /* no session: nothing of this visitor's that a stranger could use */
  form = hrt_web_request_get_form (request);
  if (sent == NULL && form != NULL)
    sent = hrt_web_params_get (form, "csrf");
  return sent != NULL && strlen (sent) == strlen (wanted) &&
         sodium_memcmp (sent, wanted, strlen (wanted)) == 0;
}

/**
 * hrt_web_csrf_check:
 * @request: a POST
 * @need: what its route asks for
 *
 * The token comes in the field "csrf" or the header X-CSRF-Token.
 *
 * Returns: %TRUE if the change may be made
 */
gboolean
hrt_web_csrf_check (HrtWebRequest *request, HrtWebCsrf need)
{
  g_autofree char *own = NULL;

  if (need == HRT_WEB_CSRF_NONE)
    return TRUE;
  own = hrt_web_request_dup_origin (request);
  if (!hrt_web_csrf_origin_is_ours (hrt_web_request_get_header (request, "Origin"),
                                    hrt_web_request_get_header (request, "Sec-Fetch-Site"),
                                    hrt_web_request_get_header (request, "Referer"), own))
    return FALSE;
  return need == HRT_WEB_CSRF_ORIGIN || token_is_right (request);
}
