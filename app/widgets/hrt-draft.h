/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDraft: what a widget is that holds something typed and not saved yet; and the question that is
 * asked before it would be lost.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HRT_TYPE_DRAFT (hrt_draft_get_type ())
G_DECLARE_INTERFACE (HrtDraft, hrt_draft, HRT, DRAFT, GtkWidget)

/**
 * HrtDraftInterface:
 * @get_name: what is edited, for the question
 * @save_async: saves; tells the person what went wrong
 * @save_finish: whether it is saved
 * @discard: forgets what was typed
 */
struct _HrtDraftInterface
{
  GTypeInterface parent;

  const char *(*get_name) (HrtDraft *self);
  void (*save_async) (HrtDraft *self, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*save_finish) (HrtDraft *self, GAsyncResult *result);
  void (*discard) (HrtDraft *self);
};

void hrt_draft_settle_async (HrtDraft *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_draft_settle_finish (HrtDraft *self, GAsyncResult *result);

G_END_DECLS
