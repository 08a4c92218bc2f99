/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStorePage: one page on its way from a request to its template.
 */

#pragma once

#include "hrt-store.h"
#include "model/shop/hrt-outcome.h"

G_BEGIN_DECLS

/* Of what is short, customers are told how many are left up to here. */
#define HRT_STORE_TOLD_PIECES 10

/* Handed from callback to callback; whoever sends it frees it. */
typedef struct
{
  HrtStore *store;        /* (owned) */
  HrtWebRequest *request; /* (owned) */
  HrtWebData *data;       /* (owned) what the template shows */
  HrtWebData *errors;     /* (unowned) (nullable) by field */
  HrtWebData *error_list; /* (unowned) */
  HrtWebData *problems;   /* (unowned) (nullable) */
  const char *language;   /* interned */
  GArray *tags;           /* (owned) (element-type HrtStoreTag) of the page cache */
  guint keep_secs;        /* in the page cache; 0: not at all */
  guint retry_after_secs; /* of a refusal that passes; 0: not said */
  char *new_session;      /* (owned) (nullable) id of a session that this answer begins */
  gpointer own;           /* (owned) the handler's */
  GDestroyNotify own_free;
} HrtStorePage;

typedef struct
{
  const char *kind;
  gint64 id;
} HrtStoreTag;

HrtStorePage *hrt_store_page_new (HrtWebRequest *request, HrtStore *store);
void hrt_store_page_free (HrtStorePage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtStorePage, hrt_store_page_free)

HrtWebResponse *hrt_store_page_new_error (HrtWebRequest *request, guint status, HrtStore *store);
const char *hrt_store_page_translate (HrtStorePage *self, const char *msgid);
const char *hrt_store_page_choose (HrtStorePage *self, const char *indonesian, const char *english);
void hrt_store_page_add_error (HrtStorePage *self, const char *field, const char *msgid);
gboolean hrt_store_page_has_errors (HrtStorePage *self);
void hrt_store_page_add_problem (HrtStorePage *self, const char *text);
char *hrt_store_page_dup_refusal (HrtStorePage *self, HrtRefusal *refusal);
void hrt_store_page_add_problems (HrtStorePage *self, HrtOutcome *outcome);
void hrt_store_page_keep (HrtStorePage *self, guint max_age_secs);
void hrt_store_page_add_tag (HrtStorePage *self, const char *kind, gint64 id);
HrtWebResponse *hrt_store_page_add_session (HrtStorePage *self, HrtWebResponse *response);
HrtWebResponse *hrt_store_page_render (HrtStorePage *self, const char *template, guint status);
void hrt_store_page_add_way (HrtStorePage *self, const char *path, const char *msgid);
void
hrt_store_page_send_message (HrtStorePage *self, guint status, const char *title, const char *text);
void hrt_store_page_send_timed_out (HrtStorePage *self, const char *path);
void hrt_store_page_send (HrtStorePage *self, const char *template, guint status);
void hrt_store_page_redirect (HrtStorePage *self, const char *path);
void hrt_store_page_fail (HrtStorePage *self, const GError *error);
GBytes *hrt_store_page_dup_session_hash (HrtStorePage *self);
GCancellable *hrt_store_page_get_cancellable (HrtStorePage *self);
const char *hrt_store_page_get_field (HrtStorePage *self, const char *name);

G_END_DECLS
