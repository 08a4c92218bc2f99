/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Small things every page needs: accessible names, toasts, error texts in plain words.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-ui.h"

#include <glib/gi18n.h>

#include "model/base/hrt-model-error.h"

#define TOAST_S        4
#define TOAST_BUTTON_S 8 /* a button wants to be read, found and pressed */

/**
 * hrt_ui_dispose_template:
 *
 * For dispose of a direct GtkWidget subclass: lets go of the bound children and unparents what else
 * the template made; gtk_widget_dispose_template() only knows the bound ones.
 */
void
hrt_ui_dispose_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

/**
 * hrt_ui_name:
 * @name: what a screen reader (and a test) calls @widget
 */
void
hrt_ui_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hrt_ui_grab_first:
 *
 * Gives the focus to the first field, or to what is chosen of several, within @widget, wherever the
 * focus is now.
 *
 * Returns: whether there was one
 */
gboolean
hrt_ui_grab_first (GtkWidget *widget)
{
  if (GTK_IS_EDITABLE (widget) ||
      (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_active (GTK_CHECK_BUTTON (widget))))
    return gtk_widget_grab_focus (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && hrt_ui_grab_first (child))
      return TRUE;
  return FALSE;
}

static AdwToastOverlay *
find_overlay (GtkWidget *anywhere)
{
  GtkWidget *found = gtk_widget_get_ancestor (anywhere, ADW_TYPE_TOAST_OVERLAY);

  return found != NULL ? ADW_TOAST_OVERLAY (found) : NULL;
}

static void
on_insert_text (GtkText *text, const char *inserted, int length, gpointer position, gpointer unused)
{
  int max_chars = gtk_text_get_max_length (text);
  glong n = gtk_text_get_text_length (text) + g_utf8_strlen (inserted, length);
  g_autofree char *words = NULL;

  if (n <= max_chars)
    return;
  words = g_strdup_printf (ngettext ("Only %d character fits here; the rest was left out.",
                                     "Only %d characters fit here; the rest was left out.",
                                     (gulong) max_chars),
                           max_chars);
  hrt_ui_toast (GTK_WIDGET (text), words);
}

/**
 * hrt_ui_limit_text:
 * @field: an entry, a search, a row with a text
 * @max_chars: most characters, > 0
 *
 * More is left out, with a word about it. Without a limit GTK takes 65535 characters of what is
 * pasted, and lays them out for a minute.
 */
void
hrt_ui_limit_text (GtkEditable *field, int max_chars)
{
  GtkEditable *text = gtk_editable_get_delegate (field);

  while (text != NULL && !GTK_IS_TEXT (text))
    text = gtk_editable_get_delegate (text);
  g_return_if_fail (text != NULL && max_chars > 0);

  gtk_text_set_max_length (GTK_TEXT (text), max_chars);
  g_signal_connect (text, "insert-text", G_CALLBACK (on_insert_text), NULL);
}

/**
 * hrt_ui_is_enter:
 * @keyval: of a key press
 *
 * Returns: whether it is one of the keys that confirm; some scanners end a code with Linefeed
 */
gboolean
hrt_ui_is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter ||
         keyval == GDK_KEY_Linefeed;
}

/**
 * hrt_ui_mark_open:
 * @cell: of a list that stands beside the page of one of its rows
 * @is_open: whether it is this one
 */
void
hrt_ui_mark_open (GtkWidget *cell, gboolean is_open)
{
  if (is_open)
    gtk_widget_add_css_class (cell, "open");
  else
    gtk_widget_remove_css_class (cell, "open");
}

/**
 * hrt_ui_toast:
 * @anywhere: a widget of the window that shows the toast
 */
void
hrt_ui_toast (GtkWidget *anywhere, const char *text)
{
  hrt_ui_toast_action (anywhere, text, NULL, NULL, NULL);
}

/**
 * hrt_ui_toast_action:
 * @button: (nullable): "Undo" and the like
 * @action: (nullable): detailed by @target
 * @target: (nullable): floating or not
 */
void
hrt_ui_toast_action (
    GtkWidget *anywhere, const char *text, const char *button, const char *action, GVariant *target)
{
  AdwToastOverlay *overlay = find_overlay (anywhere);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL)
    return;
  toast = adw_toast_new (escaped); /* titles are markup in this version */
  adw_toast_set_timeout (toast, button != NULL ? TOAST_BUTTON_S : TOAST_S);
  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_action_target_value (toast, target);
    }
  adw_toast_overlay_add_toast (overlay, toast);
}

/**
 * hrt_ui_dup_error_text:
 *
 * The message of a GError is for logs; this is what a cashier can use.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
hrt_ui_dup_error_text (const GError *error)
{
  const struct
  {
    HrtModelError code;
    const char *text;
  } texts[] = {
    { HRT_MODEL_ERROR_UNAVAILABLE, N_ ("The database cannot be reached at the moment.") },
    { HRT_MODEL_ERROR_NOT_FOUND, N_ ("This does not exist any more.") },
    { HRT_MODEL_ERROR_CONFLICT, N_ ("Somebody else has changed this meanwhile.") },
    { HRT_MODEL_ERROR_NOT_ALLOWED, N_ ("You are not allowed to do this.") },
    { HRT_MODEL_ERROR_TAKEN, N_ ("This name or code is in use already.") },
    { HRT_MODEL_ERROR_INVALID, N_ ("One of the values is outside its limits.") },
    { HRT_MODEL_ERROR_BUSY, N_ ("The program is very busy. Please try again.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_error_matches (error, HRT_MODEL_ERROR, (int) texts[i].code))
      return g_strdup (_ (texts[i].text));
  return g_strdup (_ ("That did not work. Please try again."));
}

/**
 * hrt_ui_toast_error:
 *
 * Says what went wrong; silent when the work was merely cancelled.
 */
void
hrt_ui_toast_error (GtkWidget *anywhere, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_message ("%s", error->message);
  text = hrt_ui_dup_error_text (error);
  hrt_ui_toast (anywhere, text);
}

static const char *
translate (const char *msgid, gpointer user_data)
{
  return _ (msgid);
}

/**
 * hrt_ui_dup_refusals:
 * @refusals: (element-type HrtRefusal)
 *
 * Returns: (transfer full): why something was refused, a line for each reason
 */
char *
hrt_ui_dup_refusals (GPtrArray *refusals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < refusals->len; i++)
    {
      g_autofree char *line =
          hrt_refusal_dup_text (g_ptr_array_index (refusals, i), translate, NULL);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

/**
 * hrt_ui_toast_outcome:
 * @anywhere: (nullable): a widget of the window that shows the toast
 * @outcome: (nullable): what the shop answered; %NULL with an @error
 *
 * Says why it was not done.
 *
 * Returns: whether it was done
 */
gboolean
hrt_ui_toast_outcome (GtkWidget *anywhere, HrtOutcome *outcome, const GError *error)
{
  g_autofree char *text = NULL;

  if (outcome != NULL && !hrt_outcome_is_refused (outcome))
    return TRUE;
  if (anywhere == NULL)
    return FALSE;
  if (outcome == NULL)
    {
      hrt_ui_toast_error (anywhere, error);
      return FALSE;
    }
  text = hrt_ui_dup_refusals (outcome->refusals);
  hrt_ui_toast (anywhere, text);
  return FALSE;
}

/**
 * hrt_ui_dup_time:
 * @time_us: microseconds since 1970 UTC
 * @time_zone: (nullable): the shop's, "Asia/Jakarta"
 * @format: as of g_date_time_format()
 */
char *
hrt_ui_dup_time (gint64 time_us, const char *time_zone, const char *format)
{
  g_autoptr (GTimeZone) zone =
      g_time_zone_new_identifier (time_zone != NULL ? time_zone : "Asia/Jakarta");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, format);
}
