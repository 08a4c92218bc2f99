/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStoreSessions: asks the database for each request that brings a session's cookie.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-sessions.h"

struct _HrtStoreSessions
{
  GObject parent_instance;

  HrtPeople *people; /* (owned) */
};

static void hrt_store_sessions_iface_init (HrtWebSessionStoreInterface *iface);

/**
 * HrtStoreSessions:
 *
 * Keeps nothing: a session that ended elsewhere has ended here.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (HrtStoreSessions,
                               hrt_store_sessions,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HRT_TYPE_WEB_SESSION_STORE,
                                                      hrt_store_sessions_iface_init))

static void
hrt_store_sessions_finalize (GObject *object)
{
  g_clear_object (&HRT_STORE_SESSIONS (object)->people);
  G_OBJECT_CLASS (hrt_store_sessions_parent_class)->finalize (object);
}

static void
hrt_store_sessions_class_init (HrtStoreSessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_store_sessions_finalize;
}

static void
hrt_store_sessions_init (HrtStoreSessions *self)
{
}

/**
 * hrt_store_sessions_make_session:
 * @session: from the database
 *
 * Returns: (transfer full): what the HTTP edge keeps of it during a request; its data is @session
 */
HrtWebSession *
hrt_store_sessions_make_session (HrtSession *session)
{
  HrtWebSession *made =
      hrt_web_session_new (session->customer_id, session->name, session->language);

  made->cart_count = session->cart_count;
  made->data = g_object_ref (session);
  made->data_free = g_object_unref;
  return made;
}

static void
on_session_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (HrtSession) session =
      hrt_people_load_session_finish (HRT_PEOPLE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, session != NULL ? hrt_store_sessions_make_session (session) : NULL,
                           (GDestroyNotify) hrt_web_session_free);
}

static void
hrt_store_sessions_load_async (HrtWebSessionStore *store,
                               GBytes *id_hash,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  HrtStoreSessions *self = HRT_STORE_SESSIONS (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hrt_store_sessions_load_async);
  hrt_people_load_session_async (self->people, id_hash, cancellable, on_session_loaded, task);
}

static HrtWebSession *
hrt_store_sessions_load_finish (HrtWebSessionStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hrt_store_sessions_iface_init (HrtWebSessionStoreInterface *iface)
{
  iface->load_async = hrt_store_sessions_load_async;
  iface->load_finish = hrt_store_sessions_load_finish;
}

/**
 * hrt_store_sessions_new:
 * @people: who knows the sessions
 *
 * Returns: (transfer full): the store for hrt_web_server_set_session_store()
 */
HrtWebSessionStore *
hrt_store_sessions_new (HrtPeople *people)
{
  HrtStoreSessions *self = g_object_new (HRT_TYPE_STORE_SESSIONS, NULL);

  self->people = g_object_ref (people);
  return HRT_WEB_SESSION_STORE (self);
}
