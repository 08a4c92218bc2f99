/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebResponse: every answer, whoever makes it, gets its security headers here, so that nobody
 * can forget one.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-response.h"

#include <libsoup/soup.h>
#include <string.h>

#include "hrt-web-response-private.h"

typedef struct
{
  char *name;
  char *value;
} Header;

struct _HrtWebResponse
{
  int ref_count;
  guint status;
  char *content_type; /* (nullable) none without a body */
  GBytes *body;       /* (nullable) */
  GArray *headers;    /* (element-type Header) */
  HrtWebCachePolicy cache;
  guint keep_secs; /* in the page cache; 0: not */
  GArray *tags;    /* (element-type guint64) */
};

static void
clear_header (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

/**
 * hrt_web_response_new:
 * @status: HTTP status
 *
 * Returns: (transfer full): an answer without a body that nobody may store
 */
HrtWebResponse *
hrt_web_response_new (guint status)
{
  HrtWebResponse *self = g_new0 (HrtWebResponse, 1);

  self->ref_count = 1;
  self->status = status;
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, clear_header);
  return self;
}

/**
 * hrt_web_response_new_html:
 * @status: HTTP status
 * @html: (transfer full): the page, UTF-8
 *
 * Returns: (transfer full): an answer
 */
HrtWebResponse *
hrt_web_response_new_html (guint status, GString *html)
{
  HrtWebResponse *self = hrt_web_response_new (status);

  hrt_web_response_set_body (self, "text/html; charset=utf-8", g_string_free_to_bytes (html));
  return self;
}

/**
 * hrt_web_response_new_json:
 * @status: HTTP status
 * @json: (transfer full): from a #HrtJsonWriter
 *
 * Returns: (transfer full): an answer
 */
HrtWebResponse *
hrt_web_response_new_json (guint status, char *json)
{
  HrtWebResponse *self = hrt_web_response_new (status);

  hrt_web_response_set_body (self, "application/json; charset=utf-8",
                             g_bytes_new_take (json, strlen (json)));
  return self;
}

/**
 * hrt_web_response_new_text:
 * @status: HTTP status
 * @text: UTF-8
 *
 * Returns: (transfer full): an answer
 */
HrtWebResponse *
hrt_web_response_new_text (guint status, const char *text)
{
  HrtWebResponse *self = hrt_web_response_new (status);

  hrt_web_response_set_body (self, "text/plain; charset=utf-8", g_bytes_new (text, strlen (text)));
  return self;
}

/**
 * hrt_web_is_local_path:
 * @path: (nullable): where to go
 *
 * Returns: %TRUE if @path begins with one slash and stays on this site, whatever a browser makes of
 * it
 */
gboolean
hrt_web_is_local_path (const char *path)
{
  if (path == NULL || path[0] != '/' || path[1] == '/' || path[1] == '\\')
    return FALSE;
  for (const guchar *p = (const guchar *) path; *p != '\0'; p++)
    if (*p <= 0x20 || *p >= 0x7f || *p == '\\' || *p == '"' || *p == '<' || *p == '>')
      return FALSE;
  return TRUE;
}

/**
 * hrt_web_response_new_redirect:
 * @status: 301, 302, 303, 307 or 308
 * @path: a path of this site; anything else leads to "/"
 *
 * Returns: (transfer full): an answer
 */
HrtWebResponse *
hrt_web_response_new_redirect (guint status, const char *path)
{
  HrtWebResponse *self = hrt_web_response_new (status);

  hrt_web_response_set_header (self, "Location", hrt_web_is_local_path (path) ? path : "/");
  return self;
}

HrtWebResponse *
hrt_web_response_ref (HrtWebResponse *self)
{
  self->ref_count++;
  return self;
}

void
hrt_web_response_unref (HrtWebResponse *self)
{
  if (--self->ref_count > 0)
    return;
  g_array_unref (self->headers);
  g_clear_pointer (&self->tags, g_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self);
}

guint
hrt_web_response_get_status (HrtWebResponse *self)
{
  return self->status;
}

/**
 * hrt_web_response_set_body:
 * @self: the answer
 * @content_type: with charset where it is text
 * @body: (transfer full): the bytes
 */
void
hrt_web_response_set_body (HrtWebResponse *self, const char *content_type, GBytes *body)
{
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}

/**
 * hrt_web_response_get_body:
 * @self: the answer
 *
 * Returns: (transfer none) (nullable): its body
 */
GBytes *
hrt_web_response_get_body (HrtWebResponse *self)
{
  return self->body;
}

static gboolean
name_is_valid (const char *name)
{
  return *name != '\0' &&
         strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-") == strlen (name);
}

static gboolean
value_is_valid (const char *value)
{
  for (const guchar *p = (const guchar *) value; *p != '\0'; p++)
    if (*p < 0x20 || *p >= 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * hrt_web_response_set_header:
 * @self: the answer
 * @name: letters, digits and "-"
 * @value: printable ASCII
 *
 * Adds a header. A name or value that could end the header is refused, so that nobody writes a
 * second one through it.
 *
 * Returns: %FALSE if it was refused
 */
gboolean
hrt_web_response_set_header (HrtWebResponse *self, const char *name, const char *value)
{
  Header header;

  if (!name_is_valid (name) || !value_is_valid (value))
    {
      g_message ("refused a header “%s”", name_is_valid (name) ? name : "?");
      return FALSE;
    }
  header.name = g_strdup (name);
  header.value = g_strdup (value);
  g_array_append_val (self->headers, header);
  return TRUE;
}

/**
 * hrt_web_response_set_cookie:
 * @self: the answer
 * @name: of the cookie
 * @value: without separators
 * @max_age_secs: how long it lives; 0 deletes it, -1 until the browser ends
 * @secure: whether the visitor uses https
 *
 * Sets a cookie for the whole site that scripts cannot read and other sites' forms do not send.
 */
void
hrt_web_response_set_cookie (
    HrtWebResponse *self, const char *name, const char *value, gint64 max_age_secs, gboolean secure)
{
  g_autoptr (GString) cookie = g_string_new (name);

  g_return_if_fail (strpbrk (value, ";, \"\\") == NULL);
  g_string_append_printf (cookie, "=%s; Path=/; HttpOnly; SameSite=Lax", value);
  if (max_age_secs >= 0)
    g_string_append_printf (cookie, "; Max-Age=%" G_GINT64_FORMAT, max_age_secs);
  if (secure)
    g_string_append (cookie, "; Secure");
  hrt_web_response_set_header (self, "Set-Cookie", cookie->str);
}

/**
 * hrt_web_response_set_cache:
 * @self: the answer
 * @policy: how long browsers may keep it
 */
void
hrt_web_response_set_cache (HrtWebResponse *self, HrtWebCachePolicy policy)
{
  self->cache = policy;
}

/**
 * hrt_web_response_keep:
 * @self: an answer that is the same for every visitor without a session
 * @max_age_secs: how long at most; changes of what it shows end it at once
 * (hrt_web_response_add_tag())
 *
 * Lets the page cache keep the answer, if its route is cached and the visitor has no session.
 */
void
hrt_web_response_keep (HrtWebResponse *self, guint max_age_secs)
{
  self->keep_secs = max_age_secs;
  if (self->cache == HRT_WEB_CACHE_NO_STORE)
    self->cache = HRT_WEB_CACHE_REVALIDATE;
}

/**
 * _hrt_web_status_phrase:
 * @status: HTTP status
 *
 * The HTTP library does not know those of RFC 6585.
 *
 * Returns: its words for the status line
 */
const char *
_hrt_web_status_phrase (guint status)
{
  switch (status)
    {
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return soup_status_get_phrase (status);
    }
}

guint64
_hrt_web_tag (const char *kind, gint64 id)
{
  return (guint64) g_str_hash (kind) << 40 ^ (guint64) id;
}

/**
 * hrt_web_response_add_tag:
 * @self: the answer
 * @kind: "product"
 * @id: which one; 0 for the kind as a whole
 *
 * Names something that the page shows: hrt_web_page_cache_invalidate() of it forgets the page.
 */
void
hrt_web_response_add_tag (HrtWebResponse *self, const char *kind, gint64 id)
{
  guint64 tag = _hrt_web_tag (kind, id);

  if (self->tags == NULL)
    self->tags = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (self->tags, tag);
}

/**
 * _hrt_web_security_headers:
 * @is_secure: whether the visitor uses https
 * @func: called for each
 * @user_data: for @func
 *
 * The headers of every answer. Nothing of a page comes from another site, nothing in it is inline.
 */
void
_hrt_web_security_headers (gboolean is_secure, HrtWebHeaderFunc func, gpointer user_data)
{
  static const struct
  {
    const char *name;
    const char *value;
  } always[] = {
    { "Content-Security-Policy",
      "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
      "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
      "object-src 'none'; base-uri 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    func (always[i].name, always[i].value, user_data);
  if (is_secure)
    func ("Strict-Transport-Security", "max-age=63072000; includeSubDomains", user_data);
}

/**
 * _hrt_web_response_foreach_header:
 * @self: the answer
 * @is_secure: whether the visitor uses https
 * @func: called for each header but those of length, date and connection
 * @user_data: for @func
 */
void
_hrt_web_response_foreach_header (HrtWebResponse *self,
                                  gboolean is_secure,
                                  HrtWebHeaderFunc func,
                                  gpointer user_data)
{
  static const char *const policies[] = { "private, no-store", "no-cache",
                                          "public, max-age=31536000, immutable" };

  if (self->content_type != NULL)
    func ("Content-Type", self->content_type, user_data);
  func ("Cache-Control", policies[self->cache], user_data);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = &g_array_index (self->headers, Header, i);

      func (header->name, header->value, user_data);
    }
  _hrt_web_security_headers (is_secure, func, user_data);
}

const char *
_hrt_web_response_get_content_type (HrtWebResponse *self)
{
  return self->content_type;
}

guint
_hrt_web_response_get_keep_secs (HrtWebResponse *self)
{
  return self->keep_secs;
}

HrtWebCachePolicy
_hrt_web_response_get_cache (HrtWebResponse *self)
{
  return self->cache;
}

const guint64 *
_hrt_web_response_get_tags (HrtWebResponse *self, guint *n_tags)
{
  *n_tags = self->tags != NULL ? self->tags->len : 0;
  return *n_tags > 0 ? (const guint64 *) (gpointer) self->tags->data : NULL;
}
