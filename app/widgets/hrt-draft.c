/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDraft: the interface, and its question: keep editing, discard or save.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-draft.h"

#include <adwaita.h>
#include <glib/gi18n.h>

G_DEFINE_INTERFACE (HrtDraft, hrt_draft, GTK_TYPE_WIDGET)

static void
hrt_draft_default_init (HrtDraftInterface *iface)
{
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrtDraft *self = HRT_DRAFT (source);

  g_task_return_boolean (task, HRT_DRAFT_GET_IFACE (self)->save_finish (self, result));
}

static void
on_answered (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_task_set_task_data (user_data, g_strdup (response), g_free);
}

/* Not before the question is off the screen: what follows may take its window's page away. */
static void
on_gone (AdwMessageDialog *dialog, gpointer user_data)
{
  GTask *task = user_data;
  HrtDraft *self = g_task_get_source_object (task);
  const char *response = g_task_get_task_data (task);
  gboolean is_discarded = g_strcmp0 (response, "discard") == 0;

  if (g_strcmp0 (response, "save") == 0)
    {
      HRT_DRAFT_GET_IFACE (self)->save_async (self, on_saved, task);
      return;
    }
  if (is_discarded)
    HRT_DRAFT_GET_IFACE (self)->discard (self);
  g_task_return_boolean (task, is_discarded);
  g_object_unref (task);
}

/**
 * hrt_draft_settle_async:
 *
 * Asks what is to become of texts that are not saved, and does it. Call before something else takes
 * their place on the screen.
 */
void
hrt_draft_settle_async (HrtDraft *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;
  GtkWindow *window = NULL;
  AdwMessageDialog *dialog = NULL;

  g_return_if_fail (HRT_IS_DRAFT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hrt_draft_settle_async);
  window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _ ("Save your changes?"), NULL));
  adw_message_dialog_format_body (dialog, _ ("The texts of “%s” are not saved yet."),
                                  HRT_DRAFT_GET_IFACE (self)->get_name (self));
  adw_message_dialog_add_responses (dialog, "stay", _ ("Keep Editing"), "discard", _ ("Discard"),
                                    "save", _ ("Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "stay");
  g_signal_connect (dialog, "response", G_CALLBACK (on_answered), task);
  g_signal_connect (dialog, "destroy", G_CALLBACK (on_gone), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * hrt_draft_settle_finish:
 *
 * Returns: whether nothing is left that could be lost; %FALSE: the person goes on editing, or
 * saving did not succeed, which was said
 */
gboolean
hrt_draft_settle_finish (HrtDraft *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
