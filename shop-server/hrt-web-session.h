/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebSession: who is behind a session cookie, and the interface of the store that knows.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-response.h"

G_BEGIN_DECLS

/* What the store knows about a session; immutable. */
typedef struct
{
  gint64 customer_id; /* 0: a guest with a cart */
  char *name;         /* (nullable) shown in the header */
  char *language;     /* (nullable) */
  gint64 cart_count;  /* pieces */
  gpointer data;      /* the pages' own */
  GDestroyNotify data_free;
} HrtWebSession;

HrtWebSession *hrt_web_session_new (gint64 customer_id, const char *name, const char *language);
void hrt_web_session_free (HrtWebSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebSession, hrt_web_session_free)

#define HRT_TYPE_WEB_SESSION_STORE (hrt_web_session_store_get_type ())
G_DECLARE_INTERFACE (HrtWebSessionStore, hrt_web_session_store, HRT, WEB_SESSION_STORE, GObject)

/**
 * HrtWebSessionStoreInterface:
 * @load_async: look the session up by the SHA-256 of its id (32 bytes)
 * @load_finish: (transfer full) (nullable): the session; %NULL without an error when there is none,
 * or it has ended
 */
struct _HrtWebSessionStoreInterface
{
  GTypeInterface parent;

  void (*load_async) (HrtWebSessionStore *self,
                      GBytes *id_hash,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  HrtWebSession *(*load_finish) (HrtWebSessionStore *self, GAsyncResult *result, GError **error);
};

#define HRT_WEB_SESSION_ID_LENGTH 43 /* base64url of 32 bytes, no padding */

char *hrt_web_session_new_id (void);
gboolean hrt_web_session_id_is_valid (const char *id);
GBytes *hrt_web_session_hash_id (const char *id);
char *hrt_web_session_make_csrf_token (const char *id);

const char *hrt_web_session_get_cookie_name (gboolean secure);
void hrt_web_response_set_session (HrtWebResponse *response, const char *id, gboolean secure);
void hrt_web_response_clear_session (HrtWebResponse *response, gboolean secure);

G_END_DECLS
