/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebSession: ids from the kernel, only their hash ever leaves the process, and the form token
 * is derived from them.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-session.h"

#include <sodium.h>
#include <string.h>

#define ID_BYTES 32

G_DEFINE_INTERFACE (HrtWebSessionStore, hrt_web_session_store, G_TYPE_OBJECT)

static void
hrt_web_session_store_default_init (HrtWebSessionStoreInterface *iface)
{
}

/**
 * hrt_web_session_new:
 * @customer_id: 0 for a guest
 * @name: (nullable): shown in the header
 * @language: (nullable): what the customer chose
 *
 * Returns: (transfer full): a session
 */
HrtWebSession *
hrt_web_session_new (gint64 customer_id, const char *name, const char *language)
{
  HrtWebSession *self = g_new0 (HrtWebSession, 1);

  self->customer_id = customer_id;
  self->name = g_strdup (name);
  self->language = g_strdup (language);
  return self;
}

void
hrt_web_session_free (HrtWebSession *self)
{
  if (self == NULL)
    return;
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->name);
  g_free (self->language);
  g_free (self);
}

static char *
to_base64url (const guint8 *bytes, gsize length)
{
  gsize size = sodium_base64_encoded_len (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/**
 * hrt_web_session_new_id:
 *
 * Returns: (transfer full): 256 random bits, base64url, for the cookie
 */
char *
hrt_web_session_new_id (void)
{
  guint8 bytes[ID_BYTES];

  if (sodium_init () < 0)
    g_error ("no source of random numbers");
  randombytes_buf (bytes, sizeof bytes);
  return to_base64url (bytes, sizeof bytes);
}

/**
 * hrt_web_session_id_is_valid:
 * @id: what a cookie says
 *
 * Returns: %TRUE if it has the form of an id of ours
 */
gboolean
hrt_web_session_id_is_valid (const char *id)
{
  return strlen (id) == HRT_WEB_SESSION_ID_LENGTH &&
         strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == HRT_WEB_SESSION_ID_LENGTH;
}

/**
 * hrt_web_session_hash_id:
 * @id: a session's id
 *
 * The database knows only this, so that a stolen copy of it opens no session.
 *
 * Returns: (transfer full): SHA-256, 32 bytes
 */
GBytes *
hrt_web_session_hash_id (const char *id)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, (const guint8 *) id, strlen (id));
  return g_bytes_new (hash, sizeof hash);
}

/**
 * hrt_web_session_make_csrf_token:
 * @id: a session's id
 *
 * Derived, not stored: whoever cannot read the cookie cannot make it, and it does not reveal the
 * cookie.
 *
 * Returns: (transfer full): the token for forms, base64url
 */
char *
hrt_web_session_make_csrf_token (const char *id)
{
  static const char purpose[] = "hurtrock form token";
  guint8 mac[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_state state;

  /* Keyed by the id itself, not by its hash: the hash lies in the database. */
  crypto_auth_hmacsha256_init (&state, (const guint8 *) id, strlen (id));
  crypto_auth_hmacsha256_update (&state, (const guint8 *) purpose, sizeof purpose - 1);
  crypto_auth_hmacsha256_final (&state, mac);
  sodium_memzero (&state, sizeof state);
  return to_base64url (mac, sizeof mac);
}

/**
 * hrt_web_session_get_cookie_name:
 * @secure: whether the visitor uses https
 *
 * Returns: the cookie's name; over https one that other hosts and http cannot set
 */
const char *
hrt_web_session_get_cookie_name (gboolean secure)
{
  return secure ? "__Host-hrt" : "hrt";
}

/**
 * hrt_web_response_set_session:
 * @response: an answer
 * @id: of the session
 * @secure: whether the visitor uses https
 *
 * Sets the session cookie. It ends with the browser; the store decides how long the session lives.
 */
void
hrt_web_response_set_session (HrtWebResponse *response, const char *id, gboolean secure)
{
  hrt_web_response_set_cookie (response, hrt_web_session_get_cookie_name (secure), id, -1, secure);
}

void
hrt_web_response_clear_session (HrtWebResponse *response, gboolean secure)
{
  hrt_web_response_set_cookie (response, hrt_web_session_get_cookie_name (secure), "", 0, secure);
}
